"""Gives each role of desk/policies.py its group of accounts, and the groups what Wagtail asks of them to show a screen."""
from typing import Dict, Tuple

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from desk.answers.models import ClinicianApproval, Topic
from desk.policies import ALLOWED, Act, Role

# Wagtail's permissions open screens; what may be done there, desk/policies.py says.
SCREENS: Dict[Act, Tuple[str, ...]] = {
    Act.READ: ("wagtailadmin.access_admin", "answers.view_topic", "answers.view_source"),
    Act.DRAFT: ("answers.add_topic", "answers.change_topic"),
    Act.TRAIN: (),
    Act.APPROVE: (),
    Act.BRING_BACK: (),
    Act.MANAGE: ("auth.add_user", "auth.change_user", "auth.view_user", "answers.change_clinicrules"),
}
WORKFLOW = "a clinician"  # Wagtail's button says: Submit to ...


def make_groups() -> None:
    """Groups, with exactly these permissions."""
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set([_permission(name) for act in ALLOWED[role] for name in SCREENS[act]])


def make_workflow() -> None:
    """What a topic's draft goes through."""
    task, _ = ClinicianApproval.objects.get_or_create(name="Clinician")
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowContentType.objects.update_or_create(content_type=ContentType.objects.get_for_model(Topic),
                                                 defaults={"workflow": workflow})


def _permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)

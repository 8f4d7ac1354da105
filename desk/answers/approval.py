"""The step between a draft and visitors: a clinician approves it, or sends it back with a word why."""
from typing import Any, List, Tuple

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Task, TaskState


class ClinicianApproval(Task):
    """Asks desk/policies.py who may approve, and records exactly which words were approved."""

    def get_actions(self, obj: Any, user: Any) -> List[Tuple[str, str, bool]]:
        """-> [(action, its button, whether it asks for a comment)]"""
        from desk.answers import publishing

        actions = [("reject", "Send back", True)] if publishing.may_judge(user) else []
        if publishing.may_approve(obj, user):
            actions.append(("approve", "Approve", False))
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, seen: Any = None, **comment: Any) -> None:
        """`seen`: the revision that is on the person's screen, where that is known. Raises NotPublished if it may not be
        done, and nothing is."""
        from desk.answers import publishing

        if action_name == "approve":
            publishing.approve(task_state, user, seen)
        else:
            publishing.check_may_judge(user)
        super().on_action(task_state, user, action_name, **comment)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        from desk.answers import publishing

        return publishing.may_judge(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What was handed in stays as it is, but for who judges it."""
        return not self.user_can_access_editor(obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **more: Any) -> QuerySet:
        mine = self.user_can_access_editor(None, user)
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS) if mine else TaskState.objects.none()

    @classmethod
    def get_description(cls) -> str:
        return "A clinician who did not write the change approves it"

    class Meta:
        app_label = "answers"
        verbose_name = "approval by a clinician"

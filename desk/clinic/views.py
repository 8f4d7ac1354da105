"""The page of the clinic's facts: managers change them, all others look."""
from typing import Any, Dict, List, Optional, Tuple

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin import messages

from desk import policies
from desk.answers.models import Topic
from desk.answers.publishing import person, reader
from desk.clinic.doing import save_facts
from desk.clinic.explained import sections
from desk.clinic.forms import COUNTRIES, ClinicForm, label_of, said
from desk.clinic.gaps import gaps
from desk.clinic.models import Change
from desk.policies import Act, Refused
from faq.clinic_text import CLINIC
from faq.knowledge import Clinic
from faq.problems import DataError
from faq.publisher import Changed
from faq.reader import File, assemble

HERE = "clinic"
SHOWN = 20  # changes


def page(request: Any) -> HttpResponse:
    """The facts, the answers that need others, and what was changed last."""
    check(request, Act.READ)
    files = reader().files()
    form = ClinicForm(request.POST if request.method == "POST" else None, files[CLINIC].entry, sections(reader().folder))
    if request.method == "POST":
        check(request, Act.MANAGE)
        form, changed = _saved(request, form)
        if changed:
            messages.success(request, f"Saved: {', '.join(map(label_of, changed))}. It is live with the next message of a "
                                      f"visitor.")
        elif not form.errors:
            messages.success(request, "Nothing was changed.")
        if not form.errors:
            return redirect(HERE)
        files = reader().files()
    return _shown(request, form, files)


def _saved(request: Any, form: ClinicForm) -> Tuple[ClinicForm, List[str]]:
    """-> the form, with what is wrong; the names of the facts that changed."""
    try:
        if form.is_valid():
            return form, save_facts(request.user, form.entry(), form.before())
    except Changed as error:
        now = reader().files()[CLINIC].entry
        if now is not None:
            return form.merged(now), []
        form.told(error.problems)
    except DataError as error:
        form.told(error.problems)
    return form, []


def _shown(request: Any, form: ClinicForm, files: Dict[str, File]) -> HttpResponse:
    clinic: Optional[Clinic] = files[CLINIC].entry
    topics = dict(Topic.objects.values_list("name", "pk"))
    return render(request, "clinic/clinic.html", {
        **head("The clinic", "home", [{"label": "The clinic"}]), "form": form, "clinic": clinic,
        "broken": [f"{problem}." for problem in files[CLINIC].problems],
        "may_change": policies.may(person(request.user), Act.MANAGE),
        "facts": [(title, [(each.label, _as_read(each.name, clinic)) for each in fields])
                  for title, fields in form.parts()],
        "gaps": [{"gap": each, "pk": topics.get(each.topic), "missing": [(name, label_of(name)) for name in each.missing]}
                 for each in gaps(assemble(files))],
        "no_contact": clinic is not None and not clinic.phone and not clinic.email,
        "changes": last_changes("")})


def last_changes(source: str) -> List[Dict[str, Any]]:
    """Of the clinic, or of one source; the latest first."""
    found = Change.objects.filter(source=source).select_related("by")[:SHOWN]
    return [{"change": each, "label": label_of(each.name)} for each in found]


def head(title: str, icon: str, crumbs: List[dict]) -> dict:
    return {"header_title": title, "page_title": title, "header_icon": icon,
            "breadcrumbs_items": [{"url": "", **crumb} for crumb in crumbs]}


def check(request: Any, act: Act) -> None:
    """Raises PermissionDenied with the policy's reason."""
    try:
        policies.check_may(person(request.user), act)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def _as_read(name: str, clinic: Optional[Clinic]) -> str:
    text = said(getattr(clinic, name)) if clinic else ""
    return COUNTRIES.get(text, text) if name == "country" else text

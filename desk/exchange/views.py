"""The screens: topics out as a file, and a file in, by way of a page that shows what would change."""
from typing import Any, Dict, List

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from desk import policies
from desk.answers.publishing import person
from desk.exchange import doing, files
from desk.exchange.comparing import COLUMN_OF, Change
from desk.exchange.forms import CSV, DRAFTS, LIVE, WORKBOOK, ExportForm, ImportForm
from desk.exchange.kept import clear_away, keep, kept, take
from desk.exchange.reading import tables
from desk.exchange.tables import ASKS, shown
from desk.policies import Act, Refused

HERE, ICON, TITLE = "exchange", "download", "Import and export"
PAGE, FAULTS, QUESTIONS = 20, 200, 100  # topics of a page; the most that are listed of the others
GONE = ("What that file would change is not kept any more: it was used, another file was imported, or a day has passed. "
        "Import the file again.")


def exchange(request: Any) -> HttpResponse:
    _check(request, Act.READ)
    clear_away()
    return _page(request, ImportForm())


def export(request: Any) -> Any:
    _check(request, Act.READ)
    form = ExportForm(request.GET)
    if not form.is_valid():
        return redirect(HERE)
    drafts, as_csv = form.cleaned_data["what"] == DRAFTS, form.cleaned_data["form"] == CSV
    try:
        file = (files.zipped if as_csv else files.workbook)(tables(drafts, request.user))
    except files.Unreadable as trouble:
        messages.error(request, str(trouble))
        return redirect(HERE)
    name = f"topics-{DRAFTS if drafts else LIVE}-{timezone.localdate()}.{'zip' if as_csv else WORKBOOK}"
    return FileResponse(file, as_attachment=True, filename=name)


@require_POST
def upload(request: Any) -> HttpResponse:
    """Changes nothing; leads to what would change."""
    _check(request, Act.DRAFT)
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            outcome = doing.outcome_of(request.user, file.name, file.read())
            return redirect("exchange_changes", token=keep(request.user, outcome))
        except files.Unreadable as trouble:
            form.add_error("file", str(trouble))
    return _page(request, form)


def changes(request: Any, token: str) -> HttpResponse:
    """What would change, topic by topic; POST makes drafts of it."""
    _check(request, Act.DRAFT)
    outcome = (take if request.method == "POST" else kept)(request.user, token)
    if outcome is None:
        messages.error(request, GONE)
        return redirect(HERE)
    crumbs = [{"label": TITLE, "url": reverse(HERE)}]
    if request.method == "POST":
        try:
            made = doing.make_drafts(request.user, outcome.changes)
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        return render(request, "exchange/made.html", {**_head("What became drafts", crumbs), "made": made})
    page = Paginator(outcome.changes, PAGE).get_page(request.GET.get("p"))
    return render(request, "exchange/changes.html", {
        **_head("What would change", crumbs), "outcome": outcome, "page": page, "things": "topics",
        "topics": [_shown(change) for change in page], "count": len(outcome.changes),
        "faults": outcome.faults[:FAULTS], "more_faults": max(0, len(outcome.faults) - FAULTS)})


def _shown(change: Change) -> Dict[str, Any]:
    """For the page: fields side by side, and what happens to questions, in words."""
    questions = [*(("Added", question, f"under “{ask}”") for ask, question in change.added),
                 *(("Removed", question, f"from “{ask}”") for ask, question in change.removed),
                 *(("Moved", question, f"from “{old}” to “{new}”") for question, old, new in change.moved)]
    return {"change": change, "questions": questions[:QUESTIONS], "more": max(0, len(questions) - QUESTIONS),
            "fields": [(COLUMN_OF[name], shown(change.old[name]), shown(value))
                       for name, value in change.values.items() if name != ASKS]}


def _page(request: Any, form: ImportForm) -> HttpResponse:
    return render(request, "exchange/exchange.html", {
        **_head(TITLE, []), "form": form, "export": ExportForm(),
        "may_import": policies.may(person(request.user), Act.DRAFT)})


def _head(title: str, before: List[dict]) -> dict:
    return {"header_title": title, "header_icon": ICON, "breadcrumbs_items": [*before, {"url": "", "label": title}]}


def _check(request: Any, act: Act) -> None:
    try:
        policies.check_may(person(request.user), act)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal

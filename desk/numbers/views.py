"""The page of numbers, and what can be downloaded from it."""
import itertools
from typing import Any, Dict

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from desk import policies
from desk.answers.models import Topic
from desk.answers.publishing import person
from desk.numbers import sheets, tables
from desk.numbers.counting import Outcome
from desk.numbers.forms import DAYS, SpanForm
from desk.numbers.reading import NotRead
from desk.numbers.rows import batches
from desk.numbers.showing import shown
from desk.numbers.spans import By, Span
from desk.numbers.tables import page_of
from desk.policies import Act, Refused

HERE, ICON = "numbers", "table"


def numbers(request: Any) -> HttpResponse:
    _check(request)
    form = _form(request)
    span, by = form.chosen()
    context: Dict[str, Any] = {
        "header_title": "Numbers", "header_icon": ICON, "breadcrumbs_items": [{"url": "", "label": "Numbers"}],
        "form": form, "span": span, "spans": [(days, not form.errors and _is(span, days, form.today)) for days in DAYS],
        "zone": timezone.get_default_timezone_name(), "today": form.today, "query": _query(span, by)}
    try:
        page = page_of(span, by, titles(), timezone.now())
    except NotRead as trouble:
        return render(request, "numbers/numbers.html", {**context, "trouble": str(trouble)})
    return render(request, "numbers/numbers.html", {**context, **shown(page)})


def messages_csv(request: Any) -> Any:
    """Sent as it is read."""
    def answer(span: Span, by: By) -> Any:
        found = batches(span, titles())
        first = next(found)  # before anything is sent, so that it can still be said why there is nothing
        return StreamingHttpResponse(
            sheets.csv_of(itertools.chain([first], found)), content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{_name("messages", span)}.csv"'})

    return _download(request, answer)


def workbook(request: Any) -> Any:
    """Sent when it is whole."""
    def answer(span: Span, by: By) -> Any:
        known = titles()
        page = page_of(span, by, known, timezone.now())
        if page.numbers.total(*Outcome) > sheets.MOST_ROWS:
            raise NotRead(f"A spreadsheet holds no more than {sheets.MOST_ROWS:,} messages. Choose fewer days, or the CSV.")
        return FileResponse(sheets.workbook(batches(span, known), tables.sheets(page)), as_attachment=True,
                            filename=f"{_name('numbers', span)}.xlsx")

    return _download(request, answer)


def titles() -> Dict[str, str]:
    """Of topics, by name."""
    return {**dict(Topic.objects.order_by().values_list("name", "title")), **tables.TITLES}


def _form(request: Any) -> SpanForm:
    """In the clinic's time, whatever time somebody's own account is set to."""
    zone = timezone.get_default_timezone()
    return SpanForm(request.GET, timezone.now().astimezone(zone).date(), zone)


def _download(request: Any, answer: Any) -> Any:
    _check(request)
    form = _form(request)
    if form.is_valid():
        try:
            return answer(*form.chosen())
        except NotRead as trouble:
            messages.error(request, str(trouble))
    return redirect(f"{reverse(HERE)}?{request.GET.urlencode()}")


def _is(span: Span, days: int, today: Any) -> bool:
    return span.last == today and span.days == days


def _query(span: Span, by: By) -> str:
    return f"since={span.first}&until={span.last}&by={by.value}"


def _name(what: str, span: Span) -> str:
    return f"{what}-{span.first}-to-{span.last}"


def _check(request: Any) -> None:
    try:
        policies.check_may(person(request.user), Act.READ)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal

"""The screens of a source: clinicians add one or correct it; nobody deletes one, since answers name it."""
from typing import Any, List, Optional

from django.contrib.admin.utils import unquote
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView

from desk import policies
from desk.answers.models import Source as Row
from desk.answers.publishing import person, reader
from desk.clinic.doing import key_for, save_source
from desk.clinic.forms import SourceForm
from desk.clinic.views import check, head, last_changes
from desk.policies import Act, Refused
from faq.knowledge import Source
from faq.problems import DataError
from faq.publisher import Changed
from faq.source_text import SOURCES

ACTS = {"view": Act.READ, "add": Act.APPROVE, "change": Act.APPROVE}


class SourcePolicy(ModelPermissionPolicy):
    """Has Wagtail's list ask desk/policies.py, once a request."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not user.is_active or action not in ACTS:
            return False
        if not hasattr(user, "_sources_person"):
            user._sources_person = person(user)
        return policies.may(user._sources_person, ACTS[action])


class SourceList(IndexView):
    """Without boxes to tick: nothing can be done with many sources."""

    @cached_property
    def columns(self) -> List[Any]:
        return [each for each in super().columns if not isinstance(each, BulkActionsCheckboxColumn)]


def add(request: Any) -> HttpResponse:
    """A new one; topics can name it at once."""
    check(request, Act.APPROVE)
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        source = form.entry()
        key = form.cleaned_data["key"] or key_for(source.publisher, source.title, _taken())
        if _saved(request, form, key, source, None):
            messages.success(request, f"Added as {key}. Topics can name it from now on.")
            return redirect(_list())
    return _shown(request, form, "Add a source", None)


def edit(request: Any, pk: str) -> HttpResponse:
    """Its title, publisher, address, date, and how far it was read."""
    check(request, Act.APPROVE)
    key = unquote(pk)
    try:
        held = _held(key)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_list())
    form = SourceForm(request.POST or None, held)
    if request.method == "POST" and form.is_valid():
        if form.before() != held:
            form = form.merged(held)
        elif _saved(request, form, key, form.entry(), form.before()):
            messages.success(request, "Saved. Visitors who look where an answer comes from get it from now on.")
            return redirect(_list())
    return _shown(request, form, held.title, key)


def _saved(request: Any, form: SourceForm, key: str, source: Source, instead_of: Optional[Source]) -> bool:
    """Whether it was; if not, the form says why."""
    try:
        save_source(request.user, key, source, instead_of)
        return True
    except Changed:
        if instead_of is None:
            form.add_error("key", f"There is a source '{key}' already. Give this one another short name.")
        else:
            form.add_error(None, "Somebody else has changed this source just now. Nothing of yours is lost: save again to "
                                 "see what has changed.")
    except DataError as error:
        form.told(error.problems)
    return False


def _shown(request: Any, form: SourceForm, title: str, key: Optional[str]) -> HttpResponse:
    crumbs = [{"label": "Sources", "url": _list()}, {"label": title}]
    return render(request, "clinic/source.html", {**head(title, "doc-full", crumbs), "form": form, "key": key,
                                                  "changes": last_changes(key) if key else []})


def _held(key: str) -> Source:
    """What its file says, which counts. Raises Refused."""
    file = reader().files()[SOURCES]
    if file.entry is None:
        raise Refused(f"Sources can be changed again when this is mended: {file.problems[0]}.")
    if key not in file.entry:
        raise Refused(f"{file.name} has no source '{key}' any more, so it cannot be changed; add it again if it is needed.")
    found: Source = file.entry[key]
    return found


def _taken() -> set:
    """Also those that only the desk remembers."""
    return {*(reader().files()[SOURCES].entry or ()), *Row.objects.values_list("key", flat=True)}


def _list() -> str:
    return reverse(Row.snippet_viewset.get_url_name("list"))

"""The inbox's screens. What may be done and what becomes of it, doing.py says."""
from collections import Counter
from datetime import datetime, timezone
from typing import Any, Callable, List, Optional

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.admin import messages

from desk import policies
from desk.answers.models import Topic
from desk.answers.publishing import person
from desk.inbox import doing
from desk.inbox.forms import KINDS, NEW, WHYS, AddForm, FilterForm, NewTopicForm, OutOfScopeForm, kinds, likely_ask
from desk.inbox.grouping import State, grouper
from desk.inbox.handled import chosen, open_messages, with_words
from desk.inbox.known import likeliest, one_line
from desk.inbox.listing import PAGE, filtered, page_of, sections
from desk.inbox.models import Done, Handled
from desk.inbox.reading import Asked, read_asked
from desk.policies import Act, Refused
from faq.knowledge import TITLE_LIMIT

HERE, INBOX, DONE = "inbox", {"label": "Inbox"}, {"label": "Done"}


def inbox(request: Any) -> HttpResponse:
    """What waits, in groups as soon as there are any."""
    _check(request, Act.READ)
    reading = read_asked()
    waiting = open_messages(reading)
    form = FilterForm(request.GET)
    filters, order = form.chosen()
    groups, state = grouper.look([each.text for each in waiting], [each.text for each in reading.asked])
    shown = filtered(waiting, filters, datetime.now(timezone.utc))
    page = Paginator(range(len(shown)), PAGE).get_page(request.GET.get("p"))
    return render(request, "inbox/inbox.html", {
        **_head("Inbox", [INBOX]), "form": form, "sections": page_of(sections(shown, groups, order), page.number),
        "page": page, "count": len(shown), "waiting": len(waiting), "trouble": reading.trouble, "kinds": KINDS,
        "whys": WHYS, "working": state is State.WORKING, "failed": grouper.trouble if state is State.FAILED else "",
        "may_act": policies.may(person(request.user), Act.DRAFT)})


def grouped(request: Any) -> JsonResponse:
    """For the page that waits for its groups."""
    _check(request, Act.READ)
    reading = read_asked()
    _, state = grouper.look([each.text for each in open_messages(reading)], [each.text for each in reading.asked])
    return JsonResponse({"working": state is State.WORKING})


def add(request: Any) -> HttpResponse:
    """Into a topic's draft. The asks shown are those of `shown`, so another topic is first looked at."""
    def answer(asked: List[Asked]) -> HttpResponse:
        given = request.POST
        topic = _topic(given.get("topic")) or _likely_topic(asked)
        if topic is None:
            raise Refused("There is no topic yet. Begin a new one.")
        texts = given.get("questions") or _lines(asked)
        if "save" in given and given.get("shown") == str(topic.pk):
            form = AddForm(topic, given)
            if form.is_valid() and _done(form, lambda: doing.add_to_topic(
                    request.user, asked, form.lines(), topic, form.chosen_ask())):
                return _said(request, f"Added to the draft of “{topic.title}”. Visitors get it when a clinician has "
                                      f"approved it, and the assistant has been trained again.", topic)
        else:
            form = AddForm(topic, initial={"topic": topic.pk, "questions": texts,
                                           "ask": likely_ask(topic, texts.splitlines()) or NEW})
        return _form(request, form, asked, "Add to a topic", "Add", topic=topic)

    return _with_chosen(request, answer)


def new_topic(request: Any) -> HttpResponse:
    """A draft with a title and questions; the next screen is the topic's own."""
    def answer(asked: List[Asked]) -> HttpResponse:
        form = NewTopicForm(request.POST if "save" in request.POST else None, initial={
            "questions": _lines(asked), "title": one_line(asked[0].text)[:TITLE_LIMIT]})
        made: List[Any] = []
        if form.is_valid() and _done(form, lambda: made.append(doing.begin_topic(
                request.user, asked, form.lines(), form.cleaned_data["title"]))):
            messages.success(request, "The topic is begun. Write its answer, name its sources, then hand it in.")
            return redirect(_edit(made[0]))
        return _form(request, form, asked, "New topic", "Begin the topic")

    return _with_chosen(request, answer)


def out_of_scope(request: Any) -> HttpResponse:
    """Among what no topic answers."""
    def answer(asked: List[Asked]) -> HttpResponse:
        texts = _lines(asked)
        form = OutOfScopeForm(request.POST if "save" in request.POST else None, initial={
            "questions": texts, "kind": likeliest(texts.splitlines(), kinds())})
        if form.is_valid() and _done(form, lambda: doing.put_out_of_scope(
                request.user, asked, form.lines(), form.cleaned_data["kind"])):
            return _said(request, "Marked as not for us. The assistant learns it when it is trained again.")
        return _form(request, form, asked, "Not for us", "Mark as not for us", note=(
            "For questions that this clinic does not answer, such as the weather. The assistant then says so sooner."))

    return _with_chosen(request, answer)


def dismiss(request: Any) -> HttpResponse:
    """At once; the second page can put it back."""
    def answer(asked: List[Asked]) -> HttpResponse:
        doing.dismiss(request.user, asked)
        many = "1 message" if len(asked) == 1 else f"{len(asked)} messages"
        return _said(request, f"Dismissed {many}. “Done” lists them and can put them back.")

    return _with_chosen(request, answer)


def put_back(request: Any, handled: int) -> HttpResponse:
    _check(request, Act.DRAFT)
    try:
        if request.method == "POST":
            doing.put_back(request.user, handled)
            messages.success(request, "It is in the inbox again.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{HERE}_done")


def done(request: Any) -> HttpResponse:
    """What was done, the newest first; the words only while the assistant still keeps them."""
    _check(request, Act.READ)
    page = Paginator(Handled.objects.select_related("by", "topic"), PAGE).get_page(request.GET.get("p"))
    return render(request, "inbox/done.html", {
        **_head("Done", [{**INBOX, "url": reverse(HERE)}, DONE]), "rows": with_words(list(page), read_asked()),
        "page": page, "dismissed": Done.DISMISSED.value, "may_act": policies.may(person(request.user), Act.DRAFT)})


def _with_chosen(request: Any, answer: Callable[[List[Asked]], HttpResponse]) -> HttpResponse:
    """What is said to a refusal here quotes no message, since it travels in a cookie."""
    _check(request, Act.DRAFT)
    try:
        if request.method == "POST":
            return answer(chosen(request.POST.getlist("message")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(HERE)


def _done(form: Any, act: Callable[[], Any]) -> bool:
    """Whether it could be done; if not, the form says why."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _form(request: Any, form: Any, asked: List[Asked], title: str, button: str, **more: Any) -> HttpResponse:
    return render(request, "inbox/form.html", {**_head(title, [{**INBOX, "url": reverse(HERE)}, {"label": title}]),
                                               "form": form, "asked": asked, "button": button, **more})


def _head(title: str, crumbs: List[dict]) -> dict:
    return {"header_title": title, "header_icon": "mail", "breadcrumbs_items": [{"url": "", **crumb} for crumb in crumbs]}


def _said(request: Any, text: str, topic: Optional[Any] = None) -> HttpResponse:
    messages.success(request, text, buttons=[messages.button(_edit(topic), "Open the draft")] if topic else None)
    return redirect(HERE)


def _edit(topic: Any) -> str:
    return reverse(topic.snippet_viewset.get_url_name("edit"), args=[topic.pk])


def _topic(given: Optional[str]) -> Optional[Any]:
    return Topic.objects.filter(pk=given).first() if given and given.isdigit() else None


def _likely_topic(asked: List[Asked]) -> Optional[Any]:
    """The one that the assistant thought likeliest for most of them."""
    names = Counter(each.topic for each in asked if each.topic).most_common(1)
    return (Topic.objects.filter(name=names[0][0]).first() if names else None) or Topic.objects.first()


def _lines(asked: List[Asked]) -> str:
    return "\n".join(dict.fromkeys(one_line(each.text) for each in asked))


def _check(request: Any, act: Act) -> None:
    try:
        policies.check_may(person(request.user), act)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal

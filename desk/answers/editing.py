"""Help while a topic is written: the advice of desk/advice.py on what stands in the form, saved or not."""
from typing import Any, Dict, List

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin.panels import Panel

from desk.advice import advice
from desk.answers.entries import lines, said
from faq.knowledge import Topic as Entry


class AdvicePanel(Panel):
    """Where the advice stands; desk/answers/static/answers/advice.js fetches it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "answers/advice_panel.html"

        def get_context_data(self, parent_context: Any = None) -> Dict[str, Any]:
            return {**super().get_context_data(parent_context), "address": reverse("advice")}


@require_POST
def advise(request: HttpRequest) -> HttpResponse:
    """The advice on a form, as a piece of the page."""
    return render(request, "answers/advice.html", {"notes": advice(entry_in(request.POST))})


def entry_in(form: QueryDict) -> Entry:
    """What stands in the fields of a topic's form; lists without the items that are to be deleted."""
    asks = {said(item.get("ask", "")): lines(item.get("questions", "")) for item in _items(form, "asks")}
    return Entry.construct(title=said(form.get("title", "")), answer=said(form.get("answer", "")),
                           answer_without_facts=said(form.get("answer_without_facts", "")), more=said(form.get("more", "")),
                           sources=[item["source"] for item in _items(form, "citations") if item.get("source")],
                           asks={ask: questions for ask, questions in asks.items() if ask or questions})


def _items(form: QueryDict, name: str) -> List[Dict[str, str]]:
    """Of a list in a form, in its order."""
    count = form.get(f"{name}-TOTAL_FORMS", "0")
    found = [{key.rsplit("-", 1)[1]: form[key] for key in form if key.startswith(f"{name}-{number}-")}
             for number in range(min(int(count) if count.isdigit() else 0, 200))]
    kept = [item for item in found if item and not item.get("DELETE")]
    return sorted(kept, key=lambda item: item.get("ORDER", "").zfill(4))


urls = [path("topics/advice/", advise, name="advice")]

"""The states of a topic that somebody approved, and bringing one of them back."""
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from wagtail.admin import messages

from desk import policies
from desk.answers.models import Approval, Topic
from desk.answers.publishing import NotPublished, bring_back, person
from desk.policies import Act


def approved_states(request: HttpRequest, pk: int) -> HttpResponse:
    """The page: newest first; POST brings one back."""
    topic = get_object_or_404(Topic, pk=pk)
    approvals = Approval.objects.filter(revision__in=topic.revisions, live_since__isnull=False)
    approvals = approvals.select_related("revision", "by").order_by("-pk")
    if request.method == "POST":
        return _brought_back(request, topic, get_object_or_404(approvals, pk=request.POST.get("approval") or 0))
    return render(request, "answers/approved_states.html", {
        "topic": topic, "approvals": [(each, each.revision.as_object()) for each in approvals[:50]],
        "may_bring_back": policies.may(person(request.user), Act.BRING_BACK)})


def _brought_back(request: HttpRequest, topic: Topic, approval: Any) -> HttpResponse:
    try:
        bring_back(topic, approval.revision, request.user)
        messages.success(request, f"'{topic.title}' says again what was approved by {approval.review['by']} on "
                                  f"{approval.review['date']}. Visitors get these words from now on.")
    except NotPublished as error:
        messages.error(request, str(error))
    return redirect(reverse("approved_states", args=[topic.pk]))


urls = [path("topics/<int:pk>/approved/", approved_states, name="approved_states")]

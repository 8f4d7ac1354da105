"""Wagtail's editing screens, which here say why something may not be done."""
import json
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import CreateView, EditView, WorkflowActionView

from desk.answers.publishing import NotPublished, problems


def comment_in(form: QueryDict) -> str:
    """What somebody wrote beside an action, which comes as JSON."""
    try:
        sent = json.loads(form.get("workflow-action-extra-data") or "{}")
    except ValueError:
        return ""
    return str(sent.get("comment") or "") if isinstance(sent, dict) else ""


class _SaysWhy:
    """For both screens: the draft is kept, what it was to become is refused in words."""

    def run_action_method(self) -> Any:
        try:
            return super().run_action_method()  # type: ignore[misc]
        except NotPublished as error:
            messages.error(self.request, str(error))  # type: ignore[attr-defined]
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]

    def workflow_action_action(self) -> None:
        """Wagtail hands on whatever the browser sends; here only a comment is, and what stood on the screen."""
        self.object.current_workflow_task.on_action(  # type: ignore[attr-defined]
            self.object.current_workflow_task_state, self.request.user, self.workflow_action,  # type: ignore[attr-defined]
            seen=self.new_revision, comment=comment_in(self.request.POST))  # type: ignore[attr-defined]

    def submit_action(self) -> Any:
        """What could not be approved need not be handed in."""
        found = problems(self.object)  # type: ignore[attr-defined]
        if found:
            raise NotPublished("Your draft is kept, but cannot be handed in yet: " + " ".join(found))
        return super().submit_action()  # type: ignore[misc]


class TopicCreateView(_SaysWhy, CreateView):
    """A new topic."""


class TopicEditView(_SaysWhy, EditView):
    """A topic that is there. Who opens it is told with which word it was sent back."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        state = self.workflow_state
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            sent_back = state.current_task_state
            messages.warning(request, f"{sent_back.finished_by.get_full_name()} sent this back: {sent_back.comment}")
        shown: HttpResponse = super().get(request, *args, **kwargs)
        return shown


class TopicWorkflowActionView(WorkflowActionView):
    """Approving and sending back from the list of what waits."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        except NotPublished as error:
            messages.error(request, str(error))
            return redirect(self.redirect_url)

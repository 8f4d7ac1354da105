"""What staff see of the answers in Wagtail's screens."""
from typing import Any, List

from django import forms
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from desk.answers.models import Source, Topic
from desk.answers.views import TopicCreateView, TopicEditView, TopicWorkflowActionView

NOT_HERE = ("action-publish", "action-unpublish")  # only approval publishes


class TopicForm(WagtailAdminModelForm):
    """A topic keeps the name of its file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "name" in self.fields:
            self.fields["name"].disabled = True


class TopicViewSet(SnippetViewSet):
    """The answers."""

    model = Topic
    icon = "comment"
    menu_label = "Answers"
    menu_order = 100
    add_to_admin_menu = True
    list_display = ["title", "group", "review_by", "review_due", UpdatedAtColumn()]
    list_filter = ["group"]
    list_per_page = 50
    inspect_view_enabled = True
    add_view_class, edit_view_class = TopicCreateView, TopicEditView
    workflow_action_view_class = TopicWorkflowActionView
    edit_handler = TabbedInterface([
        ObjectList([FieldPanel("title"), FieldPanel("answer"), FieldPanel("answer_without_facts"), FieldPanel("more"),
                    InlinePanel("citations", [FieldPanel("source", widget=forms.Select)], label="source", heading="Sources",
                                help_text="What the answer rests on; without one it cannot go out.")], heading="Answer"),
        ObjectList([InlinePanel("asks", [FieldPanel("ask"), FieldPanel("questions")], label="ask", heading="Asks",
                                help_text="What people want to know, and how they ask it.")], heading="Questions"),
        ObjectList([FieldPanel("name"), FieldPanel("group"),
                    InlinePanel("related", [FieldPanel("to", widget=forms.Select)], label="related topic", max_num=3,
                                heading="What a person would ask next")], heading="Place"),
    ], base_form_class=TopicForm)


class SourceViewSet(SnippetViewSet):
    """The publications, to look at; data/sources.yml holds them."""

    model = Source
    icon = "doc-full"
    menu_label = "Sources"
    menu_order = 110
    add_to_admin_menu = True
    list_display = ["publisher", "title", "date", "key"]
    search_fields = ["title", "publisher"]
    inspect_view_enabled = True


register_snippet(TopicViewSet)
register_snippet(SourceViewSet)


@hooks.register("construct_snippet_action_menu")
def only_approval_publishes(items: List[Any], request: Any, context: Any) -> None:
    """No button that would be refused."""
    items[:] = [item for item in items if item.name not in NOT_HERE]


@hooks.register("construct_main_menu")
def only_what_is_here(request: Any, items: List[Any]) -> None:
    """The desk has no pages, images or documents."""
    items[:] = [item for item in items if item.name not in ("explorer", "images", "documents", "snippets")]

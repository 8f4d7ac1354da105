"""What staff see of the answers in Wagtail's screens."""
from typing import Any, Iterator, List

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from desk.answers import editing, history
from desk.answers.editing import AdvicePanel
from desk.answers.home import DuePanel
from desk.answers.models import Source, Topic
from desk.answers.panels import ListPanel, QuickSelect
from desk.answers.views import TopicCreateView, TopicEditView, TopicWorkflowActionView
from desk.clinic import sources

NOT_HERE = ("action-publish", "action-unpublish",      # only approval publishes
            "action-restart-workflow")
PLAIN = {"action-cancel-workflow": "Take back what was handed in"}
NO_MENU = ("explorer", "images", "documents", "snippets", "help")  # the desk has none, or it leads elsewhere


class TopicForm(WagtailAdminModelForm):
    """A topic keeps the name of its file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "name" in self.fields:
            self.fields["name"].disabled = True


class TopicChooserViewSet(SnippetChooserViewSet):
    """Chooses; makes nothing."""

    def get_urlpatterns(self) -> List[Any]:
        return [each for each in super().get_urlpatterns() if each.name != "create"]


class TopicViewSet(SnippetViewSet):
    """The answers."""

    model = Topic
    icon = "comment"
    menu_label = "Topics"
    menu_order = 100
    add_to_admin_menu = True
    list_display = ["title", "group", "review_by", "review_due", UpdatedAtColumn()]
    list_filter = ["group"]
    list_per_page = 50
    inspect_view_enabled = True
    add_view_class, edit_view_class = TopicCreateView, TopicEditView
    workflow_action_view_class = TopicWorkflowActionView
    chooser_viewset_class = TopicChooserViewSet
    copy_view_enabled = False  # a topic has a file, questions and a place of its own
    edit_handler = TabbedInterface([
        ObjectList([
            AdvicePanel(),
            FieldPanel("title"), FieldPanel("answer"), FieldPanel("answer_without_facts"), FieldPanel("more"),
            ListPanel("citations", [FieldPanel("source", widget=QuickSelect)], label="source", heading="Sources",
                      help_text="What the answer rests on; without one it cannot go out.")], heading="Answer"),
        ObjectList([
            ListPanel("asks", [FieldPanel("ask"), FieldPanel("questions")], label="ask", heading="Asks",
                      help_text="What people want to know, and how they ask it.")], heading="Questions"),
        ObjectList([
            FieldPanel("name"), FieldPanel("group"),
            ListPanel("related", [FieldPanel("to", widget=QuickSelect)], label="related topic", max_num=3,
                      heading="What a person would ask next")], heading="Place"),
    ], base_form_class=TopicForm)


class SourceViewSet(SnippetViewSet):
    """The publications; data/sources.yml holds them, and desk/clinic/sources.py changes them there."""

    model = Source
    icon = "doc-full"
    menu_label = "Sources"
    menu_order = 110
    add_to_admin_menu = True
    list_display = ["publisher", "title", "date", "key"]
    copy_view_enabled = False
    search_fields = ["title", "publisher"]
    inspect_view_enabled = True
    index_view_class, index_template_name = sources.SourceList, "clinic/sources.html"
    chooser_viewset_class = TopicChooserViewSet
    permission_policy = sources.SourcePolicy(Source)
    add_view, edit_view = staticmethod(sources.add), staticmethod(sources.edit)


register_snippet(TopicViewSet)
register_snippet(SourceViewSet)


@hooks.register("construct_snippet_action_menu")
def only_approval_publishes(items: List[Any], request: Any, context: Any) -> None:
    """No button that would be refused, and no word of Wagtail's that only its makers use."""
    items[:] = [item for item in items if item.name not in NOT_HERE]
    for item in items:
        item.label = PLAIN.get(item.name, item.label)


@hooks.register("construct_main_menu")
def only_what_is_here(request: Any, items: List[Any]) -> None:
    """What would lead nowhere is not shown."""
    items[:] = [item for item in items if item.name not in NO_MENU]


@hooks.register("register_admin_urls")
def own_pages() -> List[Any]:
    """Beside Wagtail's."""
    return [*history.urls, *editing.urls]


@hooks.register("register_snippet_listing_buttons")
def approved_states_button(snippet: Any, user: Any, next_url: Any = None) -> Iterator[Button]:
    """In the menu behind a topic's title."""
    if isinstance(snippet, Topic):
        yield Button("Approved states", reverse("approved_states", args=[snippet.pk]), icon_name="history", priority=15)


@hooks.register("construct_homepage_panels")
def what_waits(request: Any, panels: List[Any]) -> None:
    """Beside what Wagtail shows: what awaits somebody's review, and what somebody has handed in."""
    panels.append(DuePanel())


@hooks.register("register_admin_search_area")
def search_topics() -> SearchArea:
    """The first area is where the search in the menu leads."""
    return SearchArea("Topics", reverse("wagtailsnippets_answers_topic:list"), name="topics", icon_name="comment", order=1)


@hooks.register("insert_global_admin_css")
def own_look() -> str:
    """One style sheet of ours."""
    return format_html('<link rel="stylesheet" href="{}">', static("answers/desk.css"))

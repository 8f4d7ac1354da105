"""Where staff find the inbox in Wagtail's screens."""
from typing import Any, List, Tuple

from django.db.models import Count, Max
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.ui.sidebar import LinkMenuItem

from desk.inbox import views
from desk.inbox.handled import open_messages
from desk.inbox.models import Handled
from desk.inbox.reading import database_file, read_asked
from desk.menu import OwnPage
from faq.reader import stamp

_counted: Tuple[Any, int] = (None, 0)


class InboxItem(OwnPage):
    """With how many messages wait."""

    def render_component(self, request: Any) -> LinkMenuItem:
        count = waiting()
        return LinkMenuItem(self.name, f"{self.label} ({count:,})" if count else self.label, self.url,
                            icon_name=self.icon_name, classname=self.classname, attrs=self.attrs)


def waiting() -> int:
    """How many messages wait; counted anew when the conversations' file has changed, or something was done."""
    global _counted
    file = database_file()
    state = (file, stamp(file), stamp(file.with_name(f"{file.name}-wal")),
             tuple(Handled.objects.order_by().aggregate(Count("pk"), Max("pk")).values()))
    if _counted[0] != state:
        _counted = state, len(open_messages(read_asked()))
    return _counted[1]


@hooks.register("register_admin_menu_item")
def inbox_item() -> OwnPage:
    return InboxItem("Inbox", reverse(views.HERE), name="inbox", icon_name="mail", order=90)


@hooks.register("register_admin_urls")
def own_pages() -> List[Any]:
    return [path("inbox/", views.inbox, name=views.HERE),
            path("inbox/grouped/", views.grouped, name="inbox_grouped"),
            path("inbox/add/", views.add, name="inbox_add"),
            path("inbox/new-topic/", views.new_topic, name="inbox_new_topic"),
            path("inbox/out-of-scope/", views.out_of_scope, name="inbox_out_of_scope"),
            path("inbox/dismiss/", views.dismiss, name="inbox_dismiss"),
            path("inbox/done/", views.done, name="inbox_done"),
            path("inbox/done/<int:handled>/put-back/", views.put_back, name="inbox_put_back")]

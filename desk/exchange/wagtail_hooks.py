"""Where staff find import and export in Wagtail's screens, and how the history names what was imported."""
from typing import Any, List

from django.urls import path, reverse
from wagtail import hooks

from desk.exchange import views
from desk.exchange.doing import IMPORTED
from desk.menu import OwnPage


@hooks.register("register_admin_menu_item")
def exchange_item() -> OwnPage:
    return OwnPage(views.TITLE, reverse(views.HERE), name="exchange", icon_name=views.ICON, order=120)


@hooks.register("register_admin_urls")
def own_pages() -> List[Any]:
    return [path("exchange/", views.exchange, name=views.HERE),
            path("exchange/export/", views.export, name="exchange_export"),
            path("exchange/import/", views.upload, name="exchange_import"),
            path("exchange/changes/<str:token>/", views.changes, name="exchange_changes")]


@hooks.register("register_log_actions")
def imported(actions: Any) -> None:
    actions.register_action(IMPORTED, "Import", "Draft imported from a file")

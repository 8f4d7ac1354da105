"""Where staff find the training in Wagtail's screens."""
from typing import Any, List

from django.urls import path, reverse
from wagtail import hooks

from desk.menu import OwnPage
from desk.training import views


@hooks.register("register_admin_menu_item")
def training_item() -> OwnPage:
    return OwnPage("Training", reverse(views.HERE), name="training", icon_name="cogs", order=120)


@hooks.register("register_admin_urls")
def own_pages() -> List[Any]:
    return [path("training/", views.page, name=views.HERE),
            path("training/progress/", views.progress, name="training_progress"),
            path("training/start/", views.start, name="training_start"),
            path("training/use/", views.use, name="training_use"),
            path("training/bring-back/", views.bring_back, name="training_bring_back")]

"""Where staff find the training in Wagtail's screens."""
from typing import Any, List

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from desk import policies
from desk.answers.publishing import person
from desk.policies import Act
from desk.training import views


class TrainingItem(MenuItem):
    """For whoever may look on."""

    def is_shown(self, request: Any) -> bool:
        return policies.may(person(request.user), Act.READ)


@hooks.register("register_admin_menu_item")
def training_item() -> MenuItem:
    return TrainingItem("Training", reverse(views.HERE), name="training", icon_name="cogs", order=120)


@hooks.register("register_admin_urls")
def own_pages() -> List[Any]:
    return [path("training/", views.page, name=views.HERE),
            path("training/progress/", views.progress, name="training_progress"),
            path("training/start/", views.start, name="training_start"),
            path("training/use/", views.use, name="training_use"),
            path("training/bring-back/", views.bring_back, name="training_bring_back")]

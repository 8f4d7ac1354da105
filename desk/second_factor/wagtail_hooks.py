"""Where staff find it: under Settings."""
from typing import Any, List

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from desk.second_factor import views


@hooks.register("register_settings_menu_item")
def second_factor_item() -> MenuItem:
    return MenuItem("Second factor", reverse(views.HERE), name="second-factor", icon_name="lock", order=900)


@hooks.register("register_admin_urls")
def own_pages() -> List[Any]:
    return [path("second-factor/", views.page, name=views.HERE)]

"""Where staff find the numbers in Wagtail's screens."""
from typing import Any, List

from django.urls import path, reverse
from wagtail import hooks

from desk.menu import OwnPage
from desk.numbers import views


@hooks.register("register_admin_menu_item")
def numbers_item() -> OwnPage:
    return OwnPage("Numbers", reverse(views.HERE), name="numbers", icon_name=views.ICON, order=95)


@hooks.register("register_admin_urls")
def own_pages() -> List[Any]:
    return [path("numbers/", views.numbers, name=views.HERE),
            path("numbers/messages.csv", views.messages_csv, name="numbers_csv"),
            path("numbers/numbers.xlsx", views.workbook, name="numbers_xlsx")]

"""Where staff find the clinic's facts in Wagtail's screens, and what Wagtail may not do with a source."""
from typing import Any, List, Optional

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin import messages

from desk.answers.models import Source
from desk.clinic import views
from desk.menu import OwnPage


@hooks.register("register_admin_menu_item")
def clinic_item() -> OwnPage:
    return OwnPage("The clinic", reverse(views.HERE), name="clinic", icon_name="home", order=115)


@hooks.register("register_admin_urls")
def own_pages() -> List[Any]:
    return [path("clinic/", views.page, name=views.HERE)]


@hooks.register("before_delete_snippet")
def no_source_is_deleted(request: Any, snippets: List[Any]) -> Optional[HttpResponse]:
    """By its own screen, or many at once; not by who administers everything either."""
    if any(isinstance(each, Source) for each in snippets):
        messages.error(request, "A source stays: answers may name it, and data/sources.yml holds it.")
        return redirect("wagtailsnippets_answers_source:list")
    return None

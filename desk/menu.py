"""The menu's entries for the desk's own pages."""
from typing import Any

from wagtail.admin.menu import MenuItem

from desk import policies
from desk.answers.publishing import person
from desk.policies import Act


class OwnPage(MenuItem):
    """For whoever may look on; what may be done there, the page asks."""

    def is_shown(self, request: Any) -> bool:
        return policies.may(person(request.user), Act.READ)

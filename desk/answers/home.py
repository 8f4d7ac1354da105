"""What the desk shows first: what waits for a review."""
from datetime import date
from typing import Any, Dict, Optional

from wagtail.admin.ui.components import Component

from desk.answers.models import ClinicRules, Topic
from faq.checks import DUE_SOON


class DuePanel(Component):
    """Topics whose review is due soon, or overdue, the earliest first."""

    name, order = "due", 400
    template_name = "answers/due.html"

    def get_context_data(self, parent_context: Optional[Any] = None) -> Dict[str, Any]:
        today = date.today()
        return {"topics": Topic.objects.filter(live=True, review_due__lte=today + DUE_SOON).order_by("review_due", "title"),
                "today": today, "days": DUE_SOON.days, "months": ClinicRules.load().review_months}

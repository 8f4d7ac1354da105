"""How a message says why it is in the inbox."""
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from desk.inbox.forms import KINDS, WHYS
from desk.inbox.reading import Kind

register = template.Library()


@register.filter
def reasons(asked: Any) -> SafeString:
    """Its kinds, in one order, with the reason that the visitor gave."""
    said = [f"{label}: {WHYS[asked.why]}" if kind is Kind.UNHELPFUL and asked.why in WHYS else label
            for kind, label in KINDS.items() if kind in asked.kinds]
    return format_html_join(" ", '<span class="w-status">{}</span>', ((label,) for label in said))

"""How an answer's text becomes paragraphs with bold phrases, as in the chat."""
import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
BOLD = re.compile(r"\*\*(.+?)\*\*")


@register.filter
def said(text: str) -> SafeString:
    """Nothing but <p> and <strong> comes of it."""
    paragraphs = (BOLD.sub(r"<strong>\1</strong>", escape(part)) for part in text.strip().split("\n\n"))
    return mark_safe("".join(f"<p>{part}</p>" for part in paragraphs))

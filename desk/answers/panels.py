"""Lists within a form, in a page whose policy allows no script that the server did not vouch for."""
from typing import Any, Dict, Optional

from wagtail.admin.panels import InlinePanel


class ListPanel(InlinePanel):
    """Wagtail's, with the page's nonce on the script that begins it."""

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "answers/list_panel.html"

        def get_context_data(self, parent_context: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
            context: Dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "nonce": self.request.csp_nonce}

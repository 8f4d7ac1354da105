"""Wagtail's accounts, with the desk's screens (desk/accounts.py)."""
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """Stands for wagtail.users."""

    user_viewset = "desk.accounts.UserViewSet"

    def ready(self) -> None:
        from wagtail.admin.views.account import NameEmailSettingsPanel

        super().ready()
        # The name that stands under an answer is the one that a manager gave the account.
        NameEmailSettingsPanel.is_active = lambda panel: False

"""Accounts, which managers make and change: not their own role, and no administrator, unless they are one."""
from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.users.views import users


class _WithinLimits:
    """For both screens."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        me = self.request.user  # type: ignore[attr-defined]
        if not me.is_superuser:
            form.fields.pop("is_superuser", None)
            if form.instance == me:
                form.fields["groups"].disabled = True
        return form


class AccountCreateView(_WithinLimits, users.CreateView):
    """A new account."""


class AccountEditView(_WithinLimits, users.EditView):
    """An account that is there."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UserViewSet(users.UserViewSet):
    """Wagtail's screens, within these limits."""

    add_view_class, edit_view_class = AccountCreateView, AccountEditView

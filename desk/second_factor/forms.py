"""The desk's login, which asks for a code where an account has a second factor."""
from typing import Any, Dict

from django import forms
from django_otp import user_has_device
from django_otp.forms import OTPAuthenticationFormMixin
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from desk.second_factor.devices import device_for


class LoginForm(OTPAuthenticationFormMixin, WagtailLoginForm):
    """A wrong password is told first, so that nobody learns who has a second factor without knowing theirs."""

    otp_token = forms.CharField(required=False, label="Code", help_text="Only if you have set up a second factor.",
                                widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "placeholder":
                                                              "Only with a second factor"}))
    otp_error_messages = {**OTPAuthenticationFormMixin.otp_error_messages,
                          "token_required": "This account has a second factor: enter the code that your app shows, or one "
                                            "of those on paper.",
                          "invalid_token": "That code is not right, or was used already. Wait for the next one."}

    def clean(self) -> Dict[str, Any]:
        cleaned: Dict[str, Any] = super().clean()
        user = self.get_user()
        if user is not None and user_has_device(user):
            self.clean_otp(user)
        return cleaned

    def _chosen_device(self, user: Any) -> Any:
        return device_for(user, self.cleaned_data.get("otp_token", "").strip())

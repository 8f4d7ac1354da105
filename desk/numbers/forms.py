"""Which days a person wants to see."""
from datetime import date, tzinfo
from typing import Any, Dict, Tuple

from django import forms

from desk.numbers.spans import MOST_DAYS, By, Span, last_days

DAYS = (7, 30, 90)
DEFAULT = 30


class SpanForm(forms.Form):
    """From one day to another; or, by a link, the last so many days. What makes no sense is said, and 30 days are shown."""

    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    by = forms.ChoiceField(label="Count by", required=False, choices=[(By.TIME.value, "Day"), (By.HOUR.value,
                                                                                              "Hour of the day")])
    days = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=forms.HiddenInput,
                                  choices=[(days, str(days)) for days in DAYS])

    def __init__(self, given: Any, today: date, zone: tzinfo) -> None:
        self.today, self.zone = today, zone
        super().__init__(given)

    def clean(self) -> Dict[str, Any]:
        given: Dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if until and not since and not self.errors:
            self.add_error("since", "Say from which day on, too.")
        elif since and since > (until or self.today):
            self.add_error("since", "This day lies after the last one. Choose an earlier one.")
        elif since and ((until or self.today) - since).days >= MOST_DAYS:
            self.add_error("since", "Two years at most are counted at once. Choose a later day.")
        return given

    def chosen(self) -> Tuple[Span, By]:
        """One day alone is always shown by its hours."""
        given = self.cleaned_data if self.is_valid() else {}
        since = given.get("since")
        span = (Span(since, given.get("until") or self.today, self.zone) if since
                else last_days(given.get("days") or DEFAULT, self.today, self.zone))
        return span, By.HOUR if span.days == 1 else By(given.get("by") or By.TIME)

"""What staff fill in about the clinic and its sources. The limits are those of faq/knowledge.py; the data's own check
tells what is wrong (told)."""
import re
from typing import Any, Dict, Iterable, List, Optional, Tuple, Type

from django import forms
from django.core.validators import URLValidator
from django.utils.html import escape
from pydantic import ValidationError
from typing_extensions import get_args

from desk.clinic.explained import Section
from faq.knowledge import RETENTION_DAYS, Clinic, Entry, Source
from faq.problems import Problem
from faq.publisher import KEY

COUNTRIES = {"US": "United States", "CA": "Canada", "UK": "United Kingdom", "IE": "Ireland", "AU": "Australia",
             "NZ": "New Zealand", "EU": "Another country of the European Union"}
# Where a fact's own name would not say it plainly.
LABELS = {"phone": "Phone number", "email": "E-mail address", "hours": "Opening hours", "access": "Getting in",
          "price_first": "Price of a first visit", "price_follow_up": "Price of each later visit",
          "payment": "Ways to pay", "concessions": "Reduced rates", "insurers": "Insurers", "booking_link": "Booking page",
          "practitioners": "Who treats patients", "first_visit_length": "Length of a first visit",
          "follow_up_length": "Length of a later visit", "styles": "Styles of acupuncture",
          "techniques": "Other techniques", "needle_free": "Without needles", "ages": "Ages you treat",
          "plan": "Usual plan of visits", "referral": "Referral by a doctor", "room_rule": "In the treatment room",
          "illness_rule": "When people are ill", "retention_days": "Days that chats are kept",
          "origins": "Websites that may show the chat"}
READ = {"seen": "Read for this clinic's answers", "in part": "Read in part", "as quoted": "Seen as others quote it",
        "known": "Well established, not read again"}
NO_ADDRESS = "This is no address of a page. It begins with https://, as in https://www.example.org/page."
MOST_DAYS = 36_500
NAMED = re.compile(r"'(\w+)[.\d]*'(: )?")  # how a problem begins that is about one value


class EntryForm(forms.Form):
    """Values of one entry of the data. `shown` comes back with them: the entry that the person saw."""

    kind: Type[Entry]
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, held: Optional[Entry] = None) -> None:
        initial = {name: said(getattr(held, name)) for name in self.kind.__fields__} if held else {}
        super().__init__(data, initial={**initial, "shown": held.json() if held else ""})

    def before(self) -> Any:
        """The entry that was shown; None if there was none."""
        try:
            return self.kind.parse_raw(self.data.get("shown") or "")
        except ValidationError:
            return None

    def entry(self) -> Any:
        """With what was typed; where that says the same, as it was written before. Unchecked: `told` says what is wrong."""
        before = self.before()
        return self.kind.construct(**{name: getattr(before, name) if self._kept(name, before) else self._typed(name)
                                      for name in self.kind.__fields__})

    def merged(self, now: Entry) -> Any:
        """The form again, for an entry that somebody else has changed: theirs where nothing was typed, and what was typed
        stays. -> a form that says so"""
        before, data = self.before(), self.data.copy()
        theirs: List[str] = []
        both: Dict[str, str] = {}
        data["shown"] = now.json()
        for name in self.kind.__fields__:
            new = said(getattr(now, name))
            if before is not None and new == said(getattr(before, name)):
                continue
            if self._kept(name, before):
                data[name] = new
                theirs.append(name)
            elif one_line(new) != one_line(self.data.get(name, "")):
                both[name] = new
        form = self._again(data, now)
        form.full_clean()
        labels = ", ".join(str(self.fields[name].label) for name in [*theirs, *both])
        form.add_error(None, f"Somebody else has changed this while you wrote{f': {labels}' if labels else ''}. Nothing of "
                            f"yours is lost. Look at it again, then save.")
        for name, new in both.items():
            form.add_error(name, f"Somebody else has put “{new}” here. Yours stands in the box; save again to keep yours."
                           if new else "Somebody else has emptied this. Save again to keep yours.")
        return form

    def told(self, problems: Iterable[Problem]) -> None:
        """What is wrong with the data, at the field that it is about, or at the top."""
        for problem in problems:
            named = NAMED.match(problem.text)
            if named and named[1] in self.fields:
                rest = problem.text[named.end():] if named[2] else problem.text
                self.add_error(named[1], f"{rest}.")
            else:
                self.add_error(None, f"{problem}.")

    def _kept(self, name: str, before: Any) -> bool:
        """What the browser did not send was not emptied by anybody."""
        return before is not None and (name not in self.data
                                       or one_line(self.data[name]) == one_line(said(getattr(before, name))))

    def _again(self, data: Any, now: Entry) -> Any:
        return type(self)(data, now)

    def _typed(self, name: str) -> Any:
        return one_line(self.cleaned_data[name]) or None


class ClinicForm(EntryForm):
    """All facts, in the sections of their file."""

    kind = Clinic

    def __init__(self, data: Any = None, held: Optional[Entry] = None, sections: Iterable[Section] = ()) -> None:
        super().__init__(data, held)
        self.sections = list(sections)
        for section in self.sections:
            for name, what, example in section.facts:
                self.fields[name] = field_of(name, f"{what} Example: {example}" if example else what)

    def parts(self) -> List[Tuple[str, List[forms.BoundField]]]:
        """-> [(a section's title, its fields)]"""
        return [(section.title, [self[name] for name, _, _ in section.facts]) for section in self.sections]

    def _again(self, data: Any, now: Entry) -> Any:
        return ClinicForm(data, now, self.sections)

    def _typed(self, name: str) -> Any:
        given = self.cleaned_data[name]
        if name == "origins":
            return [line.strip().lower() for line in given.splitlines() if line.strip()]
        if name == "retention_days":
            return RETENTION_DAYS if given is None else given
        return super()._typed(name)


class Address(forms.URLField):
    """Of a page that a visitor can open."""

    default_validators = [URLValidator(["http", "https"])]
    default_error_messages = {"invalid": NO_ADDRESS}


class SourceForm(EntryForm):
    """A publication. Its short name is given once."""

    kind = Source
    title = forms.CharField(label="Title", max_length=1000)
    publisher = forms.CharField(label="Publisher", max_length=1000, help_text="Who vouches for it: a health body, a "
                                "journal, an association.")
    url = Address(label="Address", required=False, max_length=2000, assume_scheme="https", help_text="The page itself, "
                  "such as https://www.nhs.uk/conditions/acupuncture/. Visitors can open it.")
    date = forms.CharField(label="Date", required=False, max_length=100, help_text="The year, or as the publication says.")
    read = forms.ChoiceField(label="How far it was read", choices=[("", "Choose"), *(
        (name, READ.get(name, name)) for name in get_args(Source.__fields__["read"].outer_type_))])
    key = forms.RegexField(rf"^{KEY.pattern}\Z", label="Short name", required=False, help_text="Small letters, digits and "
                           "-, as in nhs-back-pain. Topics name the source by it, so it stays. Empty: one is made.",
                           error_messages={"invalid": "Small letters, digits, - and _ only, at most 50 of them."})

    def __init__(self, data: Any = None, held: Optional[Entry] = None) -> None:
        super().__init__(data, held)
        if held:
            del self.fields["key"]


def field_of(name: str, explanation: str) -> forms.Field:
    """Of a fact."""
    more: Dict[str, Any] = {"label": label_of(name), "help_text": escape(explanation), "required": False}
    if name == "country":
        codes = get_args(Clinic.__fields__[name].type_)
        return forms.ChoiceField(choices=[("", "Not said"), *((code, COUNTRIES.get(code, code)) for code in codes)], **more)
    if name == "retention_days":
        return forms.IntegerField(min_value=1, max_value=MOST_DAYS, **more)
    if name == "origins":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **more)
    return forms.CharField(**more)


def label_of(name: str) -> str:
    """Of a fact, or of a value of a source."""
    own = SourceForm.base_fields.get(name)
    return LABELS.get(name) or str(own.label if own else name.replace("_", " ").capitalize())


def said(value: Any) -> str:
    """As it stands in a field."""
    return "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)


def one_line(text: str) -> str:
    """A sentence has no line breaks, so what was pasted with some loses them."""
    return " ".join(str(text).split())

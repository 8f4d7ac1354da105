"""What the data files say, as types: one class a kind of entry. Unknown keys are refused."""
import datetime
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Dict, List, Optional, Tuple

from pydantic import BaseModel, ConstrainedInt, ConstrainedList, ConstrainedStr, Field, validator
from typing_extensions import Literal, get_args

Group = Literal["pain", "how", "conditions", "treatment", "results", "safety", "clinic", "talk"]
Urgency = Literal["emergency", "crisis", "see_doctor"]
URGENCIES: Tuple[str, ...] = get_args(Urgency)  # the most urgent first
# The answers of data/urgent.yml, by urgency; of several the one to be said first stands first.
ALARMS_OF: Dict[str, Tuple[str, ...]] = {"emergency": ("violence", "emergency", "poison"), "crisis": ("crisis", "abuse"),
                                         "see_doctor": ("see_doctor",)}
ALARMS: Tuple[str, ...] = tuple(name for names in ALARMS_OF.values() for name in names)
NO_FACTS = {"country", "origins"}  # of data/clinic.yml, what is not for visitors to read
NO_ALARM = "none"  # of messages that only look urgent
RETENTION_DAYS = 30  # for which conversations are kept, unless data/clinic.yml says otherwise
# Of a website that may show the chat: how it stands in the browser's bar, up to its name and port.
ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
TITLE_LIMIT = 50  # characters; a longer one does not fit a suggestion button on a narrow phone


if TYPE_CHECKING:
    Words = str
    Title = str
    Questions = List[str]
    Days = int
else:
    class Words(ConstrainedStr):
        """Text that somebody wrote: not empty, and never a number or a yes that YAML made of it."""

        strip_whitespace = True
        min_length = 1
        strict = True

    class Title(Words):
        """Words that fit a suggestion button."""

        max_length = TITLE_LIMIT

    class Questions(ConstrainedList):
        """How people say one thing: at least one example."""

        item_type = Words
        __args__ = (Words,)
        min_items = 1

    class Days(ConstrainedInt):
        """A whole number of days."""

        strict = True
        ge = 1


class Entry(BaseModel):
    """Base of all entries: strict about keys, unchangeable once read."""

    class Config:
        extra = "forbid"
        allow_mutation = False


class Review(Entry):
    """Who vouches for the words, since when, and when they must be looked at again."""

    by: Words
    date: datetime.date
    due: datetime.date
    note: Optional[Words] = None

    @validator("due")
    def after_the_review(cls, due: datetime.date, values: Dict) -> datetime.date:
        if "date" in values and due <= values["date"]:
            raise ValueError("must be later than the review's own date")
        return due

    def overdue(self, today: datetime.date) -> bool:
        return today > self.due


class Source(Entry):
    """A publication that answers rest on. `read`: how far it was read for this project."""

    title: Words
    publisher: Words
    url: Optional[Words] = None
    date: Optional[Words] = None
    read: Literal["seen", "in part", "as quoted", "known"]


class Topic(Entry):
    """One topic: the vetted answer, and what people ask under it. `asks`: what they want to know -> how they say it."""

    title: Title
    group: Group
    answer: Words
    answer_without_facts: Optional[Words] = None
    more: Optional[Words] = None
    related: List[Words] = []
    sources: List[Words] = Field(..., min_items=1)
    review: Review
    asks: Dict[Words, Questions]

    @validator("asks")
    def asked_for(cls, asks: Dict) -> Dict:
        if not asks:
            raise ValueError("must have at least one ask with its questions")
        return asks

    @property
    def questions(self) -> List[str]:
        """Of all asks, in order."""
        return [question for questions in self.asks.values() for question in questions]


class Condition(Entry):
    """A named condition: `evidence` is the one honest sentence that goes before its topic's answer."""

    id: Words
    name: Words
    topic: Words
    also: List[Words] = []
    evidence: Words
    sources: List[Words] = Field(..., min_items=1)


class Conditions(Entry):
    """data/conditions.yml"""

    review: Review
    conditions: List[Condition]


class Numbers(Entry):
    """Whom to call in one country; None where there is no such line."""

    emergency: Words
    crisis_line: Words
    advice: Optional[Words] = None
    abuse: Optional[Words] = None
    abuse_child: Optional[Words] = None
    poison: Optional[Words] = None


class UrgentAnswer(Entry):
    """What is said when someone may be in danger. `without_lines`: the words for a country that has not every line that
    `text` names; `calmed`: for "I am fine, it was a joke"; `reminder`: before the answer to what is asked next."""

    text: Words
    without_lines: Optional[Words] = None
    reminder: Optional[Words] = None
    calmed: Optional[Words] = None
    sources: List[Words] = Field(..., min_items=1)


class Urgent(Entry):
    """data/urgent.yml"""

    review: Review
    numbers: Dict[str, Numbers]
    answers: Dict[str, UrgentAnswer]


class Sign(Entry):
    """A sign of danger: how people tell of it, and what only looks like it.

    `counts`: onset, tense and whom it is about, for the clinician who reads the file. `messages`: by way of saying;
    `harmless`: by the topic that answers them. `phrases`: words that nearly always mean it, unless one of `unless` stands
    in the same message.
    """

    sign: Words
    urgent: Literal["emergency", "crisis", "see_doctor", "none"]
    answer: Literal["violence", "emergency", "poison", "crisis", "abuse", "see_doctor", "none"]
    counts: Words
    sources: List[Words] = []
    phrases: List[Words] = []
    unless: List[Words] = []
    messages: Dict[Words, Questions] = {}
    harmless: Dict[Words, Questions] = {}


class Phrases(Entry):
    """data/phrases.yml: the fixed sentences around the answers, each by the name that the code asks for. `starters`: the
    topics that a chat begins with until it is known what is asked most."""

    review: Review
    phrases: Dict[str, Words]
    starters: List[Words] = []


class OutOfScope(Entry):
    """data/out_of_scope.yml: messages that no topic answers, by kind."""

    kinds: Dict[Words, Questions] = {}

    @property
    def questions(self) -> List[str]:
        """Of all kinds, in order."""
        return [question for questions in self.kinds.values() for question in questions]


class Clinic(Entry):
    """data/clinic.yml: what only the clinic knows. Each name is a placeholder that answers may use, but for NO_FACTS."""

    country: Optional[Literal["US", "CA", "UK", "IE", "AU", "NZ", "EU"]] = None
    clinic_name: Optional[Words] = None
    website: Optional[Words] = None
    phone: Optional[Words] = None
    email: Optional[Words] = None
    hours: Optional[Words] = None
    address: Optional[Words] = None
    parking: Optional[Words] = None
    access: Optional[Words] = None
    home_visits: Optional[Words] = None
    price_first: Optional[Words] = None
    price_follow_up: Optional[Words] = None
    payment: Optional[Words] = None
    concessions: Optional[Words] = None
    insurers: Optional[Words] = None
    booking_link: Optional[Words] = None
    waiting_time: Optional[Words] = None
    cancellation_notice: Optional[Words] = None
    cancellation_fee: Optional[Words] = None
    practitioners: Optional[Words] = None
    first_visit_length: Optional[Words] = None
    follow_up_length: Optional[Words] = None
    styles: Optional[Words] = None
    techniques: Optional[Words] = None
    needle_free: Optional[Words] = None
    ages: Optional[Words] = None
    plan: Optional[Words] = None
    referral: Optional[Words] = None
    illness_rule: Optional[Words] = None
    room_rule: Optional[Words] = None
    retention_days: Days = RETENTION_DAYS
    origins: List[Words] = []

    @validator("origins", pre=True)
    def none_if_empty(cls, origins: object) -> object:
        return [] if origins is None else origins

    @validator("origins", each_item=True)
    def an_origin(cls, origin: str) -> str:
        if not ORIGIN.fullmatch(origin.lower()):
            raise ValueError(f"'{origin}' is no website's address as it is needed here: write \"https://www.example.org\", "
                             f"with nothing behind the name, not even a slash")
        return origin.lower()

    @validator("retention_days", pre=True)
    def usual_if_empty(cls, days: object) -> object:
        return RETENTION_DAYS if days is None else days


@dataclass(frozen=True)
class Knowledge:
    """All that the assistant knows at one moment. `topics` and `signs` by id, which is the file's name."""

    topics: Dict[str, Topic] = field(default_factory=dict)
    sources: Dict[str, Source] = field(default_factory=dict)
    conditions: Optional[Conditions] = None
    clinic: Clinic = Clinic()
    phrases: Optional[Phrases] = None
    urgent: Optional[Urgent] = None
    signs: Dict[str, Sign] = field(default_factory=dict)
    out_of_scope: OutOfScope = OutOfScope()

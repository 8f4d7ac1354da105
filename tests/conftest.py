"""Data to test with: a small folder that a test may change or spoil, and what the project itself knows."""
import os
from datetime import date
from pathlib import Path
from typing import Any, List

import pytest
import yaml

from faq.check_placeholders import PHRASES
from faq.checks import check
from faq.knowledge import Knowledge
from faq.problems import Problem
from faq.reader import DATA, Reader
from faq.store import load

REVIEWED, DUE = date(2026, 11, 24), date(2099, 11, 24)
TODAY = date(2027, 1, 1)  # between the two
COUNTRIES = ["US", "CA", "UK", "IE", "AU", "NZ", "EU", "other"]
CONTACTS = {
    "contact": "the clinic on {phone} or at {email}",
    "contact_phone": "the clinic on {phone}",
    "contact_email": "the clinic at {email}",
    "contact_none": "the clinic directly",
    "outage": "No answer just now; reach {contact}, or call {emergency} in danger.",
    "still_unsure": "A person can help you better: {contact}.",
}
# Every country has the first two lines; the US alone those for abuse and poison.
NUMBERS = {name: {"emergency": f"{name}-911", "crisis_line": f"{name}-988"} for name in COUNTRIES}
NUMBERS["US"].update({"abuse": "US-799", "abuse_child": "US-422", "poison": "US-222"})
URGENT_ANSWERS = {
    "violence": {"text": "Call {emergency} when you can, later {abuse}.", "without_lines": "Call {emergency} when you can.",
                 "sources": ["nhs"], "reminder": "If you are not safe, call {emergency}.", "calmed": "Stay safe."},
    "emergency": {"text": "Call {emergency} now.", "sources": ["nhs"], "reminder": "First of all call {emergency}.",
                  "calmed": "Good. If it comes back, call {emergency}."},
    "poison": {"text": "Call {poison} now, or {emergency}.", "without_lines": "Call {emergency} now, bring the pack.",
               "sources": ["nhs"], "reminder": "First of all ask about the poison.", "calmed": "Good. Keep the pack."},
    "crisis": {"text": "Call {crisis_line}, or {emergency} in danger.", "sources": ["nccih"],
               "reminder": "Somebody listens on {crisis_line}.", "calmed": "Thank you. {crisis_line} is there."},
    "abuse": {"text": "It is not your fault: {abuse}, for a child {abuse_child}.", "without_lines": "It is not your fault.",
              "sources": ["nhs"], "reminder": "I have not forgotten it.", "calmed": "Thank you for telling me."},
    "see_doctor": {"text": "See a doctor today.", "sources": ["nccih"]},
}
ENDS = ("please", "then", "exactly", "today")  # so many that no ask is thin


def as_yaml(content: Any) -> str:
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000)


def review(**changed: Any) -> dict:
    return {"by": "starter set", "date": REVIEWED, "due": DUE, **changed}


def topic(title: str, **changed: Any) -> dict:
    """A valid topic as its file holds it; None leaves a key out."""
    entry = {"title": title, "group": "how", "answer": f"The answer to: {title}", "related": [], "sources": ["nhs"],
             "review": review(), "asks": {"An ask": [f"{title} {end}" for end in ENDS]}, **changed}
    return {key: value for key, value in entry.items() if value is not None}


def condition(name: str, **changed: Any) -> dict:
    return {"id": name, "name": name, "topic": "condition_headache", "also": [f"{name}s"],
            "evidence": f"For {name}, trials are few.", "sources": ["nccih"], **changed}


def sign(told: str, **changed: Any) -> dict:
    """A valid sign of danger as its file holds it; None leaves a key out."""
    entry = {"sign": told, "urgent": "emergency", "answer": "emergency", "counts": "Now, whoever has it.",
             "sources": ["nhs"], "messages": {"told plainly": [f"I have {told} now", f"{told} since this morning"]},
             **changed}
    return {key: value for key, value in entry.items() if value is not None}


class DataFolder:
    """A small valid data folder: three topics and a greeting, two conditions, one sign of danger and what only looks like
    it; the clinic says nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for part in ("faq", "signs"):
            (path / part).mkdir(parents=True)
        self.topic("needles", "What are the needles like?", more="They are made of steel.", related=["cost"])
        self.topic("cost", "What does it cost?", group="clinic", answer="A first visit costs {price_first}.",
                   answer_without_facts="Please ask for the price.", sources=["clinic"])
        self.topic("condition_headache", "Does it help headaches?", group="conditions", related=["needles", "cost"])
        self.topic("greet", "Hello", group="talk", sources=["clinic"])
        self.write("sources.yml", {key: {"title": f"What {key} says", "publisher": key, "read": "seen"}
                                   for key in ("nhs", "nccih", "clinic")})
        self.write("conditions.yml", {"review": review(), "conditions": [condition("migraine"), condition("stress")]})
        self.write("out_of_scope.yml", {"kinds": {"A kind": ["what is the weather"]}})
        self.write("phrases.yml", {"review": review(), "phrases": {
            name: CONTACTS.get(name, f"This is said for {name}.") for name in PHRASES}})
        self.write("urgent.yml", {"review": review(), "numbers": NUMBERS, "answers": URGENT_ANSWERS})
        self.sign("chest", "chest pain", phrases=["chest pain"], unless=["years ago"],
                  harmless={"needles": ["Can a needle hurt my chest?"], "out_of_scope": ["we sell chests of drawers"]})
        self.sign("everyday", "Ways of speaking", urgent="none", answer="none", messages=None, sources=None,
                  harmless={"cost": ["I nearly died when I saw the price"]})
        self.clinic()

    def write(self, name: str, content: Any) -> Path:
        """A file of YAML text, or of what is to become YAML."""
        path = self.path / name
        path.write_text(content if isinstance(content, str) else as_yaml(content), encoding="utf-8")
        return path

    def topic(self, name: str, title: str, **changed: Any) -> Path:
        return self.write(f"faq/{name}.yml", topic(title, **changed))

    def sign(self, name: str, told: str, **changed: Any) -> Path:
        return self.write(f"signs/{name}.yml", sign(told, **changed))

    def clinic(self, **facts: str) -> Path:
        return self.write("clinic.yml", facts)

    def change(self, name: str, old: str, new: str) -> None:
        """Other words in the text of a file, which must have had the old ones."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def line(self, name: str, words: str) -> int:
        """The line, from 1, on which words stand first."""
        lines = (self.path / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if words in line)

    def found(self, today: date = TODAY) -> List[Problem]:
        return check(Reader(self.path).files(), today)[1]

    def problems(self, today: date = TODAY) -> List[str]:
        return [str(problem) for problem in self.found(today)]

    def load(self) -> Knowledge:
        return load(self.path, TODAY)

    def grow_old(self) -> None:
        """Puts all times back, so that the next change has another time however soon it comes."""
        for path in [*self.path.rglob("*"), self.path]:
            os.utime(path, (0, 0))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture(params=[{}, {"phone": "555 0100", "email": "a@example.org", "price_first": "$95"}],
                ids=["empty clinic", "filled clinic"])
def either_folder(request: pytest.FixtureRequest, folder: DataFolder) -> DataFolder:
    """The small folder, once with an empty clinic.yml and once with a filled one."""
    folder.clinic(**request.param)
    return folder


@pytest.fixture
def filled_folder(folder: DataFolder) -> DataFolder:
    """The small folder with a clinic that says how to reach it and what it costs."""
    folder.clinic(phone="555 0100", email="a@example.org", price_first="$95")
    return folder


@pytest.fixture(scope="session", autouse=True)
def conversations_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is said in tests is not kept with what visitors said, nor remembered by the next run."""
    os.environ["CONVERSATIONS"] = str(tmp_path_factory.mktemp("kept") / "conversations.db")


@pytest.fixture(scope="session")
def project() -> Knowledge:
    """What the project's own data says."""
    return load(DATA)

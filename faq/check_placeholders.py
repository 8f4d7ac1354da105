"""Checks of placeholders: whatever the clinic leaves empty, no visitor is to see half a sentence."""
from typing import Dict, Iterable, Iterator, Tuple

from faq.knowledge import NO_FACTS, Clinic, Knowledge, Numbers
from faq.placeholders import placeholders, stray_brace
from faq.problems import Problem, meant
from faq.reader import File, topic_file

FACTS = frozenset(Clinic.__fields__) - NO_FACTS
# The sentences that the code says by name, each in data/phrases.yml. {contact} and {emergency} can always be filled;
# the clinic's facts only in the contact phrase that is chosen because they are there.
ALWAYS = frozenset({"contact", "emergency"})
PHRASES: Dict[str, frozenset] = {
    **dict.fromkeys(("unsure", "unsure_alone", "out_of_scope", "still_unsure", "partly", "no_more", "more_about_what",
                     "which_one", "declined", "acknowledged", "condition_unknown",
                     "forgotten", "outage", "too_long", "empty", "under_review", "revised"), ALWAYS),
    "contact": frozenset({"phone", "email"}), "contact_phone": frozenset({"phone"}),
    "contact_email": frozenset({"email"}), "contact_none": frozenset(),
}


def check_placeholders(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    """In topics, conditions, phrases and urgent answers."""
    for look in (_topics, _conditions, _phrases, _urgent):
        yield from look(files, knowledge)


def _topics(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    for topic, entry in knowledge.topics.items():
        file = files[topic_file(topic)]
        yield from _fillable(entry.title, (), file, ("title",))
        for key in ("answer", "more"):
            yield from _fillable(getattr(entry, key) or "", FACTS, file, (key,))
        for name in placeholders(entry.answer_without_facts or ""):
            yield Problem(file.name, file.lines[("answer_without_facts",)],
                          f"'answer_without_facts' may not have a placeholder; it has {{{name}}}")
        if placeholders(entry.answer) and not entry.answer_without_facts:
            yield Problem(file.name, file.lines[("answer",)], "the answer has a placeholder, so it needs an "
                          "'answer_without_facts': the words served while data/clinic.yml leaves it empty")


def _conditions(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    for number, condition in enumerate(knowledge.conditions.conditions if knowledge.conditions else []):
        yield from _fillable(condition.evidence, (), files["conditions.yml"], ("conditions", number, "evidence"))


def _phrases(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    if not knowledge.phrases:
        return
    written, file = knowledge.phrases.phrases, files["phrases.yml"]
    for name, names in PHRASES.items():
        if name not in written:
            yield Problem(file.name, file.lines[("phrases",)], f"the phrase '{name}' is missing")
        else:
            yield from _fillable(written[name], names, file, ("phrases", name))
    for name in written:
        if name not in PHRASES:
            yield Problem(file.name, file.lines[("phrases", name)], f"no such phrase is said: '{name}'"
                          + meant(name, PHRASES))


def _urgent(files: Dict[str, File], knowledge: Knowledge) -> Iterator[Problem]:
    if not knowledge.urgent:
        return
    lines = Numbers.__fields__
    everywhere = [name for name in lines if all(getattr(each, name) for each in knowledge.urgent.numbers.values())]
    file = files["urgent.yml"]
    for name, answer in knowledge.urgent.answers.items():
        for key in ("text", "without_lines", "reminder", "calmed"):
            text, known = getattr(answer, key) or "", lines if key == "text" and answer.without_lines else everywhere
            yield from _fillable(text, known, file, ("answers", name, key))


def _fillable(text: str, names: Iterable[str], file: File, place: Tuple) -> Iterator[Problem]:
    """A problem for each placeholder outside `names`, and for a brace that belongs to none."""
    names = sorted(names)
    for name in sorted(placeholders(text) - set(names)):
        yield Problem(file.name, file.lines[place], f"nothing fills the placeholder {{{name}}}{meant(name, names)}")
    if stray_brace(text):
        yield Problem(file.name, file.lines[place], "a brace stands alone: a placeholder is written like {phone}, "
                                                    "small letters and _ only")

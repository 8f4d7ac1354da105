"""The assistant in one process, without a server: the functions that Rasa's components and actions are made of.

What it says is what a visitor gets: the same functions in the same order, message by message.
"""
from dataclasses import dataclass, field, replace
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from spacy.matcher import PhraseMatcher

from actions.answer import reply_to
from actions.choose import choice_reply
from actions.conversation import Memory, Turn
from actions.more import more_reply
from actions.urgent import calmed_reply, urgent_reply
from channels.message import plain
from evaluation.material import Material
from faq.knowledge import Knowledge
from faq.reply import Reply, phrase
from nlu.answer_rule import Rule, intent_of, understood_of
from nlu.classifier import Reading, TopicModel
from nlu.conditions import condition_matcher, condition_words, find_conditions
from nlu.context import other_texts
from nlu.language import parse, pieces
from nlu.spelling import Speller, vocabulary
from nlu.splitter import in_context, split
from nlu.urgency import Danger, Listener
from privacy.masking import mask


@dataclass(frozen=True)
class Heard:
    """A message as far as the cut-offs have no part in it. `readings`: of the whole message first, then its questions and
    what else was read with what was said before (`context`); `condition`: the words that name its last condition."""

    text: str
    danger: Danger
    conditions: List[str]
    questions: List[str]
    readings: Dict[str, Reading]
    context: Dict[str, str] = field(default_factory=dict)
    condition: str = ""

    @property
    def whole(self) -> Reading:
        """Of the whole message."""
        return next(iter(self.readings.values()))

    @property
    def ranked(self) -> List[str]:
        """The likeliest topics of the whole message, best first."""
        return [topic for topic, _ in self.whole.ranking]


@dataclass
class Assistant:
    """Hears with the NLU's parts and speaks with the actions'."""

    knowledge: Knowledge
    encoder: Any  # nlu.encoder.Encoder, or what encodes messages as it does
    model: TopicModel
    rule: Rule
    listener: Listener
    matcher: PhraseMatcher
    speller: Speller

    def hear(self, message: str, memory: Optional[Memory] = None) -> Heard:
        """As it is done for visitors."""
        text, memory = mask(plain(message), self.knowledge.clinic.country), memory or Memory()
        typed = parse(text)
        doc = self.speller.repaired(typed)
        whole, questions = doc.text.strip(), split(doc)
        found = find_conditions(doc, self.matcher, typed)
        condition = text[found[-1]["start"]:found[-1]["end"]] if found else ""
        context = (other_texts(whole, condition, memory.question, memory.condition) if len(in_context(questions)) == 1
                   else {})
        asked = list(dict.fromkeys([whole, *questions, *context.values()]))
        vectors, of_pieces = self.encoder.encode_message(whole, questions, context.values(), pieces(doc))
        readings = dict(zip(asked, self.model.read(asked, np.stack([vectors[each] for each in asked]))))
        return Heard(text, self.listener.hear(doc, typed, of_pieces), [entity["value"] for entity in found], questions,
                     readings, context, condition)

    def speak(self, heard: Heard, answer_above: Optional[float] = None) -> Tuple[Dict[str, Any], str]:
        """-> (the wire contract's `custom`, the words), as in the first turn of a conversation. `answer_above`: to try
        another cut-off than that of config.yml."""
        rule = self.rule if answer_above is None else replace(self.rule, answer_above=answer_above)
        return self._said(self._reply(heard, rule, Memory())[0])

    def converse(self, messages: Sequence[str]) -> List[Tuple[Dict[str, Any], str]]:
        """What it says to each message of one conversation, remembering from turn to turn as the slots do."""
        said, memory = [], Memory()
        for message in messages:
            reply, memory = self._reply(self.hear(message, memory), self.rule, memory)
            said.append(self._said(reply))
            memory = replace(memory, offered=tuple(each["topic"] for each in said[-1][0]["suggestions"]))
        return said

    def certainty(self, heard: Heard) -> float:
        """How likely it holds its first choice for the whole message to be right, 0 to 1."""
        return self.rule.certainty(heard.whole.signals)

    def _said(self, reply: Reply) -> Tuple[Dict[str, Any], str]:
        return reply.custom(self.knowledge), " ".join(reply.texts).strip()

    def _reply(self, heard: Heard, rule: Rule, memory: Memory) -> Tuple[Reply, Memory]:
        understood = understood_of(heard.questions, heard.readings, heard.context, rule, heard.danger, heard.conditions)
        turn = Turn(heard.text, understood, memory, heard.condition)
        if heard.danger.alone:
            return urgent_reply(turn, self.knowledge)
        intent = intent_of(understood)["name"]
        # Which action follows which intent stands in data/rules.yml.
        if intent == "ask_more":
            return more_reply(turn, self.knowledge)
        if intent == "all_is_well":
            return calmed_reply(turn, self.knowledge)
        if intent == "delete_my_data":
            return Reply([phrase(self.knowledge, "forgotten")]), Memory()
        if intent in ("affirm", "deny", "acknowledge"):
            return choice_reply(intent, turn, self.knowledge)
        return reply_to(turn, self.knowledge)


def assistant_of(material: Material, model: TopicModel, rule: Rule) -> Assistant:
    """Of the project's own data and what was learned from it."""
    return Assistant(material.knowledge, material.encoder, model, rule, material.listener,
                     condition_matcher(condition_words(material.training_data)),
                     Speller(**vocabulary(material.training_data)))

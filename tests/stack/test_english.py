"""What visitors type is forgotten again, and what was matched before still matches."""
import pytest
import spacy
from spacy.matcher import PhraseMatcher

from stack.english import Reader, parsed, with_entities


@pytest.fixture
def reader() -> Reader:
    return Reader(spacy.blank("en"), most_words=1_000)


def test_the_words_of_visitors_are_forgotten(reader):
    """However much is read, no more words are kept than one message above the limit; the pipeline's own stay."""
    before = len(reader.nlp.vocab)
    kept = [len(reader(" ".join(f"word{number}x{place}" for place in range(100))).vocab) for number in range(50)]
    assert max(kept) <= 1_100 and min(kept[25:]) < max(kept[:25])
    assert len(reader.nlp.vocab) == before


def test_a_matcher_goes_on_matching(reader):
    """It belongs to the pipeline's words and knows texts that were read with younger ones."""
    matcher = PhraseMatcher(reader.nlp.vocab, attr="LOWER")
    matcher.add("chest", [reader("chest pain")])
    first = reader.tokenizer()
    for number in range(20):
        reader(" ".join(f"other{number}x{place}" for place in range(100)))
    assert reader.tokenizer() is not first
    [(name, start, end)] = matcher(reader("I have Chest Pain now"))
    assert (reader.nlp.vocab.strings[name], start, end) == ("chest", 2, 4)


def test_one_model_parses_and_finds_names():
    """Tags and the tree from the one call, names from the other."""
    verb = parsed("my father had a stroke")[2]
    assert (verb.tag_, verb.dep_, [child.text for child in verb.children]) == ("VBD", "ROOT", ["father", "stroke"])
    assert [(entity.text, entity.label_) for entity in with_entities("I saw Mary Smith").ents] == [("Mary Smith", "PERSON")]

"""Slips of the fingers are mended towards the clinic's own words; names, drugs and English words are not."""
import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.conditions import ConditionFinder
from nlu.language import DOC, TYPED, SpacyEnglish, parse, text_read
from nlu.spelling import Speller, SpellingRepair, english_words, vocabulary
from nlu.urgency_phrases import Phrases, phrase_tables

from .conftest import small_world

COUNTS = {"acupuncture": 900, "accupuncture": 40, "acupuncturist": 90, "sessions": 60, "needles": 200, "hurt": 80,
          "pregnant": 50, "migraine": 30, "does": 500, "statin": 9, "fingers": 20, "fibro": 8, "chest": 20, "last": 90,
          "seven": 12, "would": 300, "before": 90, "arthritis": 30}
MENDED = [
    ("how many sesions", "how many sessions", "a letter left out"),
    ("do the needels go deep", "do the needles go deep", "two letters swapped"),
    ("can it hurrt", "can it hurt", "a short word with a letter doubled"),
    ("my chset", "my chest", "a short word with two letters swapped"),
    ("owuld it help", "would it help", "the first two letters swapped"),
    ("is accupuncture safe", "is acupuncture safe", "a slip that stands in the data, too"),
    ("an accuopuncturist", "an acupuncturist", "two slips in a long word"),
    ("Accupuncture FOR ARTHRITUS", "Acupuncture FOR ARTHRITIS", "capitals are kept"),
    ("about Acupunture", "about Acupuncture", "a long word with a capital is no name if it is so near"),
    ("Can You Do It While Pregnent", "Can You Do It While Pregnant", "in a title capitals tell nothing"),
]
LEFT_ALONE = [
    ("my fingers linger", "English words, however near"),
    ("since i slept badly", "English words that the data do not have"),
    ("dont think ive hurt it, cant tell", "missing apostrophes need nothing"),
    ("i saw Dr Neddles", "a name in mid-sentence"),
    ("steven said so", "a name without its capital"),
    ("i take rivaroxaban and adalimumab", "drugs that nobody listed"),
    ("on atorvastatin, not simvastatins", "drugs near a word of the data"),
    ("needling LI4 and L5-S1 or ST36", "points and vertebrae"),
    ("my fibro and CRPS", "what short words of the data mean; abbreviations"),
    ("lest it wang", "short words with other letters"),
    ("çok teşekkürler, 你好 🙂", "other alphabets"),
    ("", "nothing"),
]


@pytest.fixture(scope="module")
def speller():
    return Speller(COUNTS, english_words())


@pytest.mark.parametrize("typed, meant, why", MENDED)
def test_mended(speller, typed, meant, why):
    """A slip is read as the word that was meant."""
    assert speller.repaired(parse(typed)).text == meant, why


@pytest.mark.parametrize("typed, why", LEFT_ALONE)
def test_left_alone(speller, typed, why):
    """What may be meant as it stands is not touched, and the Doc is the same object."""
    doc = parse(typed)
    assert speller.repaired(doc) is doc, why


def test_each_token_keeps_its_place(speller):
    """Token by token the repaired Doc is the typed one, with sentences and lemmas of its own."""
    doc = parse("Do needels hurt? It's my 3rd sesion.")
    repaired = speller.repaired(doc)
    assert len(repaired) == len(doc) and len(list(repaired.sents)) == 2
    assert repaired[1].lemma_ == "needle"


def test_conditions_and_signs_are_mended_though_rare():
    """Words of conditions and of danger stand once in the data and are still what others are mended to."""
    speller = Speller(**vocabulary(small_world()))
    assert [speller.mend(word) for word in ("migraune", "cheest")] == ["migraine", "chest"]


@pytest.mark.parametrize("text, urgencies, why", [("cheest pain", ["emergency"], "only the repaired words tell it"),
                                                  ("i will kill myself", ["crisis"], "as typed"),
                                                  ("chest pain yeras ago", ["emergency"], "a repair calls nothing off"),
                                                  ("chest pain years ago", [], "plain words do")])
def test_a_repair_only_adds_signs_of_danger(bench, text, urgencies, why):
    """Both spellings are heard, each by itself."""
    message, data = Message({"text": text}), small_world()
    for part in (bench.create(SpacyEnglish), bench.trained(SpellingRepair, data)):
        part.process([message])
    standing = Phrases(phrase_tables(data)).standing(message.get(DOC).text, message.get(TYPED, message.get(DOC)).text)
    assert [urgency for urgency, _ in standing] == urgencies, why


def test_the_message_keeps_its_own_words(bench):
    """People and logs see what was typed, places of entities too; only what is read is repaired."""
    message, data = Message({"text": "oh my migrraine hurts"}), small_world()
    for part in (bench.create(SpacyEnglish), bench.trained(SpellingRepair, data), bench.trained(ConditionFinder, data)):
        part.process([message])
    found = message.get("entities")[0]
    assert message.get("text") == message.get(TYPED).text == "oh my migrraine hurts"
    assert (message.get(DOC).text, text_read(message)) == ("oh my migraine hurts",) * 2
    assert (found["value"], message.get("text")[found["start"]:found["end"]]) == ("migraine", "migrraine")

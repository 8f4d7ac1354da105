"""How well slips of the fingers are seen through: `python -m evaluation.typos`, about a minute.

Takes examples of the project, puts slips into them and asks how many keep the first choice that they had without, as they
are typed and as nlu/spelling.py repairs them.
"""
import random
import string
from typing import Callable, Dict, List

import numpy as np

from evaluation.material import gather, stage
from nlu.classifier import train_model
from nlu.encoder import Encoder
from nlu.importer import OUT_OF_SCOPE
from nlu.language import parse
from nlu.spelling import Speller, vocabulary

EXAMPLES = 500
SLIPS = 2         # words of a message that get one each
SHORTEST = 4      # letters of a word that gets one
LONG_ENOUGH = 20  # letters of an example: of shorter ones a slip leaves too little

Slip = Callable[[str, int, str], str]  # (word, place after its first letter, a letter) -> the word with a slip
KINDS: Dict[str, Slip] = {
    "swapped": lambda word, at, letter: word[:at - 1] + word[at] + word[at - 1] + word[at + 1:],
    "doubled": lambda word, at, letter: word[:at] + word[at] + word[at:],
    "left out": lambda word, at, letter: word[:at] + word[at + 1:],
    "too many": lambda word, at, letter: word[:at] + letter + word[at:],
    "another": lambda word, at, letter: word[:at] + letter + word[at + 1:],
}


def with_slips(text: str, chance: random.Random) -> str:
    """A message with one slip in each of SLIPS words, if it has so many long enough."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
    for place in chance.sample(places, min(SLIPS, len(places))):
        slip = KINDS[chance.choice(list(KINDS))]
        words[place] = slip(words[place], chance.randrange(1, len(words[place])), chance.choice(string.ascii_lowercase))
    return " ".join(words)


def main() -> None:
    material, chance, encoder = gather(), random.Random(0), Encoder()
    with stage("Training"):
        model, _ = train_model(material.texts, material.intents, material.vectors,
                               [ask or text for ask, text in zip(material.asks, material.texts)])
        speller = Speller(**vocabulary(material.training_data))

    def first_choices(texts: List[str]) -> np.ndarray:
        return np.array([each.ranking[0][0] for each in model.read(texts, encoder.encode(texts))])

    asked = [text for text, intent in zip(material.texts, material.intents)
             if intent != OUT_OF_SCOPE and len(text) >= LONG_ENOUGH]
    clean = chance.sample(asked, min(EXAMPLES, len(asked)))
    typed = [with_slips(text, chance) for text in clean]
    repaired = [speller.repaired(parse(text)).text for text in typed]
    meant = first_choices(clean)
    for name, texts in (("as typed", typed), ("repaired", repaired)):
        print(f"First choice kept, {name}: {100 * np.mean(first_choices(texts) == meant):.1f} %")


if __name__ == "__main__":
    main()

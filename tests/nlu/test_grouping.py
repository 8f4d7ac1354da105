"""Texts of like meaning, in groups with names."""
import json
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
import yaml

from faq.reader import PROJECT
from nlu.encoder_files import GRAPH
from nlu.grouping import NOT_BUILT, groups, name_of

ASKED = ["can I buy a gift voucher", "tinnitus, can you help?", "can I buy a voucher for my mum", "how much is a voucher",
         "has anybody been rid of tinnitus here", "are you hiring", "who won the match", "does acupuncture help tinnitus",
         "is there a lift", "do you take Bupa"]


def program(*lists):
    """-> what it says to these lists, and its exit code."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "nlu.grouping"], cwd=PROJECT, capture_output=True,
                          text=True, input="".join(json.dumps(each) + "\n" for each in lists))
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def test_as_a_program():
    """A list a line, each answered; it ends with its input."""
    (found, again, one, none), code = program(ASKED, ASKED, ["only one"], [])
    together = {each["name"]: each["members"] for each in found if len(each["members"]) > 1}
    assert together == {"voucher, buy": [0, 2, 3], "tinnitus": [1, 4, 7]} and code == 0
    assert sorted(member for each in found for member in each["members"]) == list(range(len(ASKED)))
    assert again == found and one == [{"name": "only", "members": [0]}] and none == []


def test_messages_of_an_inbox():
    """Of two in one group most belong together; a good part of those that do is found."""
    kinds = yaml.safe_load((PROJECT / "tests" / "nlu" / "grouping.yml").read_text(encoding="utf-8"))
    texts = [text for each in kinds.values() for text in each]
    kin = {pair for name, each in kinds.items() if name != "each alone" for pair in combinations(each, 2)}
    (found,), _ = program(texts)
    together = {tuple(texts[member] for member in pair) for each in found for pair in combinations(each["members"], 2)}
    assert len(together & kin) / len(together) >= 0.85 and len(together & kin) / len(kin) >= 0.4


def test_two_are_enough():
    """What few texts have in common is what they are about."""
    (found,), _ = program(["how much is a voucher", "vouchers??", "who won the match"])
    assert [each["members"] for each in found] == [[0, 1], [2]]


def test_without_an_encoder():
    """It says so by its exit code, and on standard error."""
    assert GRAPH.exists()
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", "import nlu.encoder, pathlib, sys\n"
                           "nlu.encoder.Encoder.__init__.__defaults__ = (pathlib.Path('none'), *nlu.encoder.Encoder"
                           ".__init__.__defaults__[1:])\nimport nlu.grouping\nnlu.grouping.main()"],
                          cwd=PROJECT, capture_output=True, text=True, input='["a"]\n')
    assert done.returncode == NOT_BUILT and "has not been built" in done.stderr


def test_equal_vectors_are_one_group():
    """Also when all are equal, and nothing is left without what they have in common."""
    same = np.full((30, 4), 0.5, dtype=np.float32)
    assert [len(each["members"]) for each in groups(["a"] * 30, same)] == [30]
    apart = np.eye(4, dtype=np.float32)
    assert [each["members"] for each in groups(list("abcd"), apart)] == [[0], [1], [2], [3]]


@pytest.mark.parametrize("texts, name", [
    (["how much is a voucher", "vouchers??", "a voucher, and the price", "what price"], "voucher, price"),
    (["tinnitus help", "help me with tinnitus please"], "tinnitus"),
    (["open late?", "until when on Friday"], "open, late, until"),
    (["what is it", "who is it"], "is, it"),
    (["I am [name], do you take Bupa", "[name] asks about bupa"], "bupa"),
    (["???"], ""),
])
def test_names(texts, name):
    """Telling words that several of them have, as they are mostly written; of none, the first ones."""
    assert name_of(texts) == name

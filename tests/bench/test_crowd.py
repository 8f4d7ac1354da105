"""Locust's visitors (bench/crowd.py) at the real channel, with a stand-in for Rasa, from a Python of their own."""
import subprocess
import sys
from typing import Any, Dict, List

from bench.visitors import THANKED
from privacy.masking import mask
from tests.bench.test_visitors import LEANING
from tests.channels.conftest import ANSWER, CUSTOM, site  # noqa: F401  (a fixture)
from tests.channels.site import Site

QUESTION = "Are they thin?"
CROWD = f"""
import sys
from bench import crowd, steps
crowd.SECONDS, crowd.Visitor.wait_time, steps.SETTLE = (0, 0), lambda self: 0.1, 0
crowd.Visitor.questions, crowd.Visitor.outage = [{QUESTION!r}], sys.argv[2]
ramp = steps.Ramp(3, 3, 3, 3.0, lambda: 0.0)
errors = crowd.crowd(ramp, sys.argv[1])
print(len(ramp.steps[0].seconds) > 3, ramp.steps[0].errors, list(errors))
"""


def crowd(site: Site, outage: str) -> str:  # noqa: F811
    """What three visitors find in three seconds."""
    return subprocess.run([sys.executable, "-W", "ignore", "-c", CROWD, f"http://127.0.0.1:{site.port}", outage],
                          capture_output=True, text=True, check=True).stdout.strip()


def test_visitors_keep_to_the_contract(site: Site) -> None:  # noqa: F811
    """Nothing that they send is refused, neither for its form nor for its number, and their messages arrive."""
    said: Dict[str, List[Any]] = {mask(text, "US"): [ANSWER, CUSTOM] for text in (QUESTION, *LEANING, *THANKED)}
    titles = [each["title"] for each in site.call("POST", "/chat/session").body["starters"]]
    site.answers.update({**said, **{title: [ANSWER, CUSTOM] for title in titles}})
    assert crowd(site, "none") == "True 0 []"
    assert set(site.heard) <= set(site.answers)


def test_the_word_that_there_is_no_answer_is_no_answer(site: Site) -> None:  # noqa: F811
    """The stand-in says nothing, so the channel says the outage sentence, which is counted as an error."""
    site.answers.clear()
    outage = site.say(site.session(), QUESTION).body["reply"]["texts"][0]
    found = crowd(site, outage)
    assert "the outage sentence" in found and not found.startswith("True 0")

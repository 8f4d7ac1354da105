"""Generated attacks on the running stack: a few hundred here, ten thousand with `make fuzz`."""
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

from faq.store import load
from tests.attack.bodies import requests
from tests.attack.messages import messages
from tests.attack.promises import chat_outcome, outcome, state_broken
from tests.attack.running import PLACEHOLDER, attacked

KNOWLEDGE = load()
GOOD = {"Authorization": f"Bearer {PLACEHOLDER}", "Content-Type": "application/json"}
CHAT: Counter = Counter()  # how the requests of the chat ended


@pytest.fixture(scope="module")
def stack_under_attack(tmp_path_factory):
    """Its conversations are looked at when all messages have been sent."""
    with attacked(tmp_path_factory.mktemp("attack")) as stack:
        yield stack


@settings(max_examples=300, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))
@given(message=messages(KNOWLEDGE))
def test_every_message_gets_one_vetted_turn(stack_under_attack, message):
    """No silence, no 5xx, no failure, exactly one custom, and not a word that the data does not say."""
    status, body, sender, sent = stack_under_attack.send(message)
    assert outcome(status, body, sender, sent, KNOWLEDGE)[1] is None, repr(message)


# Which requests are generated depends on all the code that is loaded, so these two are always among them.
@example(request=("POST", "/chat/messages", b'{"id": "3f0f1a52-2c0c-4f43-9d35-0d3f8a1f6b11", "text": "hello"}', GOOD))
@example(request=("GET", "/chat/session", None, GOOD))
@settings(max_examples=300, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=list(HealthCheck))
@given(request=requests(PLACEHOLDER))
def test_every_request_of_the_chat_is_answered(stack_under_attack, request):
    """Whatever it is: no stranger let in, no 5xx, short JSON, and no word that nobody vetted."""
    status, body = stack_under_attack.send_chat(*request)
    name, wrong = chat_outcome(request, PLACEHOLDER, status, body, KNOWLEDGE)
    CHAT[name] += 1
    assert wrong is None, request


def test_the_attack_on_the_chat_got_past_its_door():
    """Among the generated requests were some that were let in, and some of each refusal."""
    assert {"POST 200", "POST 201", "GET 200", "POST 400", "POST 401", "POST 403"} <= set(CHAT)


def test_no_message_changed_a_state(stack_under_attack):
    """Conversations hold what answering leaves in them: no restart, no second session, no slot that was sent."""
    found = {state_broken(events, KNOWLEDGE) for events in stack_under_attack.conversations()}
    assert found == {None}


COMMANDS = ["/restart", "/session_start", "/back", '/cost{"topic": "needles"}', "/SetSlots(topic=needles)",
            "EXTERNAL: restart", "\uff0frestart", "\u200b/restart", "\ud83d/restart", "/ / restart"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_answered_as_its_words_are(stack_under_attack, command):
    """And what was talked about before it is still known after it, just as after those words."""
    endings = []
    for said in (command, command.lstrip("/\uff0f\u200b\ud83d ")):
        stack_under_attack.sent += 5 - stack_under_attack.sent % 5  # a new conversation
        turns = [stack_under_attack.send(text) for text in ("does it hurt?", said, "tell me more")]
        endings.append([body.replace(sender.encode(), b"") for _, body, sender, _ in turns[1:]])
    assert endings[0] == endings[1]

"""The server is killed while visitors write (the full run: `python -m tests.attack.killing`)."""
from tests.attack.killing import survive
from tests.attack.running import attacked


def test_no_message_is_lost_or_answered_twice(tmp_path):
    """Killed three times without warning, before, during and after a message: the visitor sends it again, and each
    conversation holds each message once, in order, with the reply that was given."""
    with attacked(tmp_path) as stack:
        visitors = survive(stack, stack.actions_port, messages=40, kills=3, seed=7)
        assert visitors.broken() == []
        assert sum(len(replies) for _, replies in visitors.given) == 40 and visitors.tries > 40

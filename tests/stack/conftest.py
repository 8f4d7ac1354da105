"""What the tests of starting and stopping share."""
from typing import Any, Dict, Iterator

import pytest

from faq.knowledge import Knowledge
from faq.store import load
from stack.run import free_port, started
from training.model import ready_model


@pytest.fixture(scope="session")
def project_knowledge() -> Knowledge:
    """The project's own data."""
    return load()


@pytest.fixture(scope="session")
def ports() -> Iterator[Dict[str, Any]]:
    """The stack on free ports, with the model for the present data."""
    rasa, actions = free_port(), free_port()
    with started(ready_model(), rasa, actions) as processes:
        yield {"rasa": rasa, "actions": actions, "processes": processes}

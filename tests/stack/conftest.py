"""What the tests of starting and stopping share."""
import pytest

from faq.knowledge import Knowledge
from faq.store import load


@pytest.fixture(scope="session")
def project_knowledge() -> Knowledge:
    """The project's own data."""
    return load()

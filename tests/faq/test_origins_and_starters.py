"""What data says of the chat on the clinic's website."""
import pytest

from faq.reply import facts
from tests.conftest import DataFolder


@pytest.mark.parametrize("written, origins", [
    ("{}", []), ("origins:", []), ("origins: []", []),
    ('origins: ["https://www.example.org"]', ["https://www.example.org"]),
    ('origins: ["HTTPS://Example.ORG:8443", "http://clinic.example"]', ["https://example.org:8443", "http://clinic.example"])])
def test_origins(folder: DataFolder, written: str, origins: list) -> None:
    """A list, or nothing; capitals do not count."""
    folder.write("clinic.yml", written)
    assert folder.load().clinic.origins == origins


@pytest.mark.parametrize("origin", ["www.example.org", "https://www.example.org/", "https://www.example.org/chat", "*",
                                    "https://*.example.org", "ftp://example.org", "https://", "https://exa mple.org",
                                    "https://example.org:port", "https://user@example.org", "null"])
def test_what_is_no_origin_is_refused(folder: DataFolder, origin: str) -> None:
    """With file, line and how to write it: a slip here would shut the chat out of the clinic's own pages."""
    folder.write("clinic.yml", f'phone: "1"\norigins:\n  - "https://good.example"\n  - "{origin}"\n')
    [problem] = folder.problems()
    assert problem.startswith("data/clinic.yml:4: 'origins.2'") and 'write "https://www.example.org"' in problem


def test_origins_are_no_fact_for_visitors(folder: DataFolder) -> None:
    """No answer can name them."""
    assert "origins" not in facts(folder.load())
    folder.topic("needles", "What are the needles like?", answer="See {origins}.", answer_without_facts="See us.")
    assert "nothing fills the placeholder {origins}" in folder.problems()[0]


def test_a_starter_must_be_a_topic(folder: DataFolder) -> None:
    """A slip is named with its line and the nearest topic."""
    folder.write("phrases.yml", (folder.path / "phrases.yml").read_text() + "starters:\n- cost\n- needels\n")
    line = folder.line("phrases.yml", "needels")
    [problem] = folder.problems()
    assert problem.startswith(f"data/phrases.yml:{line}: starters: 'needels' is no topic") and "needles" in problem


def test_the_project_begins_with_four(project) -> None:
    """As many as the chat shows, and none of them is talk."""
    assert len(project.phrases.starters) == 4
    assert all(project.topics[topic].group != "talk" for topic in project.phrases.starters)

"""What Rasa trains on: the data folder, beside Rasa's own files."""
import pytest

from faq.store import load
from nlu.answer_policy import next_action
from nlu.importer import TopicImporter, refuse_tensorflow


@pytest.fixture(scope="module")
def importer():
    return TopicImporter("config.yml", "domain.yml", ["data"])


def test_every_topic_is_an_intent(importer):
    """A file in data/faq/ is all that a topic needs."""
    assert set(load().topics) <= set(importer.get_domain().intents)


def test_questions_and_titles_are_examples(importer):
    """A tap on a suggestion sends the title, so it must be understood."""
    texts = {(message.get("text"), message.get("intent")) for message in importer.get_nlu_data().training_examples}
    topic = load().topics["cost"]
    assert all((text, "cost") in texts for text in (topic.title, *topic.questions))


def test_answers_are_no_training_data(importer):
    """Changing an answer's words asks for no new model."""
    answers = {topic.answer for topic in load().topics.values()}
    assert not answers & {message.get("text") for message in importer.get_nlu_data().training_examples}


def test_small_talk_comes_from_rasas_own_files(importer):
    """data/nlu.yml is read as Rasa reads it."""
    assert {"ask_more", "affirm", "deny", "acknowledge"} <= importer.get_nlu_data().intents


def test_a_component_that_needs_tensorflow_is_refused_with_advice():
    """One sentence that names the component and says how to install what it needs."""
    with pytest.raises(Exception, match="DIETClassifier.*pip install.*tensorflow"):
        refuse_tensorflow({"pipeline": [{"name": "DIETClassifier"}]})


@pytest.mark.parametrize("last, action", [(None, "action_answer"), ("action_listen", "action_answer"),
                                          ("action_answer", "action_listen"), ("action_more", "action_listen")])
def test_policy_answers_then_listens(last, action):
    """Every message meets an action; every action is followed by listening."""
    assert next_action(last) == action

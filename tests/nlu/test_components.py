"""Every component survives train, save, load."""
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from rasa.shared.nlu.training_data.message import Message

from nlu.answer_rule import AnswerRule, Rule, decide
from nlu.classifier import UNSEEN, Reading, TopicClassifier
from nlu.conditions import ConditionFinder, condition_matcher, find_conditions
from nlu.encoder import KEPT, VECTORS, Encoder, SentenceEncoder
from nlu.importer import topic_examples
from nlu.language import SpacyEnglish, parse
from nlu.urgency import UrgencyDetector

from .conftest import small_world


def test_condition_finder_carries_its_words(bench):
    """The words of the conditions travel with the model: loading reads no data file."""
    finder, message = bench.trained(ConditionFinder, small_world()), Message({"text": "my migrane"})
    finder.process(bench.create(SpacyEnglish).process([message]))
    assert message.get("entities")[0]["value"] == "migraine"


def test_urgency_detector_carries_its_signs(bench):
    """The signs of danger travel with the model."""
    data = bench.create(SentenceEncoder).process_training_data(small_world())
    detector, message = bench.trained(UrgencyDetector, data), Message({"text": "crushing feeling in my chest"})
    for part in (bench.create(SpacyEnglish), bench.create(SentenceEncoder), detector):
        part.process([message])
    assert message.get("urgent").urgent == "emergency"


def test_encoder_gives_one_unit_vector_a_text():
    """768 float32 numbers of length 1 each, in the order of the texts, also for an empty one."""
    vectors = Encoder().encode(["a much longer text about needles and pain", "", "pain"])
    assert vectors.shape == (3, 768) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_encoder_puts_like_beside_like():
    """Likeness goes by meaning, not by words."""
    hurts, painful, price = Encoder().encode(["does it hurt", "is acupuncture painful", "what is the price"])
    assert hurts @ painful > 2 * (hurts @ price)


def test_a_question_is_coloured_by_what_stands_around_it():
    """A long one is read in its place alone; a short one by itself as well."""
    encoder, dog = Encoder(), "My dog has been limping for a week and the vet wants an X-ray. "
    asked = "Would it be any use to have needles put in there at all, what do you think?"
    whole = f"{dog}{asked} How much is it?"
    vectors, pieces = encoder.encode_message(whole, [asked, "How much is it?"], ["about cats"], [dog.strip()])
    alone, price, about_dogs = encoder.encode([asked, "How much is it?", dog.strip()])
    assert vectors[asked] @ about_dogs > alone @ about_dogs + 0.05
    assert vectors["How much is it?"] @ price > 0.8
    assert list(vectors) == [whole, asked, "How much is it?", "about cats"] and list(pieces) == [whole, dog.strip()]
    assert np.allclose([np.linalg.norm(vector) for vector in vectors.values()], 1, atol=1e-3)


def test_a_question_behind_the_end_of_what_is_read_is_read_by_itself():
    """Of a message of 200 words the encoder reads little more than half."""
    asked = "Would it be any use to have needles put in there at all, what do you think?"
    vectors, _ = Encoder().encode_message(f"{'word ' * 200}{asked}", [asked], [], [])
    assert np.allclose(vectors[asked], Encoder().encode([asked])[0], atol=1e-3)


def test_what_came_lately_is_not_encoded_again(monkeypatch):
    """Of 500 texts, those that came last; the encoder keeps vectors, and not the words."""
    encoder, encoded = Encoder(), []
    monkeypatch.setattr(encoder, "encode", lambda texts: encoded.extend(texts) or np.ones((len(texts), 2)))
    texts = [str(number) for number in range(KEPT)]
    for text in (*texts, "0", "new", "0", "1"):
        encoder.by_itself([text])
    assert encoded == [*texts, "new", "1"], "the 0 had come again since, the 1 had to make room"
    assert all(isinstance(key, int) for key in encoder._lately)


def test_several_threads_may_read_at_once(monkeypatch):
    """Two visitors' messages are read at the same time, while what came longest ago makes room."""
    encoder = Encoder()
    monkeypatch.setattr(encoder, "encode", lambda texts: np.ones((len(texts), 2)))
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(lambda number: encoder.by_itself([str(number)]), range(8 * KEPT)))
    assert len(read) == 8 * KEPT and len(encoder._lately) == KEPT


def test_featurizer_serves_rasas_own_classifiers(bench):
    """The sentence feature stands where Rasa's components look for it: (1, 768)."""
    message = bench.create(SentenceEncoder).process([Message({"text": "does it hurt"})])[0]
    _, sentence = message.get_dense_features("text", [])
    assert sentence.features.shape == (1, 768) and list(message.get(VECTORS)) == ["does it hurt"]


def test_classifier_reads_alike_before_and_after_storing(bench):
    """What is loaded ranks a text as what was trained did."""
    data = bench.create(SentenceEncoder).process_training_data(small_world())
    bench.create(TopicClassifier).train(data)
    one, other = bench.load(TopicClassifier), bench.load(TopicClassifier)
    vectors = Encoder().encode(["fees"])
    assert one.model.read(["fees"], vectors)[0].ranking == other.model.read(["fees"], vectors)[0].ranking


def test_classifier_leaves_signals_for_the_rule(bench):
    """Each example bears the signals it would have given, had its ask or its topic been left out."""
    data = bench.create(SentenceEncoder).process_training_data(small_world())
    data = bench.trained(TopicClassifier, data).process_training_data(data)
    assert all(found.shape == (12,) for message in topic_examples(data) for _, _, found in message.get(UNSEEN))
    assert {kind for message in topic_examples(data) for kind, _, _ in message.get(UNSEEN)} == {"ask", "topic"}


def test_messages_of_danger_are_no_examples_of_topics(bench):
    """The topics are learned from their own questions; signs of danger are not among them."""
    data = bench.create(SentenceEncoder).process_training_data(small_world())
    assert bench.trained(TopicClassifier, data).model.topics == ["cost", "hours", "what_it_feels_like"]


def test_rule_decides_by_two_cut_offs():
    """Above the first: answer one topic. Between: offer three. Below: refuse."""
    rule = Rule(np.zeros(1), np.ones(1), np.ones(1), 0.0, answer_above=0.6, offer_above=0.1)
    ranking = [(topic, 0.2) for topic in "abcde"]
    decisions = [decide("x", Reading(ranking, np.array([odds])), rule) for odds in (2.0, 0.0, -4.0)]
    assert [each["decision"] for each in decisions] == ["answer", "offer", "refuse"]
    assert [len(each["topics"]) for each in decisions] == [1, 3, 3]


def test_rule_takes_its_costs_from_the_configuration(bench):
    """config.yml is the one place where a clinic sets how careful the assistant is."""
    data = bench.create(SentenceEncoder).process_training_data(small_world())
    data = bench.trained(TopicClassifier, data).process_training_data(data)
    assert bench.trained(AnswerRule, data, wrong=10).rule.answer_above == 0.9


def test_a_message_is_read_by_words_older_than_the_matcher():
    """Messages may have been read before the conditions were known: their Vocab then lacks the conditions' ids."""
    doc = parse("my odd ache")
    [entity] = find_conditions(doc, condition_matcher({"odd ache": "condition_of_this_test"}))
    assert (entity["value"], entity["start"], entity["end"]) == ("condition_of_this_test", 3, 11)

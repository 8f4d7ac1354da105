"""A conversation as it is shown again, by docs/chat-contract.md."""
import logging
from uuid import uuid4

from channels.links import linked
from faq.alarm import alarm_reply
from faq.reply import phrase
from tests.channels.conftest import ANSWER, CUSTOM

THIN = "Are they thin?"
SOURCE = {"title": "What nhs says", "publisher": "nhs", "url": None, "date": None}
REPLY = {"texts": [ANSWER], "topics": ["needles"], "urgent": None, "suggestions": [], "sources": [],
         "reviewed": "2026-11-24", "more": True}


def said(site, name):
    """The texts of a phrase, with the clinic's number to tap."""
    knowledge = site.data.current()
    return [linked(phrase(knowledge, name), knowledge.clinic)]


def test_the_conversation_is_shown_again_in_order(site):
    """Oldest first, each message with its reply, the sources as the data names them; nobody else's."""
    site.answers.update({f"Question {number}?": [ANSWER, CUSTOM] for number in range(5)})
    token, other = site.session(), site.session()
    for number in range(5):
        site.say(token, f"Question {number}?")
        site.say(other, THIN)
    turns = site.history(token)
    assert [turn["text"] for turn in turns] == [f"Question {number}?" for number in range(5)]
    assert [turn["reply"] for turn in turns] == [{**REPLY, "sources": [SOURCE]}] * 5
    assert sorted(turn["time"] for turn in turns) == [turn["time"] for turn in turns]


def test_the_conversation_is_shown_again_after_a_restart(site):
    """With the same token, from the disk."""
    token = site.session()
    site.say(token, THIN)
    before = site.history(token)
    site.stop()
    site.start()
    assert site.history(token) == before and len(before) == 1


def test_a_new_visitor_has_no_history(site):
    """An empty list."""
    assert site.history(site.session()) == []


def test_an_unanswered_message_is_an_outage_also_when_it_is_shown_again(site):
    """The action server was down: the visitor's words stay, with the sentence that was said."""
    token = site.session()
    now = site.say(token, "Is anybody there?").body["reply"]
    [turn] = site.history(token)
    assert turn["text"] == "Is anybody there?" and turn["reply"] == now and now["texts"] == said(site, "outage")


def test_an_unanswered_message_sent_again_is_asked_again(site):
    """And stands in the conversation once, with its answer."""
    token, id = site.session(), str(uuid4())
    site.say(token, "Is it open?", id)
    site.say(token, THIN)
    site.answers["Is it open?"] = [ANSWER, CUSTOM]
    assert site.say(token, "Is it open?", id).body["reply"]["texts"] == [ANSWER]
    assert [turn["text"] for turn in site.history(token)] == ["Is it open?", THIN] and site.heard.count("Is it open?") == 2


def test_danger_without_an_answer_is_still_danger_when_it_is_shown_again(site):
    """The urgent answer stands there, not the outage."""
    site.alarms["my chest hurts"] = ["emergency"]
    token = site.session()
    site.say(token, "my chest hurts")
    knowledge = site.data.current()
    reply = site.history(token)[0]["reply"]
    assert reply["texts"] == alarm_reply(["emergency"], knowledge).texts and reply["urgent"] == "emergency"


def test_a_message_that_rasa_broke_off_is_kept(site, caplog):
    """Rasa did not save it; the visitor's words are not lost all the same."""
    async def fail():
        raise RuntimeError("broken")

    token = site.session()
    site.before = fail
    with caplog.at_level(logging.CRITICAL):
        reply = site.say(token, THIN)
    assert reply.body["reply"]["texts"] == said(site, "outage")
    assert [turn["text"] for turn in site.history(token)] == [THIN]


def test_words_that_were_changed_since_are_not_shown_again(site):
    """The guard looks at the history too: in their place stands a phrase."""
    token = site.session()
    site.say(token, THIN)
    site.folder.change("faq/needles.yml", ANSWER, "They are thin, and made of steel.")
    [turn] = site.history(token)
    assert turn["reply"]["texts"] == said(site, "revised") and turn["reply"]["topics"] == []


def test_a_changed_urgent_answer_is_shown_as_it_is_now(site):
    """In danger, the old words are replaced by the new ones."""
    knowledge = site.data.current()
    site.alarms["my chest hurts"] = ["emergency"]
    old = alarm_reply(["emergency"], knowledge)
    site.answers["my chest hurts"] = [*old.texts, old.custom(knowledge)]
    token = site.session()
    site.say(token, "my chest hurts")
    site.folder.change("urgent.yml", "Call {emergency} now.", "Ring {emergency} now.")
    assert site.history(token)[0]["reply"]["texts"] == ["Ring US-911 now."]


def test_a_reply_is_cut_into_paragraphs_alike(site):
    """Now and when it is shown again."""
    site.folder.topic("needles", "What are the needles like?", answer="One.\n\nTwo.", related=["cost"])
    site.answers[THIN] = ["One.\n\nTwo.", CUSTOM]
    token = site.session()
    assert site.say(token, THIN).body["reply"]["texts"] == site.history(token)[0]["reply"]["texts"] == ["One.", "Two."]


def test_more_is_offered_until_it_has_been_told(site):
    """The widget shows a button for "tell me more" only where there is more."""
    site.answers["Tell me more"] = ["They are made of steel.", CUSTOM]
    token = site.session()
    assert [site.say(token, text).body["reply"]["more"] for text in (THIN, "Tell me more")] == [True, False]
    assert [turn["reply"]["more"] for turn in site.history(token)] == [True, False]

"""action_answer: answers what was understood, offers what may be meant, or says that it was not understood."""
from dataclasses import replace
from typing import Any, Dict, List, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Memory, Turn, say, store, turn_of
from actions.vetted import about_conditions, answer
from faq.alarm import with_see_doctor
from faq.knowledge import Knowledge
from faq.reply import MOST_SUGGESTED, Reply, phrase

PATIENCE = 3  # misses in a row after which a person is offered


def reply_to(turn: Turn, knowledge: Knowledge) -> Tuple[Reply, Memory]:
    """-> (what is said, what is remembered)."""
    questions = turn.understood["questions"]
    answered = [each["topics"][0] for each in questions
                if each["decision"] == "answer" and each["topics"][0] in knowledge.topics]
    if answered:
        reply = answer(answered, turn.understood["conditions"], knowledge)
        missed = [each for each in questions if each["decision"] != "answer" or each["topics"][0] not in answered]
        if missed:
            reply.texts.append(phrase(knowledge, "partly"))
            reply.suggestions = _known(missed, knowledge, reply.topics) + reply.suggestions
        memory = remembered(turn, reply.topics, knowledge)
    else:
        reply, memory = not_understood(turn, knowledge)
    if turn.understood["urgent"] == "see_doctor":
        reply, memory = with_see_doctor(reply if answered else Reply([]), knowledge), replace(memory, misses=0)
    return reply, memory


def remembered(turn: Turn, topics: List[str], knowledge: Knowledge) -> Memory:
    """The topic answered last, with its question; a question that was read with the one before leaves that standing, and
    "thanks" leaves all as it was."""
    memory = replace(turn.memory, misses=0)
    if not topics:
        return replace(memory, topic=None)  # under review: there is nothing to read on about
    told = [topic for topic in topics if knowledge.topics[topic].group != "talk"]
    if not told:
        return memory
    memory = replace(memory, topic=told[-1], told_more=False)
    asked = next(each for each in turn.understood["questions"]
                 if each["decision"] == "answer" and each["topics"][0] == told[-1])
    return memory if asked.get("within") else replace(memory, question=asked["text"], condition=turn.condition)


def not_understood(turn: Turn, knowledge: Knowledge) -> Tuple[Reply, Memory]:
    """Says so plainly, with up to three topics that may be meant; the third time in a row, with a person instead."""
    questions, misses = turn.understood["questions"], turn.memory.misses + 1
    suggestions = _known(questions, knowledge, [])
    offered = any(each["decision"] == "offer" for each in questions)
    if misses >= PATIENCE:
        name = "still_unsure"
    elif offered:
        name = "unsure" if suggestions else "unsure_alone"
    else:
        name = "out_of_scope"
    lead = about_conditions(suggestions, turn.understood["conditions"], knowledge) if name == "unsure" else Reply([])
    reply = Reply([*lead.texts, phrase(knowledge, name)], suggestions=suggestions, sources=lead.sources,
                  reviewed=lead.reviewed)
    return reply, replace(turn.memory, misses=misses)


def _known(questions: List[Dict[str, Any]], knowledge: Knowledge, without: List[str]) -> List[str]:
    """The likeliest topics of questions that were not answered, each question's first before any's second."""
    likely = [[topic for topic in each["topics"] if topic in knowledge.topics and topic not in without
               and knowledge.topics[topic].group != "talk"] for each in questions]
    turns = [topics[rank] for rank in range(MOST_SUGGESTED) for topics in likely if rank < len(topics)]
    return list(dict.fromkeys(turns))[:MOST_SUGGESTED]


class ActionAnswer(Action):
    """Run for every topic, and for messages that were not understood (nlu/answer_policy.py)."""

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
                  ) -> List[Dict[str, Any]]:
        turn = turn_of(tracker)
        topics = [topic for each in turn.understood["questions"] for topic in each["topics"][:1]]
        knowledge = store().current(topics)
        reply, memory = reply_to(turn, knowledge)
        return say(reply, knowledge, memory, dispatcher)

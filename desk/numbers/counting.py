"""What is counted of the assistant's file (privacy/database.py), in SQL.

Every statement takes a span's :begin and :end. SQLite is told where to begin, which it does not guess well: NOT INDEXED,
since all rows in their order are read faster than most rows by the index of kinds; CROSS JOIN, to join in the order that is
written; a plus before a column whose index would lead through other conversations. Some are 15 times as fast by that.
"""
from enum import Enum

from desk.numbers.spans import By, Span, midnight, offsets, pieces, utc
from desk.numbers.words import MOST_MESSAGES

# What is said between questions: topics of data/faq/, and intents of domain.yml.
SMALL_TALK = ("greet", "thanks", "goodbye", "affirm", "deny", "acknowledge", "all_is_well")


class Outcome(str, Enum):
    """What became of a message; the worst of its questions counts. Its place in this list stands for it in SQL."""

    ANSWERED = "answered"
    OFFERED = "offered"      # topics were offered, since the assistant was not sure
    REFUSED = "refused"      # not understood, or out of scope: it, or a part of it
    EMERGENCY = "emergency"  # it told of a danger
    CRISIS = "crisis"
    TALK = "talk"            # no question


OUTCOMES = tuple(Outcome)
PLACES = 8  # a piece's number times this, plus an outcome's, is one number for both: SQLite sorts that faster than two
_TALK = ", ".join(f"""'["{name}"]'""" for name in SMALL_TALK)
OUTCOME = f"""CASE WHEN m.urgent = 'emergency' THEN 3 WHEN m.urgent = 'crisis' THEN 4
    WHEN m.decision = '["answer"]' THEN CASE WHEN m.topics IN ({_TALK}) THEN 5 ELSE 0 END
    WHEN instr(m.decision, 'refuse') THEN 2 WHEN instr(m.decision, 'offer') THEN 1
    WHEN instr(m.decision, 'answer') OR m.urgent = 'see_doctor' THEN 0 ELSE 2 END"""

WITHIN = "m.time >= :begin AND m.time < :end"
ASKED = f"FROM messages m NOT INDEXED WHERE m.kind IN ('question', 'suggestion') AND {WITHIN}"
# The topics that a message was answered with.
REPLY = "(SELECT r.topics FROM messages r WHERE r.conversation = m.conversation AND r.id > m.id AND +r.kind = 'reply' " \
        "ORDER BY r.id LIMIT 1)"
JUDGED = f"""(SELECT m.time, f.helpful, {REPLY} AS topics FROM feedback f
    CROSS JOIN messages m ON m.conversation = f.conversation AND m.message = f.message WHERE {WITHIN})"""

OLDEST = "SELECT time FROM messages ORDER BY id LIMIT 1"
ANSWERED = f"""SELECT t.value, count(*) FROM messages m NOT INDEXED CROSS JOIN json_each(m.topics) t
    WHERE m.kind = 'reply' AND {WITHIN} GROUP BY 1"""
HELPED = f"SELECT t.value, sum(j.helpful), count(*) FROM {JUDGED} j CROSS JOIN json_each(j.topics) t GROUP BY 1"
HANDOVERS = f"SELECT m.text, count(*) FROM messages m WHERE m.kind = 'handover' AND {WITHIN} GROUP BY 1"
UNANSWERED = f"SELECT m.text {ASKED} AND m.kind = 'question' AND {OUTCOME} = 2 ORDER BY m.id DESC LIMIT {MOST_MESSAGES}"

# :windows: JSON, [[number, topic, begins, at, ends], ...]; the second column is 1 for what came after `at`.
_WINDOWS = """WITH w AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS number, json_extract(value, '$[1]') AS topic,
    json_extract(value, '$[2]') AS begins, json_extract(value, '$[3]') AS at, json_extract(value, '$[4]') AS ends
    FROM json_each(:windows))"""
ANSWERED_BESIDE = f"""{_WINDOWS} SELECT w.number, m.time >= w.at, count(*)
    FROM messages m NOT INDEXED CROSS JOIN json_each(m.topics) t
    CROSS JOIN w ON w.topic = t.value AND m.time >= w.begins AND m.time < w.ends
    WHERE m.kind = 'reply' AND {WITHIN} GROUP BY 1, 2"""
HELPED_BESIDE = f"""{_WINDOWS} SELECT w.number, j.time >= w.at, sum(j.helpful), count(*)
    FROM {JUDGED} j CROSS JOIN json_each(j.topics) t
    CROSS JOIN w ON w.topic = t.value AND j.time >= w.begins AND j.time < w.ends GROUP BY 1, 2"""


def outcomes_by(span: Span, by: By) -> str:
    """-> rows of (a piece's number * PLACES + an outcome's place, how many messages)."""
    piece = _hour(span) if by is By.HOUR else _piece(span)
    return f"SELECT {piece} * {PLACES} + {OUTCOME}, count(*) {ASKED} GROUP BY 1"


def _piece(span: Span) -> str:
    """The number of the piece that a message falls into: by halves, which is faster than to reckon its local time (0.1 s
    instead of 0.2 for 100,000 messages), and right where clocks change."""
    moments = [utc(midnight(day, span.zone)) for day in pieces(span)]

    def among(low: int, high: int) -> str:
        if low == high:
            return str(low)
        middle = (low + high + 1) // 2
        return f"CASE WHEN m.time < '{moments[middle]}' THEN {among(low, middle - 1)} ELSE {among(middle, high)} END"

    return f"({among(0, len(moments) - 1)})"


def _hour(span: Span) -> str:
    """The clinic's hour of a message."""
    (_, ahead), *changes = offsets(span)
    known = "".join(f"WHEN m.time >= '{moment}' THEN {minutes} " for moment, minutes in reversed(changes))
    minutes = f"CASE {known} ELSE {ahead} END" if known else str(ahead)
    return f"((substr(m.time, 12, 2) * 60 + substr(m.time, 15, 2) + {minutes} + 1440) / 60 % 24)"

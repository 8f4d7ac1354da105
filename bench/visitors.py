"""What the visitors of `make load` say: conversations like those of a clinic's website, drawn by lot."""
from random import Random
from typing import Dict, List, Optional, Sequence

SHORTEST, LONGEST = 3, 6  # messages of one conversation
SECONDS = (10.0, 20.0)    # to read an answer and write the next message: 15 on average
FEEDBACK, RELOAD = 0.15, 0.1  # after so many of the answers
SUGGESTION, FOLLOW_UP = 0.35, 0.35  # of the messages after the first; the others are questions of their own
THANKS = 0.5                  # of the last messages
# Beside the questions of the data, which have few slips and no names: what leans on the answer before, and longer messages.
# Filled in by lot, since few people write the same words and the encoder remembers those that came lately.
FOLLOW_UPS = (
    "tell me more", "why", "yes please", "does that hurt", "and how much is it?", "how long does it last then",
    "and for {part} pain?", "what about my {part}", "is that safe for my {part} if i'm pregnant",
    "how often would i have to come for a bad {part}", "no, I meant for children with a sore {part}",
    "what if I'm scared of needels in my {part}", "can I drive home afterwards, it's my {part}",
    "My doctor said I should try it for my {part}, it has hurt since {month}. How many sessions would that be?",
    "my name is Maria Gonzalez and I have athritis in my {part} since {month}, can you help with that?",
    "Do I need to bring anything in {month}? And can my daughter come along, she has a sore {part}?")
PARTS = ("knee", "neck", "shoulder", "lower back", "hip", "elbow", "jaw", "foot", "wrist", "head", "ankle", "thumb", "calf",
         "heel", "upper back", "hand")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
THANKED = ("thanks", "ok thank you", "Great, thanks a lot!", "bye")


class Conversation:
    """One visitor's, from opening the chat on. `questions`: what there is to ask."""

    def __init__(self, questions: Sequence[str], lot: Random) -> None:
        self.questions, self.lot, self.said = questions, lot, 0
        self.length = lot.randint(SHORTEST, LONGEST)

    def next(self, offered: Sequence[str]) -> Optional[str]:
        """The next message, None at the end. `offered`: titles of what the chat proposes now."""
        self.said += 1
        if self.said > self.length:
            return None
        if self.said == self.length and self.lot.random() < THANKS:
            return self.lot.choice(THANKED)
        drawn = self.lot.random()
        if offered and drawn < SUGGESTION:
            return self.lot.choice(offered)
        if self.said > 1 and drawn < SUGGESTION + FOLLOW_UP:
            return self.lot.choice(FOLLOW_UPS).format(part=self.lot.choice(PARTS), month=self.lot.choice(MONTHS))
        return self.lot.choice(self.questions)


def titles(suggestions: Sequence[Dict[str, str]]) -> List[str]:
    """Of a session's starters, or of a reply's suggestions."""
    return [each["title"] for each in suggestions]

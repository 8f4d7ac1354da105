"""What the stand-in answers: nothing vetted, only shaped like the real thing (docs/chat-contract.md)."""
from typing import Any, Dict

SOURCE = {"title": "Acupuncture: Effectiveness and Safety", "publisher": "NCCIH", "url": "https://example.org/nccih",
          "date": "October 2022"}


def reply(*texts: str, **changed: Any) -> Dict[str, Any]:
    """A plain answer with nothing around it."""
    return {"texts": list(texts), "topics": ["needles"], "urgent": None, "suggestions": [], "sources": [], "reviewed": None,
            "more": False, **changed}


def suggestion(title: str) -> Dict[str, str]:
    return {"topic": title.lower().replace(" ", "_"), "title": title}


STARTERS = [suggestion(title) for title in ("Does it hurt?", "What does it cost?", "Is it safe?", "How many sessions?")]
FULL = reply("Most people feel **very little**. The needles are about as thin as a hair.\n\nPeople say it feels like:\n"
             "- a light tap\n- a dull ache\n- nothing at all\n\nMore is in [this leaflet](https://example.org/leaflet).",
             suggestions=[suggestion("What are the needles like?"), suggestion("Is it safe?")], sources=[SOURCE],
             reviewed="2026-11-24", more=True)
EMERGENCY = reply("What you describe **can be an emergency**. Call [911](tel:911) now.", "Do not drive yourself.",
                  topics=[], urgent="emergency", sources=[SOURCE], reviewed="2026-11-24")
CRISIS = reply("I am glad that you wrote this. Call or text [988](tel:988) now.", topics=[], urgent="crisis")
UNSURE = reply("I am not sure what you mean. Is it one of these?", topics=[], suggestions=STARTERS[:3])
LONG = reply("\n\n".join(f"Paragraph {number} of a long answer, which is longer than the chat is high, so that its "
                         f"beginning and its end are never in sight together." for number in range(1, 16)))
EVIL = reply('<img src=x onerror="document.title=\'broken into\'"> <b>bold?</b> [tap](javascript:document.title=1) '
             '[file](data:text/html,x) **<i>x</i>** [mail](mailto:a@example.org) &amp; <script>document.title=2</script>')
WORDS = {"hurt": FULL, "chest pain": EMERGENCY, "want to die": CRISIS, "long": LONG, "evil": EVIL, "xyzzy": UNSURE}


def reply_to(text: str) -> Dict[str, Any]:
    """By the first of the words above that stands in the message."""
    return next((answer for word, answer in WORDS.items() if word in text.lower()), reply(f"The answer to: {text}"))

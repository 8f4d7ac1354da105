"""What can be tapped where an answer says it: the clinic's number, its e-mail address, its pages."""
import re
from typing import Dict

from faq.knowledge import Clinic

LETTER = re.compile(r"[A-Za-z]")
# What a clinic writes may be none: "our website", "ask at the desk".
ADDRESS = re.compile(r"tel:\+?\d+|mailto:[^\s()]+@[^\s()]+|https?://[^\s()]+\.[^\s()]+", re.IGNORECASE)


def telephone(number: str) -> str:
    """`tel:` and the digits of a number as a person writes it, up to the first letter (an extension)."""
    return "tel:" + re.sub(r"[^\d+]", "", LETTER.split(number)[0])


def linked(text: str, clinic: Clinic) -> str:
    """The text with the clinic's facts marked as links (docs/chat-contract.md); its words stay as they are."""
    addresses = _addresses(clinic)
    if not addresses:
        return text
    # The longest first, since the page for bookings begins with the website; none within a longer word or address.
    facts = "|".join(re.escape(fact) for fact in sorted(addresses, key=len, reverse=True))
    alone = rf"(?<![\w@./\[-])(?:{facts})(?![\w@/\]-]|\.\w)"
    return re.sub(alone, lambda found: f"[{found[0]}]({addresses[found[0]]})", text)


def _addresses(clinic: Clinic) -> Dict[str, str]:
    """By the words that stand in an answer."""
    found = {}
    if clinic.phone:
        found[clinic.phone] = telephone(clinic.phone)
    if clinic.email:
        found[clinic.email] = f"mailto:{clinic.email}"
    for page in filter(None, (clinic.website, clinic.booking_link)):
        found[page] = page if re.match("https?:", page, re.IGNORECASE) else f"https://{page}"
    return {fact: address for fact, address in found.items() if ADDRESS.fullmatch(address)}

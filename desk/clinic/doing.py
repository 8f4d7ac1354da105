"""Changing the facts and the sources: each is one transaction, asks desk/policies.py first, and writes the file last.

What may not be done raises Refused; what the data is not in order with, DataError (Changed: the file is not as it was
shown). Nothing is done then.
"""
import re
from datetime import date
from typing import Any, Iterable, List, Optional

from django.db import transaction
from django.utils.text import slugify

from desk.answers.models import Source as Row
from desk.answers.publishing import person, reader
from desk.clinic.models import record
from desk.policies import Act, check_may
from faq.knowledge import Clinic, Source
from faq.publisher import publish_clinic, publish_source

KEY_LIMIT = 40  # characters; a number may follow


@transaction.atomic
def save_facts(user: Any, clinic: Clinic, instead_of: Clinic) -> List[str]:
    """-> the names of the facts that changed."""
    check_may(person(user), Act.MANAGE)
    changed = record(user, instead_of, clinic)
    if changed:
        publish_clinic(reader(), clinic, date.today(), instead_of)
    return changed


@transaction.atomic
def save_source(user: Any, key: str, source: Source, instead_of: Optional[Source]) -> List[str]:
    """Adds one (`instead_of`: None) or corrects one. -> the names of the values that changed."""
    check_may(person(user), Act.APPROVE)
    changed = record(user, instead_of, source, source=key)
    if changed:
        Row.objects.update_or_create(key=key, defaults={name: value or "" for name, value in source.dict().items()})
        publish_source(reader(), key, source, date.today(), instead_of)
    return changed


def key_for(publisher: str, title: str, taken: Iterable[str]) -> str:
    """A short name: NHS, Back pain -> nhs-back-pain, cut between words, with a number if that is taken."""
    words = slugify(f"{publisher} {title}").strip("-_") or "source"
    name = words if len(words) <= KEY_LIMIT else re.sub(r"-[^-]*$", "", words[:KEY_LIMIT + 1])[:KEY_LIMIT].strip("-_")
    known = set(taken)
    return next(each for each in (name, *(f"{name}-{number}" for number in range(2, len(known) + 3))) if each not in known)

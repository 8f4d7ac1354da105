"""Who may do what at the desk, and why not: plain functions, with no request, form or table in sight."""
from dataclasses import dataclass
from enum import Enum
from typing import Dict, FrozenSet, Optional, Tuple


class Role(str, Enum):
    """What an account is for; its value is the name of the group that a manager puts it into."""

    READER = "Readers"        # looks on
    EDITOR = "Editors"        # writes drafts and hands them in
    CLINICIAN = "Clinicians"  # approves, or sends back
    MANAGER = "Managers"      # accounts, the clinic's settings, and bringing back an earlier state


class Act(str, Enum):
    READ = "read"
    DRAFT = "draft"          # write an answer and hand it in
    APPROVE = "approve"      # approve what was handed in, or send it back
    BRING_BACK = "bring back"  # put an earlier approved state back into service
    TRAIN = "train"          # have the assistant learn from the questions as they are now
    MANAGE = "manage"        # accounts and settings


ALLOWED: Dict[Role, FrozenSet[Act]] = {
    Role.READER: frozenset({Act.READ}),
    Role.EDITOR: frozenset({Act.READ, Act.DRAFT, Act.TRAIN}),
    Role.CLINICIAN: frozenset({Act.READ, Act.DRAFT, Act.TRAIN, Act.APPROVE}),
    Role.MANAGER: frozenset({Act.READ, Act.TRAIN, Act.BRING_BACK, Act.MANAGE}),
}


class Refused(Exception):
    """What may not be done; its text says why and what to do, in a sentence for whoever tried."""


@dataclass(frozen=True)
class Person:
    """An account. `name`: as it will stand under the answer."""

    id: int
    name: str
    roles: FrozenSet[Role]


@dataclass(frozen=True)
class Change:
    """What is to go out. `authors`: the accounts that wrote any of it since what is live; `problems`: what is wrong with it
    (faq.publisher.problems_with), a sentence each."""

    authors: FrozenSet[int]
    problems: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Approval:
    """That somebody approved exactly these words. `same`: whether they still are what is to go out; `was_live`: whether
    visitors have had them before."""

    by: Person
    same: bool
    was_live: bool = False


def check_may(person: Person, act: Act) -> None:
    """Raises Refused unless one of the person's roles allows it."""
    if not any(act in ALLOWED[role] for role in person.roles):
        allowed = " or ".join(sorted(role.value for role in Role if act in ALLOWED[role]))
        raise Refused(f"To {act.value} is for {allowed}, and this account is not among them. A manager can change that.")


def may(person: Person, act: Act) -> bool:
    """Twin of check_may, for what is shown."""
    return _allows(check_may, person, act)


def check_may_approve(person: Person, change: Change, own_allowed: bool) -> None:
    """Raises Refused unless this person may approve this change. `own_allowed`: the clinic's setting."""
    check_may(person, Act.APPROVE)
    if person.id in change.authors and not own_allowed:
        raise Refused("You wrote some of this yourself, so another clinician has to approve it.")
    if change.problems:
        raise Refused("This cannot be approved yet: " + " ".join(change.problems))


def may_approve(person: Person, change: Change, own_allowed: bool) -> bool:
    """Twin of check_may_approve, for what is shown. Problems do not hide the button: pressing it tells them."""
    return _allows(check_may_approve, person, Change(change.authors), own_allowed)


def check_may_go_out(change: Change, approval: Optional[Approval], own_allowed: bool) -> None:
    """Raises Refused unless visitors may read this. The last question before a file is written, whoever asks."""
    if approval is None:
        raise Refused("Nobody has approved this. Hand it in, and a clinician can approve it.")
    if not approval.same:
        raise Refused("This was changed after it had been approved. Hand it in again.")
    if not approval.was_live:
        check_may_approve(approval.by, change, own_allowed)
    elif change.problems:  # who approved it then may have left since
        raise Refused("This cannot come back as it was: " + " ".join(change.problems))


def check_may_use(person: Person, unsafe: bool) -> None:
    """Raises Refused unless this person may have another model answer visitors. `unsafe`: it was seen to hear people in
    danger worse, or a written conversation goes wrong with it."""
    check_may(person, Act.BRING_BACK)
    if unsafe:
        raise Refused("This model misses people in danger, or a conversation that must go well goes wrong with it, so "
                      "nobody can put it into service. Change the questions, and a new one is trained.")


def _allows(check: object, *what: object) -> bool:
    try:
        check(*what)  # type: ignore[operator]
    except Refused:
        return False
    return True

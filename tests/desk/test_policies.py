"""Who may do what: the whole table, and the reasons."""
from contextlib import nullcontext
from typing import ContextManager, Optional

import pytest

from desk.policies import (
    ALLOWED,
    Act,
    Approval,
    Change,
    Person,
    Refused,
    Role,
    check_may,
    check_may_approve,
    check_may_go_out,
    check_may_use,
    may,
    may_approve,
)

TABLE = """
            read  draft  approve  bring back  train  manage
Readers     yes   -      -        -           -      -
Editors     yes   yes    -        -           yes    -
Clinicians  yes   yes    yes      -           yes    -
Managers    yes   -      -        yes         yes    yes
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]
ACTS = [Act.READ, Act.DRAFT, Act.APPROVE, Act.BRING_BACK, Act.TRAIN, Act.MANAGE]


def someone(number: int = 1, *roles: Role) -> Person:
    return Person(number, "Somebody", frozenset(roles))


def refused(why: Optional[str]) -> ContextManager:
    """What is done in it is refused for this reason; None: it is not refused."""
    return pytest.raises(Refused, match=why) if why else nullcontext()


CLINICIAN = someone(1, Role.CLINICIAN)
OTHERS, OWN = Change(frozenset({2})), Change(frozenset({1, 2}))
BROKEN = Change(frozenset({2}), ("'sources' is missing.",))


def test_the_table_is_whole():
    """Every role and every act has its place."""
    assert [row[0] for row in ROWS] == [role.value for role in Role] and set(ACTS) == set(Act)
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_each_role_may(row):
    """As the table says; and the twin that raises says the same."""
    for act, said in zip(ACTS, row[1:]):
        assert may(someone(1, Role(row[0])), act) == (said == "yes")
        if said != "yes":
            with pytest.raises(Refused, match=f"To {act.value} is for .*and this account is not"):
                check_may(someone(1, Role(row[0])), act)


def test_who_has_no_role_may_nothing_and_who_has_two_may_both():
    """An account is given what it may; nothing is taken for granted."""
    assert not any(may(someone(), act) for act in Act)
    both = someone(1, Role.EDITOR, Role.MANAGER)
    assert may(both, Act.DRAFT) and may(both, Act.MANAGE) and not may(both, Act.APPROVE)


@pytest.mark.parametrize("person, change, own_allowed, why", [
    (CLINICIAN, OTHERS, False, None),
    (CLINICIAN, OWN, False, "You wrote some of this yourself"),
    (CLINICIAN, OWN, True, None),
    (CLINICIAN, BROKEN, False, "cannot be approved yet: 'sources' is missing"),
    (CLINICIAN, BROKEN, True, "cannot be approved yet"),
    (someone(1, Role.EDITOR), OTHERS, True, "To approve is for Clinicians"),
    (someone(1, Role.MANAGER), OTHERS, True, "To approve is for Clinicians"),
    (someone(), OTHERS, True, "To approve is for Clinicians"),
])
def test_who_may_approve(person, change, own_allowed, why):
    """A clinician, what others wrote and what is in order."""
    with refused(why):
        check_may_approve(person, change, own_allowed)


def test_the_button_is_there_although_something_is_missing():
    """So that pressing it can say what."""
    assert may_approve(CLINICIAN, BROKEN, False) and not may_approve(CLINICIAN, OWN, False)


@pytest.mark.parametrize("change, approval, own_allowed, why", [
    (OTHERS, Approval(CLINICIAN, True), False, None),
    (OWN, Approval(CLINICIAN, True), True, None),
    (OTHERS, None, True, "Nobody has approved this"),
    (OTHERS, Approval(CLINICIAN, False), True, "changed after it had been approved"),
    (OWN, Approval(CLINICIAN, True), False, "You wrote some of this yourself"),
    (BROKEN, Approval(CLINICIAN, True), True, "'sources' is missing"),
    (OTHERS, Approval(someone(1, Role.EDITOR), True), True, "To approve is for Clinicians"),
])
def test_what_may_go_out(change, approval, own_allowed, why):
    """Only what a clinician approved who still is one, word for word, and what is in order now."""
    with refused(why):
        check_may_go_out(change, approval, own_allowed)


@pytest.mark.parametrize("person, unsafe, why", [
    (someone(1, Role.MANAGER), False, None),
    (someone(1, Role.CLINICIAN, Role.EDITOR), False, "To bring back is for Managers"),
    (someone(1, *Role), True, "misses people in danger"),
])
def test_another_model(person, unsafe, why):
    """A manager may have it answer; nobody one that was seen to miss people in danger."""
    with refused(why):
        check_may_use(person, unsafe)

"""A desk over a small data folder, and its people."""
from typing import Any, Callable

import pytest
from django.conf import Settings
from django.contrib.auth.models import Group, User

from desk.answers.importing import read_data
from desk.answers.models import Topic
from desk.policies import Role
from desk.roles import make_groups, make_workflow
from tests.conftest import DataFolder

PASSWORD = "a long word for tests"


@pytest.fixture
def desk(db: None, folder: DataFolder, settings: Settings) -> DataFolder:
    """The desk has read this data folder."""
    settings.FAQ_DATA, settings.FAQ_MODELS = folder.path, folder.path.parent / "models"
    make_groups()
    make_workflow()
    read_data()
    return folder


@pytest.fixture
def account(desk: DataFolder) -> Callable[..., User]:
    """Makes accounts: `account("ana", Role.EDITOR)`."""

    def make(name: str, *roles: Role, **more: Any) -> User:
        user = User.objects.create_user(name, password=PASSWORD, first_name=name.capitalize(), last_name="Example", **more)
        user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
        return user

    return make


@pytest.fixture
def editor(account: Callable[..., User]) -> User:
    return account("eve", Role.EDITOR)


@pytest.fixture
def clinician(account: Callable[..., User]) -> User:
    return account("cleo", Role.CLINICIAN)


@pytest.fixture
def needles(desk: DataFolder) -> Topic:
    """The row of a topic that is live."""
    return Topic.objects.get(name="needles")

"""For tests that go through every address."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from tests import factories
from tests.conftest import Client, logged_in
from tests.every_url import World


@pytest.fixture
def world(kim: User, alex: User, robin: User) -> World:
    return World(kim, alex, robin)


@pytest.fixture
def as_everything(db: None) -> Client:
    """Somebody who may do everything there is."""
    person = factories.user("charlie@stadt.example", name="Charlie", is_staff=True)
    person.is_superuser = True
    person.save()
    person.groups.set(Group.objects.all())
    return logged_in(person)

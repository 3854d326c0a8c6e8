"""Two administrators take the role from each other at the very same moment: one stays."""

from functools import partial

import pytest
from django.contrib.auth.models import Group

from accounts import roles
from accounts.models import User
from tests import factories
from tests.accounts.test_roles import save
from tests.conftest import logged_in
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_last_two_cannot_lock_each_other_out(noor: User) -> None:
    other = factories.user("omar@stadt.example", name="Omar Amt", is_staff=True)
    other.groups.add(Group.objects.get(name="Administration"))
    race(
        partial(save, logged_in(noor), User.objects.get(pk=other.pk)),
        partial(save, logged_in(other), User.objects.get(pk=noor.pk)),
    )
    assert roles.administrators().count() == 1

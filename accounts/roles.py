"""Who gives roles, and what keeps the last one who can from losing that by mistake."""

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from accounts.models import User

GIVE_ROLES = "accounts.give_roles"


def administrators() -> QuerySet[User]:
    """Active people who can open the administration and give roles there."""
    holding = User.objects.holding(GIVE_ROLES)
    can = Q(is_superuser=True) | Q(pk__in=holding)
    return User.objects.filter(can, is_active=True, is_staff=True)


def somebody_else_gives_roles(person: User) -> bool:
    """Whether there is another administrator, now and until this transaction ends.

    The groups are locked first: two who take the role from each other at once wait here.
    """
    list(Group.objects.select_for_update().order_by("pk"))
    return administrators().exclude(pk=person.pk).exists()


def may_change(actor: User, person: User) -> bool:
    """Whoever may write in an account could log in as that person: superusers are safe from all
    but superusers.
    """
    return actor.is_superuser or not person.is_superuser


def has_rights(person: User) -> bool:
    """Whether the account opens more than its own pages."""
    return person.is_staff or person.is_superuser or person.groups.exists()

"""Who gives roles, and what keeps the last one who can from losing that by mistake."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User

GIVE_ROLES = "accounts.give_roles"
# Rights for pages of the site. Every other one is for pages of the administration.
_ON_THE_SITE = Q(codename="check_in") | Q(content_type__app_label="recaps")


def administrators() -> QuerySet[User]:
    """Active people who can open the administration and give roles there."""
    holding = User.objects.holding(GIVE_ROLES)
    can = Q(is_superuser=True) | Q(pk__in=holding)
    return User.objects.filter(can, is_active=True, is_staff=True)


def settle(people: Iterable[User] | None = None) -> None:
    """The administration opens to those who have a right there, and to nobody else.

    Called after every change of roles (signals.py), for these people or for all. `is_staff` is what
    Django's admin asks for; nobody ticks it, so that a role is all one has to give.
    """
    mine = Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk"))
    has_rights = Exists(Permission.objects.filter(mine).exclude(_ON_THE_SITE))
    concerned = (
        User.objects.all()
        if people is None
        else User.objects.filter(pk__in=[one.pk for one in people])
    )
    concerned.filter(is_superuser=False).update(is_staff=has_rights)


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
    """Whether the account opens more than its own pages, or would with a role: who gives roles
    must not take one away, take the account over, and give it back.
    """
    named = person.team_of.exists() or person.escorts_of.exists()
    return named or person.is_staff or person.is_superuser or person.groups.exists()

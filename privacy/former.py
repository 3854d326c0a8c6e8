"""Former colleagues: emptied accounts that stay because others rely on what they did.

Their address is nobody's; pages and the admin's log show a name that is the same for all.
"""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from accounts import contact
from accounts.models import User
from excursions import actions
from excursions.models import Excursion
from stations.models import Station

# Reserved, so that no mail ever goes there (RFC 6761).
DOMAIN = "ehemalig.invalid"


def colleagues() -> QuerySet[User]:
    """All emptied accounts."""
    return User.objects.filter(email__endswith=f"@{DOMAIN}")


def without_traces(users: QuerySet[User]) -> QuerySet[User]:
    """Those of them whom nothing names any more as the one who acted."""
    for relation in relations()[1]:
        named = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        users = users.filter(~Exists(named))
    return users


def relations() -> tuple[list[Any], list[Any]]:
    """What belongs to a person, and what names them as the one who acted."""
    pointing = [
        field
        for field in User._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ManyToOneRel)
    ]
    acted = [
        relation
        for relation in pointing
        if relation.on_delete is models.SET_NULL or relation.related_model is LogEntry
    ]
    return [relation for relation in pointing if relation not in acted], acted


def contact_of(email: str) -> tuple[QuerySet[Excursion], QuerySet[Station]]:
    """Where somebody is named as the one to ask, by this address."""
    excursions = Excursion.objects.filter(contact_email__iexact=email)
    return excursions, Station.objects.filter(host_email__iexact=email)


def leave_contact(email: str) -> None:
    """The organizing team is asked from now on; at a station somebody has to be found."""
    excursions, stations = contact_of(email)
    actions.lock(*excursions.values_list("pk", flat=True))
    team = contact.team()
    excursions.update(
        contact_name=team["name"], contact_phone=team["phone"], contact_email=team["email"]
    )
    stations.update(host_name="", host_phone="", host_email="")

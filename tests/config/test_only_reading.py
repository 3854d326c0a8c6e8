"""Looking changes nothing, at no address there is, for nobody."""

import hashlib
import json
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.files.storage import default_storage
from django.db.models import Model

from tests.conftest import Client
from tests.every_url import World, look

pytestmark = pytest.mark.django_db
# Where somebody is logged in, and what is counted: these are written by looking.
WRITTEN_BY_LOOKING = {"sessions.session", "usersessions.usersession"}


def dump(world: World) -> dict[str, Any]:
    """Everything in the database, and the names of the files of the photo."""
    rows: dict[str, Any] = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        if label not in WRITTEN_BY_LOOKING:
            rows[label] = _digests(model)
    rows["files"] = sorted(default_storage.listdir(f"recaps/{world.photo.key}")[1])
    return rows


def _digests(model: type[Model]) -> dict[Any, str]:
    found = model._default_manager.order_by("pk")
    written = json.loads(serializers.serialize("json", found))
    return {row["pk"]: hashlib.sha256(json.dumps(row).encode()).hexdigest() for row in written}


@pytest.mark.parametrize("who", ["client", "as_kim", "as_alex", "as_robin", "as_everything"])
def test_looking_changes_nothing(who: str, world: World, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    before = dump(world)
    for address in world.addresses():
        look(client, address)
    assert dump(world) == before


def test_a_change_would_be_seen(world: World) -> None:
    before = dump(world)
    world.excursion.title = "Anders"
    world.excursion.save()
    after = dump(world)
    assert [name for name in after if after[name] != before[name]] == ["excursions.excursion"]

"""The project as a whole: models and migrations agree, and the demo stays a demo."""

import pytest
from django.core.management import call_command

from config.urls import urlpatterns


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_demo_is_not_part_of_a_real_installation() -> None:
    assert "demo/" not in {str(entry.pattern) for entry in urlpatterns}

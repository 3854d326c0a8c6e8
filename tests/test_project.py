"""The project as a whole: models and migrations agree, the demo stays a demo, one version."""

import re
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from config.urls import urlpatterns
from operations import version

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_demo_is_not_part_of_a_real_installation() -> None:
    assert "demo/" not in {str(entry.pattern) for entry in urlpatterns}


def test_everybody_names_the_same_version_and_its_day() -> None:
    """What is not released yet may stand above it, as “Unreleased”."""
    headings = re.findall(
        r"^## (\S+) \((\d{4}-\d\d-\d\d)\)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert headings[0] == (version.number(), described["releaseDate"])
    assert described["softwareVersion"] == version.number()

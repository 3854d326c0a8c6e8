"""Which version this is: pyproject.toml says it, and nothing else."""

import tomllib
from functools import cache

from django.conf import settings


@cache
def number() -> str:
    """Such as 0.1.0."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])

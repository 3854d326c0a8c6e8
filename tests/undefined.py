"""A net for templates: a variable that is not defined fails the test instead of being empty."""

import sys
from pathlib import Path

OWN_TEMPLATES = str(Path(__file__).resolve().parent.parent / "templates")


class UndefinedVariableError(Exception):
    """A template of this project shows a variable that nobody gave it."""


class Undefined(str):
    """Django's `string_if_invalid`, asked for its truth at the very moment a variable is missing.

    Templates of Django and of libraries rely on missing variables, so only ours are refused.
    """

    def __bool__(self) -> bool:
        asking = sys._getframe(1)
        if asking.f_code.co_qualname == "FilterExpression.resolve":
            template = asking.f_locals["context"].render_context.template
            name = str(template.origin.name if template and template.origin else "")
            if name.startswith(OWN_TEMPLATES):
                raise UndefinedVariableError(f"{asking.f_locals['self'].var} in {name}")
        return False

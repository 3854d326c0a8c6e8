"""Every address the software answers, as the table writes it, and as a browser asks for it."""

import re
from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def all_addresses() -> list[str]:
    """`/exkursionen/<slug>/anmelden/` and so on, those of the admin and of libraries included."""
    return sorted(set(_walk(get_resolver(), "/")))


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + _readable(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        else:
            assert isinstance(pattern, URLPattern)
            yield route


def _readable(route: str) -> str:
    """Without converters, and without the signs of a regular expression."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).strip("^$")
    return PARAMETER.sub(r"<\1>", route)


def filled(address: str, values: Mapping[str, Mapping[str, object]]) -> str:
    """With real keys. `values`: by the beginning of the address, the longest one counts."""
    known: dict[str, object] = {}
    for start in sorted(values, key=len):
        if address.startswith(start):
            known |= values[start]

    def value(match: re.Match[str]) -> str:
        if match[1] not in known:
            text = f"What is <{match[1]}> in {address}? Say so in tests/rights/scene.py."
            raise AssertionError(text)
        return str(known[match[1]])

    return PARAMETER.sub(value, address)


# Placeholders that only the table has: another object at the same address.
VARIANTS = {"<draft>": "<slug>"}


def is_answered(address: str) -> bool:
    """Whether a row of the table is about an address there is."""
    for variant, parameter in VARIANTS.items():
        address = address.replace(variant, parameter)
    return address in all_addresses()

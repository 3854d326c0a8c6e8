"""Names of people, for searching and sorting."""

import unicodedata


def folded(name: str) -> str:
    """For searching and sorting: „mu“, „mü“ and „mue“ all find „Müller“."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for written, short in (
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("ß", "ss"),
        ("ı", "i"),
        ("ł", "l"),
    ):
        plain = plain.replace(written, short)
    return plain

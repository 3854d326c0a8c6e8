"""What somebody typed, for a page that asks to send it once more."""

from django.http import HttpRequest


def fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Every sent field but the token, in order, as pairs of name and value."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]

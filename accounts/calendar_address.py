"""The secret part of the address of somebody's calendar: whoever knows it may read the calendar."""

from accounts.models import User, new_token


def renew(user: User) -> str:
    """Makes a new one; the one before, if there was one, is worth nothing from now on."""
    user.calendar_token = new_token()
    user.save(update_fields=["calendar_token"])
    return user.calendar_token


def revoke(user: User) -> None:
    """No address leads to the calendar any more."""
    user.calendar_token = None
    user.save(update_fields=["calendar_token"])

"""Everything that can happen to a recap. Pages and tasks are callers of this one rulebook."""

from recaps.actions.photos import (
    add_photo,
    arrange_photos,
    describe_photo,
    forget_photo,
    remove_photo,
    take_down,
    take_down_if_withdrawn,
)
from recaps.actions.releasing import (
    publish,
    publish_scheduled,
    schedule,
    send_back,
    submit,
    take_back,
    unschedule,
    withdraw,
)
from recaps.actions.writing import (
    Changed,
    SectionText,
    Texts,
    create,
    restore,
    save,
)

__all__ = [
    "Changed",
    "SectionText",
    "Texts",
    "add_photo",
    "arrange_photos",
    "create",
    "describe_photo",
    "forget_photo",
    "publish",
    "publish_scheduled",
    "remove_photo",
    "restore",
    "save",
    "schedule",
    "send_back",
    "submit",
    "take_back",
    "take_down",
    "take_down_if_withdrawn",
    "unschedule",
    "withdraw",
]

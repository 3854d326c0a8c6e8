"""What the pages of people, units and groups in the administration share."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from accounts import security
from accounts.history import changed_fields
from accounts.security import Event

if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Any]
else:
    AdminBase = admin.ModelAdmin

# What of a person or a group decides what somebody may do.
RIGHTS = {"is_active", "is_staff", "groups", "permissions"}


class PlainAdmin(AdminBase):
    """Few knobs, and every change in the history and the security log."""

    sortable_by = ()
    actions = None
    show_full_result_count = False

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return changed_fields(form, add)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if changed := sorted(RIGHTS & {*form.changed_data}):
            fields = ",".join(changed)
            security.note(Event.RIGHTS_CHANGED, request, of=form.instance, fields=fields)

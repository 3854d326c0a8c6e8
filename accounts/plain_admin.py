"""What the simple pages of the administration share, in every app."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import security
from accounts.security import Event

if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Any]
else:
    AdminBase = admin.ModelAdmin

# What of a person or a group decides what somebody may do.
RIGHTS = {"is_active", "is_staff", "groups", "permissions"}


class PlainAdmin(AdminBase):
    """Few knobs, and every change in the history; one of rights also in the security log."""

    sortable_by = ()
    actions = None
    show_full_result_count = False

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """The names of the changed fields, as they stand on the page."""
        if add:
            return _("Created")
        if not form.changed_data:
            return _("Saved without a change")
        labels = ", ".join(str(form[name].label) for name in form.changed_data)
        return _("Changed: %(fields)s") % {"fields": labels}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if changed := sorted(RIGHTS & {*form.changed_data}):
            fields = ",".join(changed)
            security.note(Event.RIGHTS_CHANGED, request, of=form.instance, fields=fields)

"""What somebody changed in the administration, for its history."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


def changed_fields(form: "forms.ModelForm[Any]", add: bool) -> str:
    """The names of the changed fields, as they stand on the page."""
    if add:
        return _("Created")
    if not form.changed_data:
        return _("Saved without a change")
    labels = ", ".join(str(form[name].label) for name in form.changed_data)
    return _("Changed: %(fields)s") % {"fields": labels}

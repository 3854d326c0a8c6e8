"""What a saving changed, in sentences: for the history, and about who moved up by it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.forms.models import BaseModelFormSet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from excursions.admin.conflict import NOT_SHOWN, shown
from excursions.models import Event, Excursion, Registration, Stop

LONGEST = 60  # characters of a value; longer texts are only named


def who_moved_up(excursion: Excursion, since: datetime) -> list[str]:
    """Sentences about the people who got a seat since then: by mail, or to be called."""
    moved = (
        Registration.objects.filter(
            excursion=excursion, events__kind=Event.Kind.MOVED_UP, events__at__gte=since
        )
        .select_related("user")
        .order_by("name")
    )
    sentences = []
    by_mail = sum(bool(one.address) for one in moved)
    to_call = [one for one in moved if not one.address]
    if by_mail:
        text = ngettext(
            "%(n)s person has moved up and gets an e-mail.",
            "%(n)s people have moved up and get an e-mail.",
            by_mail,
        )
        sentences.append(text % {"n": by_mail})
    if to_call:
        text = ngettext(
            "%(n)s person without an address has moved up, please call: %(names)s.",
            "%(n)s people without an address have moved up, please call: %(names)s.",
            len(to_call),
        )
        names = ", ".join(f"{one.name} {one.phone}".strip() for one in to_call)
        sentences.append(text % {"n": len(to_call), "names": names})
    return sentences


def describe(
    form: "forms.ModelForm[Excursion]", formsets: "Iterable[BaseModelFormSet[Stop, Any]]"
) -> str:
    """„Plätze: 38 → 40. Stationen geändert.“: values of short fields, names of the long ones."""
    parts = []
    for name in form.changed_data:
        if name in NOT_SHOWN - {"slug"}:
            continue
        label = str(form[name].label)
        old, new = shown(form[name].initial), shown(form.cleaned_data[name])
        if max(len(old), len(new)) > LONGEST:
            parts.append(_("%(field)s changed") % {"field": label})
        else:
            parts.append(f"{label}: {old} → {new}")
    for formset in formsets:
        if formset.new_objects or formset.changed_objects or formset.deleted_objects:
            parts.append(_("%(field)s changed") % {"field": _("Stations")})
    return ". ".join(parts) + "." if parts else _("Saved without a change")

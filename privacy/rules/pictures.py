"""Photos nobody published, proof of those taken down, earlier versions, files without a photo."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from privacy.retention import Rows, Rule, Sweep
from privacy.rules.people import before
from recaps import actions, tasks
from recaps.models import Recap, RecapPhoto, RecapVersion
from recaps.models.photo import FOLDER, folder

# A file is written before its row: whoever uploads now must not lose it.
BEING_UPLOADED = timedelta(days=1)


def _removed(at: datetime) -> Rows:
    return RecapPhoto.objects.removed_before(before("removed", at))


def _unused(at: datetime) -> Rows:
    return RecapPhoto.objects.unused_since(before("unused", at))


def _proofs(at: datetime) -> Rows:
    return RecapPhoto.objects.taken_down_before(before("unused", at))


def _hold(photos: Rows) -> None:
    """In the same line as everybody who writes on the recap."""
    recaps = Recap.objects.select_for_update(no_key=True).filter(pk__in=photos.values("recap"))
    list(recaps.order_by("pk").values_list("pk"))


def _forget(photos: Rows) -> int:
    for photo in photos:
        actions.forget_photo(photo)
    return len(photos)


def _versions(at: datetime) -> Rows:
    """All but the last line and the last one that was published."""
    later = RecapVersion.objects.filter(recap=OuterRef("recap"), number__gt=OuterRef("number"))
    published = RecapVersion.Kind.PUBLISHED
    return RecapVersion.objects.filter(
        ~Q(kind=published) | Exists(later.filter(kind=published)),
        Exists(later),
        at__lt=before("unused", at),
    )


def _folders(at: datetime) -> list[str]:
    """Folders of files no photo stands for: whoever uploaded was killed in the middle."""
    try:
        keys, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    known = set(RecapPhoto.objects.filter(taken_down_at=None).values_list("key", flat=True))
    return [key for key in sorted({*keys} - known - {""}) if _is_left(key, at)]


def _is_left(key: str, at: datetime) -> bool:
    _folders, names = default_storage.listdir(folder(key))
    times = [default_storage.get_modified_time(f"{folder(key)}/{name}") for name in names]
    return max(times, default=at - 2 * BEING_UPLOADED) < at - BEING_UPLOADED


def _delete_folders(keys: list[str]) -> int:
    for key in keys:
        tasks.delete_files.func(key)
    return len(keys)


RULES: list[Rule | Sweep] = [
    Rule("removed_photos", _("Photos somebody removed"), _removed, _forget, _hold, 20),
    Rule("unused_photos", _("Photos nobody published"), _unused, _forget, _hold, 20),
    Rule("photo_proofs", _("Proof of photos taken down"), _proofs, _forget, _hold, 20),
    Rule("versions", _("Earlier versions of recaps"), _versions),
    Sweep("files", _("Files without a photo"), _folders, _delete_folders),
]

"""What the worker does for recaps: pictures, due publications, mails."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from accounts.models import User
from excursions.models import Event, Message
from recaps import images, notices
from recaps.models import Recap, RecapPhoto
from recaps.models.photo import folder


@task
def make_renditions(photo_id: int) -> int:
    """Makes the files pages show, outside any transaction; returns how many.

    Repeated, it writes the same files again: a worker that was killed in the middle does no harm.
    """
    photo = RecapPhoto.objects.filter(pk=photo_id).first()
    if photo is None:
        return 0
    photos = RecapPhoto.objects.filter(pk=photo_id, taken_down_at=None)
    made = 0
    try:
        if photo.taken_down_at is None:
            with photo.master.open("rb") as master:
                for name, data in images.renditions(master):
                    replace(f"{folder(photo.key)}/{name}", data)
                    made += 1
    except Exception:
        photos.update(state=RecapPhoto.State.FAILED)  # the worker tries again
        raise
    is_there = photos.update(state=RecapPhoto.State.READY, widths=images.widths_for(photo.width))
    if not is_there:  # taken down or forgotten meanwhile: what was just written goes as well
        delete_files.func(photo.key)
    return made


def replace(name: str, data: bytes) -> None:
    """Writes a file under exactly this name."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


@task
def delete_files(key: str) -> int:
    """Deletes every file of a photo that was taken down or forgotten; returns how many."""
    try:
        _folders, names = default_storage.listdir(folder(key))
    except FileNotFoundError:
        return 0  # done by an earlier try
    for name in names:
        default_storage.delete(f"{folder(key)}/{name}")
    default_storage.delete(folder(key))
    return len(names)


@task
def publish_due() -> int:
    """Publishes what is scheduled for now or earlier; returns how many."""
    # The import would be circular at the top: actions enqueue tasks.
    from recaps import actions

    at = timezone.now()
    return sum(actions.publish_scheduled(recap, at=at) for recap in Recap.objects.due(at))


@task
def take_down_withdrawn() -> int:
    """Takes photos down for good whose consent was withdrawn; returns how many.

    They are offline since the moment of the withdrawal (`RecapPhoto.objects.showable`). What was
    public once and is not now goes as well: its files are kept for nobody.
    """
    from recaps import actions  # circular, as above

    withdrawn = RecapPhoto.objects.with_withdrawn_consent().filter(taken_down_at=None)
    photos = list(withdrawn.select_related("recap"))
    return sum(actions.take_down_if_withdrawn(photo) for photo in photos)


def use_withdrawn(event: Event) -> int:
    """Somebody withdrew the consent to one use: whoever handed their photos over takes them back.

    Returns of how many recaps. Nothing changes on the website; if the consent to that is gone,
    `take_down_withdrawn` tells of the photo.
    """
    photos = RecapPhoto.objects.showable().filter(people__registration=event.registration_id)
    captions: dict[int, list[str]] = {}
    for photo in photos.in_page_order():
        captions.setdefault(photo.recap_id, []).append(photo.caption or photo.alt)
    for recap_id, which in captions.items():
        detail = f"{event.get_use_display()}: {'; '.join(which)}"
        tell_editors.enqueue("use_withdrawn", recap_id, detail, event.pk)
    return len(captions)


@task
def tell_editors(name: str, recap_id: int, detail: str, line: int) -> int:
    """Enqueues a mail to each member of the communications team; returns how many.

    `line`: the number of the line of the history it is about, of the recap or of who withdrew.
    """
    ids = list(User.objects.holding("recaps.publish_recap").values_list("pk", flat=True))
    for user_id in ids:
        tell_editor.enqueue(name, recap_id, user_id, detail, line)
    return len(ids)


@task
def tell_editor(name: str, recap_id: int, user_id: int, detail: str, line: int) -> bool:
    """Sends one mail about a recap to one person who works on it, if it is still true."""
    recap = Recap.objects.select_related("excursion").get(pk=recap_id)
    user = User.objects.filter(pk=user_id).first()  # the account may be gone meanwhile
    if user is None or not notices.is_still_true(name, recap):
        return False
    notices.to_editor(name, recap, user, detail, line=line).send()
    return True


@task
def tell_participants(recap_id: int) -> int:
    """Has everybody told who took part that the article is there; returns how many.

    Repeated, nobody is told twice: whoever has the message has the mail or gets it.
    """
    with transaction.atomic():
        # Locked: two workers with the same task must not both find that nobody was told.
        recap = Recap.objects.select_for_update(no_key=True).get(pk=recap_id)
        messages = [
            Message(registration=registration, kind=Message.Kind.RECAP, is_bulk=True)
            for registration in notices.untold(recap)
        ]
        Message.objects.bulk_create(messages, batch_size=500)
    return len(messages)

"""Run inside an installation: an article with 30 photos, and what its page costs, as JSON."""

import gzip
import io
import json
import os

import django

PHOTOS = 30
WIDTH = 2400  # pixels, as a camera or a phone would bring at least


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from demo import people, pictures
    from recaps import actions, images, tasks
    from recaps.actions.photos import Description
    from recaps.models import Recap

    call_command("load_demo")
    recap = Recap.objects.get(status=Recap.Status.PUBLISHED)
    editor = User.objects.get(email=people.EDITOR.email)
    sections = list(recap.sections.all())
    for number in range(recap.photos.kept().count(), PHOTOS):
        data = pictures.draw(pictures.NAMES[number % len(pictures.NAMES)], width=WIDTH)
        photo = actions.add_photo(
            recap,
            images.take(io.BytesIO(data), len(data)),
            credit="Streifzug",
            licence="cc0",
            section=sections[number % len(sections)],
            actor=editor,
        )
        tasks.make_renditions.func(photo.pk)
        said = Description(
            caption=f"Bild {number}.", credit="x", alt="Ein Bild.", recognisable="no"
        )
        actions.describe_photo(photo, description=said, version=photo.version, actor=editor)
    actions.publish(Recap.objects.get(pk=recap.pk), actor=editor)
    path = recap.get_absolute_url()
    with CaptureQueriesContext(connection) as captured:
        page = Client(headers={"host": "localhost"}).get(path)
    shown = page.text.count("<picture")
    html = len(gzip.compress(page.content, 6))
    print(json.dumps({"path": path, "photos": shown, "statements": len(captured), "html": html}))


if __name__ == "__main__":
    main()

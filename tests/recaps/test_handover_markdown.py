"""What stands in the package is for another website: words in it stay words there."""

import re
import zipfile

import pytest

from accounts.models import User
from excursions.models import PhotoConsent
from recaps import content, handover
from recaps.models import Recap, RecapPhoto
from tests.recaps import factories

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> ![x](http://fremd.example/x.png) [y](javascript:alert(1))"
LINK = '<p><a href="https://stadt.example/)x [z](javascript:alert(1)">Mehr</a> 5 &lt; 7 \\[z]</p>'
A_LINK = re.compile(r"(?<!\\)\]\(([^)]*)\)")


def test_markdown_holds_no_markup_that_somebody_typed(robin: User) -> None:
    recap = factories.published(robin, photos=1)
    RecapPhoto.objects.update(caption=HOSTILE, alt=HOSTILE)
    Recap.objects.update(title=HOSTILE, lead=HOSTILE, conclusion=LINK)
    recap.refresh_from_db()
    recap.publication.content = content.of(recap)
    recap.publication.save()
    with (
        handover.package(recap, PhotoConsent.Use.WEBSITE) as package,
        zipfile.ZipFile(package) as archive,
    ):
        markdown = archive.read(f"{recap.slug}.md").decode()
    assert markdown.count("alert(1)") >= 4
    assert "<" not in markdown
    links = A_LINK.findall(markdown)
    assert [
        link for link in links if not link.startswith(("fotos/", "https://stadt.example/"))
    ] == []
    assert "[Mehr](https://stadt.example/%29x" in markdown
    assert "5 &lt; 7 \\\\\\[z\\]" in markdown

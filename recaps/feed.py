"""The recaps as an Atom feed: whole texts without photos, with addresses from SITE_URL."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication import views
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from recaps import content
from recaps.models import Publication

MOST_ITEMS = 20
# One such character, and no reader could open the feed any more.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class AtomWithText(Atom1Feed):
    """Atom with the whole article, which Django's generator leaves out."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Feed(views.Feed):
    """All that can be read now, latest excursion first."""

    login_required = False  # as @login_not_required says it of a function
    feed_type = AtomWithText

    def title(self) -> str:
        return f"{_('Recaps')}: {settings.SITE_NAME}"

    def subtitle(self) -> str:
        return _("What happened on our excursions, told afterwards.")

    def link(self) -> str:
        return settings.SITE_URL + reverse("recaps:archive")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("recaps:feed")

    def author_name(self) -> str:
        return settings.ORGANISATION_NAME

    def items(self) -> Iterable[Publication]:
        return Publication.objects.live().select_related("recap")[:MOST_ITEMS]

    def item_title(self, item: Publication) -> str:
        return _xml(_frozen(item)["title"])

    def item_description(self, item: Publication) -> str:
        return _xml(escape(_frozen(item)["lead"]))  # Atom reads it as HTML

    def item_link(self, item: Publication) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Publication) -> str:
        return self.item_link(item)  # the address of a recap never changes

    def item_author_name(self, item: Publication) -> str:
        return settings.ORGANISATION_NAME

    def item_pubdate(self, item: Publication) -> datetime:
        return _moment(item.published_at)

    def item_updateddate(self, item: Publication) -> datetime:
        return _moment(item.updated_at or item.published_at)

    def item_extra_kwargs(self, item: Publication) -> dict[str, str]:
        article = content.article(_frozen(item), showable=())
        return {"content": _xml(render_to_string("recaps/feed_text.html", {"article": article}))}


def _frozen(item: Publication) -> content.Content:
    frozen: content.Content | None = item.content
    assert frozen is not None  # only a withdrawn article is empty
    return frozen


def _moment(at: datetime) -> datetime:
    return timezone.localtime(at).replace(microsecond=0)


def _xml(text: str) -> str:
    return NOT_XML.sub("", text)

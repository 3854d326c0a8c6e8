"""The package for one use: only photos on which everybody named agreed to it."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from excursions import actions as registrations
from excursions import consents
from excursions.models import PhotoConsent, Registration
from recaps import actions, handover
from recaps.models import Recap
from tests import factories as basics
from tests.conftest import Client
from tests.recaps import factories

Use = PhotoConsent.Use


@pytest.fixture
def two(robin: User) -> tuple[Registration, Registration]:
    """Kim agreed to the website and the intranet, Toni to the website alone."""
    excursion = factories.past_excursion()
    kim = factories.took_part(excursion, photo_consent=True, name="Kim Beispiel")
    toni = factories.took_part(excursion, photo_consent=True, name="Toni Beispiel")
    basics.agree(kim, "intranet")
    return kim, toni


@pytest.fixture
def recap(robin: User, two: tuple[Registration, Registration]) -> Recap:
    kim, toni = two
    draft = factories.written(robin, kim.excursion)
    factories.photo(draft, robin, caption="Ein Haus.")
    factories.photo(draft, robin, caption="Kim.", recognisable="yes", people=[kim])
    factories.photo(draft, robin, caption="Beide.", recognisable="yes", people=[kim, toni])
    return actions.publish(draft, actor=robin)


def captions(recap: Recap, use: PhotoConsent.Use) -> tuple[list[str], list[str]]:
    """In the package, and left out."""
    (found,) = [one for one in handover.selections(recap) if one.use == use]
    return [one.caption for one in found.photos], [one.caption for one in found.left_out]


def opened(recap: Recap, use: PhotoConsent.Use) -> tuple[dict[str, Any], dict[str, str]]:
    """Its data, and its texts by name."""
    with handover.package(recap, use) as package, zipfile.ZipFile(package) as archive:
        texts = [name for name in archive.namelist() if not name.endswith(".jpg")]
        found = {name: archive.read(name).decode() for name in texts}
        found["photos"] = " ".join({*archive.namelist()} - {*texts})
    return json.loads(found[f"{recap.slug}.json"]), found


def test_a_photo_goes_where_everybody_on_it_agreed_that_it_goes(recap: Recap) -> None:
    assert captions(recap, Use.WEBSITE) == (["Ein Haus.", "Kim.", "Beide."], [])
    assert captions(recap, Use.INTRANET) == (["Ein Haus.", "Kim."], ["Beide."])
    assert captions(recap, Use.PRESS) == (["Ein Haus."], ["Kim.", "Beide."])


def test_the_package_says_what_for_and_what_is_left_out_and_names_nobody(recap: Recap) -> None:
    data, texts = opened(recap, Use.INTRANET)
    assert (data["made_for"], [one["caption"] for one in data["left_out"]]) == (
        "intranet",
        ["Beide."],
    )
    assert [one["caption"] for one in data["photos"]] == ["Ein Haus.", "Kim."]
    assert {(one["licence"], one["licence_url"]) for one in data["photos"]} == {
        ("Rechte bei der Stadt", "")
    }
    about = texts["LIESMICH.txt"]
    assert "Dieses Paket ist für: Intranet." in about
    assert "- Beide." in about
    assert f"foto-{data['left_out'][0]['id']}" not in texts["photos"]
    assert "Beide." not in texts[f"{recap.slug}.html"]
    assert "Foto: Robin Klar, Rechte bei der Stadt" in texts[f"{recap.slug}.md"]
    assert not any("Beispiel" in text for text in texts.values())


def test_what_ends_or_was_only_said_on_the_phone_ends_the_hand_over(
    recap: Recap, two: tuple[Registration, Registration], robin: User
) -> None:
    kim, toni = two
    basics.disagree(kim, "intranet")
    said = basics.consent(use="intranet", channel="phone")
    registrations.give_photo_consents(toni, [said], actor=robin)
    assert captions(recap, Use.INTRANET) == (["Ein Haus."], ["Kim.", "Beide."])
    assert len(factories.shown(recap).photos) == 3  # nothing changes on the website
    signed = [consents.signed(Use.INTRANET, kept="Ordner 3")]
    for one in (kim, toni):
        registrations.give_photo_consents(one, signed, actor=robin)
    assert captions(recap, Use.INTRANET) == (["Ein Haus.", "Kim.", "Beide."], [])


def test_without_the_website_nothing_is_handed_over_at_all(
    recap: Recap, two: tuple[Registration, Registration]
) -> None:
    basics.disagree(two[0])
    assert captions(recap, Use.INTRANET) == (["Ein Haus."], [])


def test_written_consents_of_others_are_to_be_checked(robin: User) -> None:
    draft = factories.written(robin)
    factories.photo(draft, robin, recognisable="yes", others_note="Ordner 4", caption="Gastgeber.")
    recap = actions.publish(draft, actor=robin)
    about = opened(recap, Use.PRESS)[1]["LIESMICH.txt"]
    assert "schriftliche Einwilligung" in about
    assert "- Gastgeber." in about


def test_the_page_offers_one_package_for_each_use_and_names_what_is_left_out(
    recap: Recap, as_robin: Client
) -> None:
    page = as_robin.get(reverse("recaps:release", args=[recap.slug])).text
    for use in Use:
        assert reverse("recaps:handover", args=[recap.slug, use]) in page
    assert page.count("2 von 3 Fotos") == 1  # the intranet
    assert page.count("<li>Beide.</li>") == 3


def test_there_is_no_package_for_anything_else(recap: Recap, as_robin: Client) -> None:
    for use in ("film", "WEBSITE", "website.zip"):
        address = reverse("recaps:handover", args=[recap.slug, use])
        assert as_robin.get(address).status_code == 404
    answer = as_robin.get(reverse("recaps:handover", args=[recap.slug, "press"]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        assert "LIESMICH.txt" in archive.namelist()
    assert f'filename="{recap.slug}-press.zip"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("number", [1, 3])
def test_questions_do_not_grow_with_the_photos(
    number: int, robin: User, as_robin: Client, django_assert_num_queries: Any
) -> None:
    recap = factories.published(robin, photos=number)
    with django_assert_num_queries(7):
        handover.selections(Recap.objects.get(pk=recap.pk))

"""The poster of a link: plain words in the study's languages, on A4 or A3."""

from __future__ import annotations

from feedback.db import db, writing
from feedback.instruments import library
from feedback.kiosk.poster import poster
from tests.factories import make_link, make_member, make_study, make_survey
from tests.page_client import PageClient


def test_french_is_large_and_each_other_language_has_one_line() -> None:
    made = poster(library.load("accueil"), ("fr", "fr-x-simple", "en", "ar"))
    assert made.title.text == "Donnez votre avis"
    assert [line.text for line in made.lines][:1] == ["8 questions. 2 minutes."]
    assert [one.title.lang for one in made.others] == ["en", "ar"]
    assert made.others[1].scan.dir == "rtl"


def test_a_survey_without_first_words_gives_its_title() -> None:
    made = poster(library.load("separation"), ("fr",))
    assert made.title.text
    assert made.others == []


def test_the_page_offers_both_sizes_and_the_address_in_clear(client: PageClient) -> None:
    study = make_study()
    link = make_link(study, make_survey(study))
    with writing():
        db.session.merge(study).languages = ["fr", "es"]
    client.sign_in(make_member(study, "agent"))
    address = f"/etudes/{study.public_id}/liens/{link.public_id}/affiche"
    page = client.get(address)
    assert "poster-a4" in page.html
    assert f"/r/{link.token}" in page.text
    assert "Escanee este código" in page.text
    assert "Scan this code" not in page.text
    assert "poster-a3" in client.get(f"{address}?format=a3").html
    assert "poster-a4" in client.get(f"{address}?format=<b>").html

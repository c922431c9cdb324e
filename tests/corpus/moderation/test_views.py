"""The pages of moderation, as moderators use them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from feedback.accounts.models import Notice
from feedback.corpus.models import Document
from feedback.corpus.moderation.forms import seal
from feedback.db import db
from feedback.studies.models import Study
from tests.factories import make_document, make_lead, make_member, make_study
from tests.page_client import Page, PageClient

NAMED = "Merci à Mme Durand, tél. 06 39 98 12 34. Zoé était là."
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def study(app: Any) -> Study:
    """A study."""
    return make_study()


@pytest.fixture
def moderator(study: Study, client: PageClient) -> PageClient:
    """A browser where a moderator is signed in."""
    return client.sign_in(make_member(study, "moderator", name="Ana Lit"))


def queue(study: Study, more: str = "") -> str:
    """The address of the queue."""
    return f"/etudes/{study.public_id}/relecture{more}"


def show(document: Document, more: str = "") -> str:
    """The address of a text."""
    return f"/relecture/{document.public_id}{more}"


def again(document: Document) -> Document:
    """The text as it is stored now."""
    db.session.expire_all()
    return db.session.get_one(Document, document.id)


def test_an_empty_queue_says_what_will_come(study: Study, moderator: PageClient) -> None:
    assert "Tout est relu" in moderator.get(queue(study)).text
    assert "Rien n'attend de validation" in moderator.get(queue(study, "/a-valider")).text
    assert "Aucun texte relu" in moderator.get(queue(study, "/relus")).text


def test_with_one_study_the_menu_leads_straight_to_its_queue(
    study: Study, moderator: PageClient
) -> None:
    assert moderator.get("/relecture", 303).response.headers["Location"] == queue(study)


def test_a_clean_text_is_read_in_the_list_and_the_reading_taken_back(
    study: Study, moderator: PageClient
) -> None:
    document = make_document(study, "Très bon accueil")
    assert "Très bon accueil" in moderator.get(queue(study)).text
    row = moderator.post(show(document, "/lecture"), {"from_list": "1"}, 200, headers=HTMX)
    assert "Annuler" in row.text
    assert again(document).state == "read"
    back = moderator.post(show(document, "/lecture/retrait"), {"from_list": "1"}, 200, headers=HTMX)
    assert "Relu" in back.text
    assert again(document).state == "to_read"


def test_without_script_reading_in_the_list_comes_back_to_the_list(
    study: Study, moderator: PageClient
) -> None:
    document = make_document(study, "Bien")
    answer = moderator.post(show(document, "/lecture") + "?langue=fr", {"from_list": "1"})
    assert answer.response.headers["Location"] == queue(study, "?langue=fr")


def test_a_text_with_likely_identifiers_cannot_be_read_from_the_list(
    study: Study, moderator: PageClient
) -> None:
    document = make_document(study, NAMED)
    assert "2 passages signalés" in moderator.get(queue(study)).text
    page = moderator.post(show(document, "/lecture"), {"from_list": "1"}, 422)
    assert "ne sont pas masqués" in page.text
    assert again(document).state == "to_read"


def ticked(document: Document, **more: Any) -> dict[str, Any]:
    """The fields of the masking form as the page proposes them."""
    return {
        "seal": seal(document.text), "mask": ["12-18", "25-39"], "with-12-18": "[nom]",
        "with-25-39": "[téléphone]", **more,
    }  # fmt: skip


def test_the_page_marks_what_may_designate_somebody_and_says_why(
    study: Study, moderator: PageClient
) -> None:
    page = moderator.get(show(make_document(study, NAMED)))
    said = next(p for p in page.all("p") if p.get("id") == "said")
    assert "".join(said.itertext()) == NAMED
    names = [
        i.get("value") for i in page.all("input") if i.get("name") == "mask" and i.get("value")
    ]
    assert names == ["12-18", "25-39"]
    assert "Nom après une civilité" in page.text
    assert "Numéro de téléphone" in page.text
    assert "Merci à Mme [nom], tél. [téléphone]. Zoé était là." in preview(page)


def preview(page: Page) -> str:
    """What the page says will be read."""
    section = next(s for s in page.all("section") if s.get("id") == "preview")
    return "".join(section.itertext())


def test_masking_and_reading_in_one_gesture_goes_on_to_the_next_text(
    study: Study, moderator: PageClient
) -> None:
    document, following = make_document(study, NAMED), make_document(study, "La suite")
    answer = moderator.post(show(document, "/lecture"), ticked(document, next="1"))
    assert answer.response.headers["Location"] == show(following)
    stored = again(document)
    assert stored.text == "Merci à Mme [nom], tél. [téléphone]. Zoé était là."
    assert stored.state == "read"


def test_what_is_unticked_stays_and_counts_as_looked_at(
    study: Study, moderator: PageClient
) -> None:
    document = make_document(study, NAMED)
    moderator.post(show(document, "/lecture"), ticked(document, mask=["25-39"]))
    stored = again(document)
    assert (stored.text, stored.state) == (NAMED.replace("06 39 98 12 34", "[téléphone]"), "read")


def test_masking_without_concluding_shows_the_text_again(
    study: Study, moderator: PageClient
) -> None:
    document = make_document(study, NAMED)
    page = moderator.follow(show(document, "/masques"), ticked(document, mask=["12-18"]))
    assert "1 passage masqué" in page.text
    assert "Numéro de téléphone" in page.text
    assert "Annuler les masques" in page.text
    moderator.post(show(document, "/masques/retrait"))
    assert again(document).text == NAMED


def test_words_are_masked_by_writing_them(study: Study, moderator: PageClient) -> None:
    document = make_document(study, "Zoé m'a vue, puis Zoé est partie avec Ali ce soir")
    form = {"seal": seal(document.text), "from": "Zoé", "with": "[prénom]", "everywhere": "1"}
    moderator.post(show(document, "/masques"), form)
    masked = again(document)
    assert masked.text == "[prénom] m'a vue, puis [prénom] est partie avec Ali ce soir"
    form = {"seal": seal(masked.text), "from": "avec", "to": "soir", "with": "[fin]"}
    moderator.post(show(document, "/masques"), form)
    assert again(document).text == "[prénom] m'a vue, puis [prénom] est partie [fin]"


def test_words_that_are_not_there_are_refused_and_kept_in_the_form(
    study: Study, moderator: PageClient
) -> None:
    document = make_document(study, NAMED)
    page = moderator.post(show(document, "/masques"), ticked(document, **{"from": "Léa"}), 422)
    assert "ne sont pas dans le texte" in page.text
    assert 'value="Léa"' in page.html
    assert again(document).text == NAMED


def test_a_text_masked_by_somebody_else_meanwhile_is_shown_afresh(
    study: Study, moderator: PageClient
) -> None:
    document = make_document(study, NAMED)
    old = ticked(document)
    moderator.post(show(document, "/masques"), ticked(document, mask=["12-18"]))
    page = moderator.post(show(document, "/lecture"), old, 422)
    assert "Le texte a changé" in page.text
    assert again(document).state == "to_read"


@pytest.mark.parametrize("bad", ["x", "1-", "5-2", "0-99999", "-1-3", "9" * 30])
def test_a_bad_stretch_is_refused(study: Study, moderator: PageClient, bad: str) -> None:
    document = make_document(study, NAMED)
    form = {"seal": seal(document.text), "mask": [bad]}
    moderator.post(show(document, "/masques"), form, 422)
    assert again(document).text == NAMED


def test_the_preview_stores_nothing(study: Study, moderator: PageClient) -> None:
    document = make_document(study, NAMED)
    form = ticked(document, mask=["12-18"], **{"with-12-18": "[conseillère]"})
    part = moderator.post(show(document, "/apercu"), form, 200, headers=HTMX)
    assert "Merci à Mme [conseillère]" in preview(part)
    whole = moderator.post(show(document, "/apercu"), form, 200)
    assert "Merci à Mme [conseillère]" in preview(whole)
    assert again(document).text == NAMED


def test_who_read_sees_why_they_cannot_validate_and_somebody_else_validates(
    study: Study, client: PageClient
) -> None:
    reader, second = make_member(study, "moderator"), make_member(study, "moderator")
    document = make_document(study, "Bien")
    client.sign_in(reader).post(show(document, "/lecture"))
    page = client.get(queue(study, "/a-valider"))
    assert "1 texte que vous avez lu ou masqué attend une autre personne que vous" in page.text
    assert "une autre personne le valide" in client.get(show(document)).text
    client.post(show(document, "/validation"))
    assert again(document).state == "read"
    client.sign_in(second)
    assert "Valider" in client.get(queue(study, "/a-valider")).text
    client.post(show(document, "/validation"), {"from_list": "1"}, 200, headers=HTMX)
    assert again(document).state == "validated"
    assert "Retirer ma validation" in client.get(show(document)).text


def test_somebody_alone_is_told_and_offered_to_invite(study: Study, client: PageClient) -> None:
    client.sign_in(make_lead(study))
    page = client.get(queue(study, "/a-valider"))
    assert "la seule personne à relire" in page.text
    assert "Inviter quelqu'un" in page.text


def test_texts_that_may_not_be_quoted_do_not_wait_for_validation(
    study: Study, moderator: PageClient
) -> None:
    make_document(study, "Pas citable", "read", quotable=False)
    make_document(study, "Citable", "read")
    page = moderator.get(queue(study, "/a-valider"))
    assert "Pas citable" not in page.text
    assert "Citable" in page.text


def test_with_two_readers_every_text_waits_for_validation(
    study: Study, moderator: PageClient
) -> None:
    make_document(study, "Pas citable", "read", quotable=False)
    moderator.app.config["TWO_READERS"] = True
    try:
        assert "Pas citable" in moderator.get(queue(study, "/a-valider")).text
    finally:
        moderator.app.config["TWO_READERS"] = False


def test_a_danger_shows_the_numbers_and_tells_the_lead(study: Study, moderator: PageClient) -> None:
    document = make_document(study, "Il me frappe")
    page = moderator.follow(show(document, "/danger"))
    for words in ("119", "3919", "3114", "CRIP", "pas un circuit d'alerte"):
        assert words in page.text
    notice = db.session.query(Notice).one()
    assert (notice.account_id, notice.address) == (make_lead(study).id, show(document))
    assert "Signaler un danger" in moderator.follow(show(document, "/danger/levee")).text


def test_a_translation_is_typed_beside_a_foreign_text(study: Study, moderator: PageClient) -> None:
    document = make_document(study, "استقبال جيّد", language="ar")
    page = moderator.get(show(document))
    assert "traduit de l'arabe" in page.text
    assert next(p for p in page.all("p") if p.get("id") == "said").get("dir") == "rtl"
    form = {"text": "Bon accueil", "translator": ""}
    assert "Bon accueil" in moderator.post(show(document, "/traduction"), form, 422).html
    page = moderator.follow(show(document, "/traduction"), {**form, "translator": "Inter Service"})
    assert "Traduction enregistrée" in page.text
    listed = moderator.get(queue(study)).text
    assert "Bon accueil" in listed
    assert "1 texte" in listed
    moderator.post(show(document, "/lecture"))
    translation = db.session.query(Document).filter_by(translation_of_id=document.id).one()
    assert translation.state == "read"
    moderator.get(show(translation), 303)


def test_the_list_is_filtered_and_searched(study: Study, moderator: PageClient) -> None:
    make_document(study, "Une longue attente")
    make_document(study, "Muy amable", language="es")
    page = moderator.get(queue(study, "?q=ATT*"))
    assert "longue attente" in page.text
    assert "Muy amable" not in page.text
    assert "Muy amable" in moderator.get(queue(study, "?langue=es")).text
    assert "Aucun texte ne répond" in moderator.get(queue(study, "?nature=parole")).text
    moderator.get(queue(study, "?q=%22&lieu=x&danger=2&apres=zzz&nature=x"))


def test_a_long_queue_is_read_by_pages(study: Study, moderator: PageClient) -> None:
    for number in range(27):
        make_document(study, f"Texte {number}.")
    first = moderator.get(queue(study))
    assert "27 textes" in first.text
    assert "Texte 24." in first.text
    assert "Texte 25." not in first.text
    following = re.search(r'href="([^"]+apres=[^"]+)"', first.html)
    assert following
    second = moderator.get(following[1].replace("&amp;", "&"))
    assert "Texte 25." in second.text
    assert "Revenir au début" in second.text


@pytest.mark.parametrize("role", ["coder", "manager", "agent", "interviewer"])
def test_others_never_see_the_queue_nor_a_waiting_text(
    study: Study, client: PageClient, role: str
) -> None:
    document = make_document(study, NAMED)
    client.sign_in(make_member(study, role))
    client.get(queue(study), 404)
    client.get(show(document), 404)
    client.post(show(document, "/lecture"), {}, 404)


def test_a_text_of_another_study_does_not_exist(study: Study, moderator: PageClient) -> None:
    other = make_document(make_study(), NAMED)
    moderator.get(show(other), 404)
    for act in ("lecture", "masques", "danger", "validation", "traduction", "remplacement"):
        form = {"text": "a", "translator": "b"} if act == "traduction" else {}
        moderator.post(show(other, f"/{act}"), form, 404)


def test_a_name_missed_in_a_read_text_makes_a_new_one(study: Study, moderator: PageClient) -> None:
    document = make_document(study, NAMED, "read")
    page = moderator.follow(show(document, "/remplacement"), ticked(document))
    assert "a pris la place" in page.text
    assert "[téléphone]" in page.text
    assert (again(document).text, again(document).state) == ("", "superseded")
    moderator.get(show(document), 404)


@pytest.mark.parametrize("act", ["lecture", "masques/retrait", "danger"])
def test_a_strange_address_never_breaks_an_act(
    study: Study, moderator: PageClient, act: str
) -> None:
    document = make_document(study, "Bien")
    moderator.post(show(document, f"/{act}?public_id=x&_external=1&_scheme=a&q=%22&from_list=1"))

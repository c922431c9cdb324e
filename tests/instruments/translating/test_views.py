"""A language is translated text by text, read, and only then met by people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from feedback.accounts.models import AuditEntry
from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments.drafting import operations as drafting
from feedback.instruments.models import Instrument
from feedback.instruments.rewording import reworded
from feedback.instruments.translating import operations
from tests.factories import make_lead, make_link, make_member
from tests.instruments.translating.making import at, change_french, now, study_of
from tests.page_client import Page, PageClient

WHY = "You said {reponse:venu|something}. Why?"


def base(half: Instrument) -> str:
    """Its table of languages."""
    return f"/questionnaires/{half.public_id}/traductions"


def say(
    client: PageClient, half: Instrument, place: str, words: str, status: int = 303, **more: str
) -> Page:
    """Write a text in English."""
    text = at(half, "en", place)
    data = {"mark": text.mark, "seen": text.seen, "words": words, **more}
    return client.post(f"{base(half)}/en", data, status)


def logged(act: str) -> AuditEntry | None:
    """The last entry of that act."""
    query = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.id.desc())
    return db.session.scalars(query).first()


def publish(half: Instrument) -> None:
    """Ask it."""
    with writing():
        found = db.session.get_one(Instrument, half.id)
        owner = study_of(found)
        instruments.publish(make_lead(owner), owner, found)


def shown(client: PageClient, half: Instrument) -> set[str]:
    """Languages a person may choose by link."""
    link = make_link(study_of(half), db.session.get_one(Instrument, half.id))
    return {one.get("data-language") for one in client.get(f"/r/{link.token}").all("a")} - {None}


def test_the_table_tells_how_far_each_language_is(lead: PageClient, half: Instrument) -> None:
    page = lead.get(base(half))
    assert "7 sur 8 · 1 à traduire" in page.text
    assert "0 sur 8 · 8 à traduire" in page.text
    assert "Dire relue" not in page.text
    found = lead.get(f"/questionnaires/{half.public_id}").html
    assert base(half) in found


def test_the_last_text_written_completes_the_language(lead: PageClient, half: Instrument) -> None:
    assert "Vous avez dit" in lead.get(f"{base(half)}/en").text
    answer = say(lead, half, "pourquoi.text", f"  {WHY}\r\n")
    assert answer.response.headers["Location"].endswith("/traductions")
    assert at(half, "en", "pourquoi.text").words == WHY
    assert "en" in now(half).complete
    assert "Dire relue" in lead.get(base(half)).text


def test_without_script_the_next_missing_text_follows(lead: PageClient, half: Instrument) -> None:
    text = at(half, "ar", "venu.text")
    data = {"mark": text.mark, "seen": text.seen, "words": "هل سبق أن أتيت؟"}
    answer = lead.post(f"{base(half)}/ar", data)
    following = at(half, "ar", "venu.option:oui").mark
    assert answer.response.headers["Location"].endswith(f"/ar?texte={following}")
    page = lead.get(f"{base(half)}/ar?texte={following}")
    (focused,) = [one for one in page.all("textarea") if one.get("autofocus") is not None]
    assert (focused.get("lang"), focused.get("dir")) == ("ar", "rtl")


def test_words_that_lose_what_is_quoted_are_refused_and_kept_on_the_page(
    lead: PageClient, half: Instrument
) -> None:
    page = say(lead, half, "pourquoi.text", "Why on earth?", 422)
    assert "Il manque « {reponse:venu} »" in page.text
    assert "Why on earth?" in page.text
    assert at(half, "en", "pourquoi.text").words == ""


def test_htmx_gets_the_state_and_the_counts_and_never_the_field(
    lead: PageClient, half: Instrument
) -> None:
    text = at(half, "en", "venu.text")
    data = {"mark": text.mark, "seen": text.seen, "words": "Have you been here before?",
            "csrf_token": lead.token()}  # fmt: skip
    answer = lead.browser.post(
        f"{base(half)}/en", data=data, headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )
    body = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'hx-target="#state-{text.mark}"' in body
    assert at(half, "en", "venu.text").seen in body
    assert "enregistré" in body
    assert "7 textes traduits sur 8" in body
    assert "<textarea" not in body


def test_what_someone_else_wrote_meanwhile_is_not_overwritten(
    lead: PageClient, half: Instrument
) -> None:
    old = at(half, "en", "venu.text")
    say(lead, half, "venu.text", "Have you come before?")
    data = {"mark": old.mark, "seen": old.seen, "words": "Mine"}
    page = lead.post(f"{base(half)}/en", data, 422)
    assert "a changé pendant que vous écriviez" in page.text
    assert at(half, "en", "venu.text").words == "Have you come before?"


def test_french_changed_must_be_seen_again_until_said_or_confirmed(
    lead: PageClient, half: Instrument
) -> None:
    say(lead, half, "pourquoi.text", WHY)
    change_french(half, "venu.text", "Êtes-vous déjà venu ici ?")
    change_french(half, "suite.text", "Reviendrez-vous ?")
    assert now(half).outdated == {"en": ("venu.text", "suite.text")}
    assert "2 à revoir" in lead.get(base(half)).text
    page = lead.get(f"{base(half)}/en?voir=a-revoir")
    assert page.html.count("Le texte va toujours") == 2
    say(lead, half, "venu.text", "Been here before?", confirm="1")
    say(lead, half, "suite.text", "Will you come back?")
    assert now(half).outdated == {}
    assert "en" in now(half).complete


def test_a_language_is_met_once_complete_and_read_and_no_more_when_changed(
    lead: PageClient, half: Instrument
) -> None:
    with writing():
        db.session.get_one(Instrument, half.id).unread = []
    lead.post(f"{base(half)}/en/relecture")
    assert "en" not in now(half).reviewed  # not complete
    say(lead, half, "pourquoi.text", WHY)
    publish(half)
    assert shown(lead, half) == set()
    lead.post(f"{base(half)}/en/relecture")
    entry = logged("language.reviewed")
    assert entry is not None
    assert (entry.detail, entry.actor) == ({"language": "en"}, make_lead(study_of(half)).public_id)
    assert "relue" in lead.get(base(half)).text
    publish(half)
    assert shown(lead, half) == {"fr", "en"}
    say(lead, half, "venu.text", "Did you come before?")
    assert now(half).reviewed == ("fr",)
    publish(half)
    assert shown(lead, half) == set()


def test_a_language_opened_all_the_same_is_met_only_complete(
    lead: PageClient, half: Instrument
) -> None:
    with writing():
        db.session.get_one(Instrument, half.id).unread = []
        study_of(half).languages = ["fr"]
    offer = f"/questionnaires/{half.public_id}/langues/en"
    assert "n'est pas complète" in lead.follow(offer).text
    say(lead, half, "pourquoi.text", WHY)
    lead.follow(offer)
    publish(half)
    assert shown(lead, half) == {"fr", "en"}
    say(lead, half, "pourquoi.text", "")
    publish(half)
    assert shown(lead, half) == set()


def test_a_language_is_added_and_goes_while_nothing_is_said_in_it(
    lead: PageClient, half: Instrument
) -> None:
    lead.post(base(half), {"tag": "pt"})
    assert now(half).languages == ("fr", "en", "pt", "ar")
    lead.post(f"{base(half)}/pt/retrait")
    assert now(half).languages == ("fr", "en", "ar")
    assert "elle reste" in lead.follow(f"{base(half)}/en/retrait").text
    assert "pas connue" in lead.follow(base(half), {"tag": "xx"}).text
    lead.get(f"{base(half)}/pt", 404)
    lead.get(f"{base(half)}/fr", 404)


def test_who_does_not_write_questionnaires_sees_the_table_alone(
    client: PageClient, half: Instrument
) -> None:
    client.sign_in(make_member(study_of(half), "coder"))
    page = client.get(base(half))
    assert "Importer" not in page.text
    client.get(f"{base(half)}/en", 404)


def translated(half: Instrument, tag: str) -> None:
    """Every text said in a language, read, and the version published."""
    lead = make_lead(study_of(half))
    with writing():
        found = db.session.get_one(Instrument, half.id)
        operations.add_language(lead, found, tag)
        made = reworded(now(found), lambda place, said: {**said, tag: said["fr"] + " ї"})
        instruments.save_draft(lead, found, made)
        operations.review(lead, found, tag, True)
        instruments.offer_language(lead, study_of(found), found, tag)
    publish(half)


@pytest.mark.parametrize(("tag", "way"), [("uk", "ltr"), ("fa", "rtl")])
def test_a_language_the_house_does_not_speak_is_asked_in_and_says_which_words_are_french(
    lead: PageClient, half: Instrument, tag: str, way: str
) -> None:
    translated(half, tag)
    assert tag in shown(lead, half)
    link = make_link(study_of(half), db.session.get_one(Instrument, half.id))
    page = lead.get(f"/r/{link.token}?lang={tag}")
    assert f'<html lang="{tag}" dir="{way}">' in page.html
    (head,) = page.all("h1")
    assert "ї" in "".join(head.itertext())
    (foot,) = [one for one in page.all("nav") if one.get("id") == "foot"]
    assert (foot.get("lang"), foot.get("dir")) == ("fr", "ltr")
    asked = [one for one in page.all("fieldset") if one.get("data-question") == "venu"]
    assert [(one.get("lang"), one.get("dir")) for one in asked] == [(tag, way)]
    words = [one for one in page.all("p") if "answer-hint" in (one.get("class") or "")]
    assert {one.get("lang") for one in words} == {"fr"}
    told = "resteront en français"
    assert told in lead.get(f"{base(half)}/{tag}").text
    assert told not in lead.get(f"{base(half)}/ar").text


def test_a_language_met_now_can_be_closed_while_its_draft_is_not_complete(
    lead: PageClient, half: Instrument
) -> None:
    say(lead, half, "pourquoi.text", WHY)
    publish(half)
    say(lead, half, "pourquoi.text", "")
    page = lead.get(f"/questionnaires/{half.public_id}")
    assert "proposée incomplète" in " ".join(page.text.split())
    assert shown(lead, half) == {"fr", "en"}
    lead.post(f"/questionnaires/{half.public_id}/langues/en", {"stop": "1"})
    assert shown(lead, half) == set()


def test_a_translation_is_taken_back_as_any_other_act(lead: PageClient, half: Instrument) -> None:
    say(lead, half, "pourquoi.text", WHY)
    with writing():
        drafting.undo(db.session.get_one(Instrument, half.id))
    assert at(half, "en", "pourquoi.text").words == ""
    assert (
        "Traduction changée"
        in lead.follow(f"/questionnaires/{half.public_id}/atelier/reprise").html
    )
    assert at(half, "en", "pourquoi.text").words == WHY


def test_a_draft_with_faults_is_translated_all_the_same(lead: PageClient, half: Instrument) -> None:
    made = now(half)
    first, second, last = made.written
    faulty = replace(made, written=(replace(first, options=()), second, second, last))
    with writing():
        found = db.session.get_one(Instrument, half.id)
        instruments.save_draft(make_lead(study_of(found)), found, faulty)
    lead.get(base(half))
    lead.get(f"{base(half)}/en?voir=tous")
    say(lead, half, "pourquoi.text", WHY)
    assert at(half, "en", "pourquoi.text").words == WHY

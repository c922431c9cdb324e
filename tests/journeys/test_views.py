"""Interviews, as an interviewer holds them."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from sqlalchemy import select

from feedback.accounts.models import AuditEntry
from feedback.corpus.operations import of_origin
from feedback.db import db, writing
from feedback.journeys import operations
from feedback.journeys.models import Interview, InterviewContact, Step
from feedback.studies.models import Study
from tests.factories import (
    make_account,
    make_interview,
    make_lead,
    make_member,
    make_study,
    make_survey,
)
from tests.page_client import HTML, PageClient
from tests.statements import counted

TURNS = "Entretien du 4 mai\nE : Racontez-moi.\nP : J'ai tout redit trois fois.\nM : Bonjour."


@pytest.fixture
def study(app: object) -> Study:
    """A study with a published guide."""
    made = make_study()
    make_survey(made, "separation")
    return made


def start(client: PageClient, study: Study, **changes: str) -> str:
    """Begin an interview as the person signed in; returns its address."""
    page = client.get(f"/etudes/{study.public_id}/parcours/nouveau")
    guide = page.all("select")[0].find(f"{HTML}option").get("value")
    form = {
        "guide": guide, "pseudonym": "Odile", "day": "2026-05-04", "place": "home", "site": "",
        "informed": "y", **changes,
    }  # fmt: skip
    answer = client.post(f"/etudes/{study.public_id}/parcours/nouveau", form)
    return str(answer.response.headers["Location"])


def test_an_empty_list_says_how_to_begin(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    page = client.get(f"/etudes/{study.public_id}/parcours")
    assert "Aucun entretien" in page.text
    assert "Commencer un entretien" in page.text


def test_without_a_published_guide_the_page_says_who_publishes_one(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_member(study, "interviewer"))
    assert "Aucun guide" in client.get(f"/etudes/{study.public_id}/parcours").text
    assert "Aucun guide publié" in client.get(f"/etudes/{study.public_id}/parcours/nouveau").text


def test_no_permission_is_ticked_in_advance_and_a_pseudonym_is_offered(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    page = client.get(f"/etudes/{study.public_id}/parcours/nouveau")
    boxes = [i for i in page.all("input") if i.get("type") == "checkbox"]
    names = {b.get("name") for b in boxes} - {None}
    assert {"record", "quote", "callback", "informed"} <= names
    assert all(b.get("checked") is None for b in boxes)
    pseudonym = next(i for i in page.all("input") if i.get("name") == "pseudonym")
    assert pseudonym.get("value")


def test_an_interview_begins_with_the_permissions_given_and_only_those(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    page = client.get(start(client, study, quote="y"))
    assert "Odile" in page.text
    assert "Racontez-moi ce qui s’est passé" in page.text
    assert "Et ensuite ?" in page.text
    found = db.session.scalar(select(Interview))
    assert found is not None
    assert (found.record_on, found.quote_on) == (None, dt.date(2026, 5, 4))


def test_information_must_be_given_first_and_nothing_typed_is_lost(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    form = {"pseudonym": "Zélie", "day": "2026-05-04", "contact": "06 39 98 00 00", "quote": "y"}
    page = client.post(f"/etudes/{study.public_id}/parcours/nouveau", form, 422)
    assert "Zélie" in page.html
    assert "06 39 98 00 00" in page.html
    assert db.session.scalar(select(Interview.id)) is None


def test_a_contact_without_the_permission_to_call_back_is_refused(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    form = {"pseudonym": "Z", "day": "2026-05-04", "place": "home", "informed": "y",
            "contact": "06 39 98 00 00"}  # fmt: skip
    page = client.post(f"/etudes/{study.public_id}/parcours/nouveau", form, 422)
    assert "Ne gardez un contact que si la personne accepte" in page.text


@pytest.mark.parametrize("day", ["2999-01-01", "1999-12-31", "pas une date", ""])
def test_an_impossible_day_is_refused(client: PageClient, study: Study, day: str) -> None:
    client.sign_in(make_member(study, "interviewer"))
    form = {"pseudonym": "Z", "day": day, "place": "home", "informed": "y"}
    client.post(f"/etudes/{study.public_id}/parcours/nouveau", form, 422)
    assert db.session.scalar(select(Interview.id)) is None


def test_a_draft_says_when_it_will_be_erased(client: PageClient, study: Study) -> None:
    client.sign_in(make_lead(study))
    draft = make_interview(study)
    with writing():
        begun = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
        db.session.get_one(Interview, draft.id).created_at = begun
    assert "il sera effacé le 4 août 2026" in client.get(f"/parcours/{draft.public_id}").text
    assert "effacé le 4 août 2026" in client.get(f"/etudes/{study.public_id}/parcours").text


def test_steps_are_told_in_any_order(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    client.follow(f"{address}/etapes/nouvelle", {"titre": "La fin", "emotion": "2"})
    page = client.follow(
        f"{address}/etapes/nouvelle",
        {"titre": "Le début", "place": "0", "emotion": "-1", "canal": "courrier",
         "friction_dimensions": ["B1", "B4"], "verbatim": "un papier bleu"},
    )  # fmt: skip
    assert page.text.index("Le début") < page.text.rindex("La fin")
    drawing = page.tree.find(".//{http://www.w3.org/2000/svg}svg[@class='journey-drawing']")
    words = " ".join(drawing.itertext())
    assert "Courrier" in words
    assert "Délais, attente" in words
    assert "un papier bleu" in page.text


def test_the_table_behind_the_picture_says_the_same(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    page = client.follow(
        f"{address}/etapes/nouvelle",
        {"titre": "Le dossier", "emotion": "-2", "emotion_mot": "vidée", "acteur": "caf"},
    )
    cells = [" ".join(c.itertext()).strip() for c in page.all("td")]
    assert "CAF" in cells
    assert "-2 (vidée)" in cells


def test_a_step_without_title_is_refused_with_everything_still_there(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    page = client.post(
        f"{address}/etapes/nouvelle",
        {"titre": "", "action": "Ce que je viens de taper", "delai": "beaucoup", "canal": "xx"}, 422,
    )  # fmt: skip
    assert "Ce que je viens de taper" in page.text
    assert "Écrivez un nombre" in page.text
    assert "Choisissez une réponse de la liste" in page.text
    assert db.session.scalar(select(Step.id)) is None


def test_a_step_moves_is_taken_away_and_comes_back(client: PageClient, study: Study) -> None:
    interviewer = make_member(study, "interviewer")
    interview = make_interview(study, interviewer, "Un", "Deux")
    client.sign_in(interviewer)
    address = f"/parcours/{interview.public_id}"
    first, second = interview.shown_steps
    one, two = first.public_id, second.public_id
    page = client.follow(f"{address}/etapes/{two}/rang", {"vers": "haut"})
    assert "« Deux » est maintenant à la place 1" in page.text
    page = client.follow(f"{address}/etapes/{one}/retrait")
    assert "Étape « Un » retirée" in page.text
    page = client.follow(f"{address}/etapes/{one}/retour")
    assert "Étape remise à sa place" in page.text
    db.session.expire_all()
    found = db.session.get_one(Interview, interview.id)
    assert [s.title for s in found.shown_steps] == ["Deux", "Un"]


def test_htmx_receives_the_part_that_changed_only(client: PageClient, study: Study) -> None:
    interviewer = make_member(study, "interviewer")
    interview = make_interview(study, interviewer, "Un", "Deux")
    client.sign_in(interviewer)
    two = interview.shown_steps[1].public_id
    page = client.post(
        f"/parcours/{interview.public_id}/etapes/{two}/rang", {"vers": "haut"}, 200,
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )  # fmt: skip
    assert page.html.lstrip().startswith('<section id="steps"')
    assert "<html" not in page.html


def test_a_step_of_another_interview_is_not_found(client: PageClient, study: Study) -> None:
    interviewer = make_member(study, "interviewer")
    mine = make_interview(study, interviewer, "Un")
    other = make_interview(study, interviewer, "Autre")
    client.sign_in(interviewer)
    step_id = other.shown_steps[0].public_id
    client.get(f"/parcours/{mine.public_id}/etapes/{step_id}", 404)
    client.post(f"/parcours/{mine.public_id}/etapes/{step_id}/retrait", status=404)


def test_the_guides_own_questions_are_kept_unfinished(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    page = client.follow(f"{address}/questions", {"repetition": "Quatre fois, oui."})
    assert "Quatre fois, oui." in page.text
    page = client.post(f"{address}/questions", {"repetition": "x" * 4001, "oubli": "Rien"}, 422)
    assert "trop long" in page.text
    assert "Rien" in page.text


def test_a_page_cannot_grant_itself_a_permission(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    client.follow(f"{address}/questions", {"repetition": "Oui.", "accord_citer": "oui"})
    found = db.session.scalar(select(Interview))
    assert found is not None
    assert found.answers == {}


def test_the_turns_are_shown_before_anything_is_kept(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study, record="y")
    page = client.post(f"{address}/transcription", {"text": TURNS}, 200)
    assert "Rien n'est encore enregistré" in page.text
    assert "Tours de parole (2)" in page.text
    assert "Ligne 4 : « M » n'est pas E, P ou T" in page.text
    assert db.session.scalar(select(Interview.transcript)) == ""
    page = client.follow(f"{address}/transcription", fields(page) | {"keep": "1"})
    assert "Transcription enregistrée" in page.text
    assert "J'ai tout redit trois fois." in page.text


def fields(page: object) -> dict[str, str]:
    """What the form of the transcript would send."""
    kept = {i.get("name"): i.get("value") or "" for i in page.all("input") if i.get("name")}  # type: ignore[attr-defined]
    (area,) = page.all("textarea")  # type: ignore[attr-defined]
    kept.pop("file", None)
    return {**kept, "text": area.text.removeprefix("\n") if area.text else ""}


def test_a_text_changed_after_it_was_shown_is_shown_again(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    shown = client.post(f"{address}/transcription", {"text": TURNS}, 200)
    changed = fields(shown) | {"keep": "1", "text": TURNS + "\nP : Encore."}
    page = client.post(f"{address}/transcription", changed, 200)
    assert "Rien n'est encore enregistré" in page.text


def test_a_text_file_is_read_whatever_its_encoding(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        file = io.BytesIO("E : Ça va ?\r\nP : Là, ça dépend.".encode(encoding)), "a.txt"
        page = client.post(f"{address}/transcription", {"text": "", "file": file}, 200)
        assert "Là, ça dépend." in page.text


def test_a_word_processors_file_is_refused_in_plain_words(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    data = {"text": "Déjà tapé", "file": (io.BytesIO(b"PK\x03\x04 docx"), "a.docx")}
    page = client.post(f"{address}/transcription", data, 422)
    assert "Enregistrez-le en .txt" in page.text
    assert "Déjà tapé" in page.text


def test_without_permission_to_record_the_page_asks_for_notes_only(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    page = client.get(f"{start(client, study)}/transcription")
    assert "n'a pas accepté l'enregistrement" in page.text


def test_the_end_hands_over_the_code_and_the_help_numbers(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study, quote="y")
    client.follow(f"{address}/etapes/nouvelle", {"titre": "Un", "verbatim": "C'était long."})
    page = client.post(f"{address}/fin", {"notes_read": "y"}, 200)
    assert re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.text)
    assert "/retrait" in page.text
    assert {"119", "3919", "3114"} <= set(page.text.split())
    (document,) = of_origin("journeys", address.rsplit("/", 1)[1])
    assert (document.text, document.quotable) == ("C'était long.", True)
    shown = client.get(address)
    assert "1 texte" in shown.text
    assert "C'était long." not in shown.text


def test_an_empty_interview_does_not_end(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    page = client.post(f"{address}/fin", {"notes_read": "y"}, 422)
    assert "Notez au moins une étape" in page.text


def test_notes_must_be_read_again_and_doubtful_ones_are_shown(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    client.follow(
        f"{address}/etapes/nouvelle", {"titre": "Un", "action": "Appelé le 06 39 98 45 12"}
    )
    page = client.get(f"{address}/fin")
    assert [m.text for m in page.all("mark")] == ["06 39 98 45 12"]
    client.post(f"{address}/fin", {}, 422)
    assert db.session.scalar(select(Interview.state)) == "draft"


def test_ending_twice_changes_nothing(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    client.follow(f"{address}/etapes/nouvelle", {"titre": "Un", "verbatim": "Oui."})
    first = code_in(client.post(f"{address}/fin", {"notes_read": "y"}, 200).text)
    again = client.follow(f"{address}/fin", {"notes_read": "y"})
    assert "terminé depuis" in again.text
    assert len(of_origin("journeys", address.rsplit("/", 1)[1])) == 1
    assert code_in(client.post(f"{address}/code", status=200).text) == first


def code_in(text: str) -> str:
    """The withdrawal code on a page."""
    found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", text)
    assert found
    return found[0]


def test_notes_can_be_mended_after_the_end_but_not_the_persons_words(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    client.follow(f"{address}/etapes/nouvelle", {"titre": "Chez M. Untel", "verbatim": "Oui."})
    client.post(f"{address}/fin", {"notes_read": "y"}, 200)
    step_id = db.session.scalar(select(Step.public_id))
    page = client.get(f"{address}/etapes/{step_id}")
    assert "Ses mots" not in page.text
    client.follow(f"{address}/etapes/{step_id}", {"titre": "Chez un voisin", "verbatim": "Faux."})
    db.session.expire_all()
    step = db.session.scalar(select(Step))
    assert step is not None
    assert (step.title, step.verbatim) == ("Chez un voisin", "")
    client.post(f"{address}/etapes/{step_id}/retrait", status=422)


def test_a_contact_is_shown_on_demand_and_the_log_says_so(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study, callback="y", contact="06 39 98 12 12, le soir")
    page = client.get(f"{address}/permissions")
    assert "06 39 98 12 12" not in page.html
    page = client.post(f"{address}/contact", status=200)
    assert "06 39 98 12 12, le soir" in page.text
    assert db.session.scalar(
        select(AuditEntry.id).where(AuditEntry.act == "interview.contact_read")
    )


def test_taking_back_the_permission_to_call_back_erases_the_contact(
    client: PageClient, study: Study
) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study, callback="y", contact="06 39 98 12 12")
    client.follow(f"{address}/permissions", {"quote": "y"})
    assert db.session.scalar(select(InterviewContact.interview_id)) is None
    client.post(f"{address}/contact", status=422)


def test_an_interviewer_sees_their_own_and_the_lead_all(client: PageClient, study: Study) -> None:
    one, two = make_member(study, "interviewer"), make_member(study, "interviewer")
    interview = make_interview(study, one, "Un")
    address = f"/parcours/{interview.public_id}"
    client.sign_in(two)
    assert "Aucun entretien" in client.get(f"/etudes/{study.public_id}/parcours").text
    client.get(address, 404)
    client.post(f"{address}/contact", status=404)
    client.sign_in(make_lead(study))
    assert "Anouk" in client.get(f"/etudes/{study.public_id}/parcours").text
    client.get(address)


def test_other_roles_and_other_studies_do_not_reach_an_interview(
    client: PageClient, study: Study
) -> None:
    interview = make_interview(study)
    others = [make_member(study, role) for role in ("coder", "moderator", "manager", "agent")]
    for person in [*others, make_account("administrator"), make_lead(make_study())]:
        client.sign_in(person)
        client.get(f"/parcours/{interview.public_id}", 404)


def test_an_interviewer_who_left_the_study_sees_nothing_more(
    client: PageClient, study: Study
) -> None:
    elsewhere = make_study()
    person = make_member(elsewhere, "interviewer")
    interview = make_interview(study, person)
    client.sign_in(person)
    client.get(f"/parcours/{interview.public_id}", 404)


def test_the_person_says_stop_and_everything_goes(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    address = start(client, study)
    client.follow(f"{address}/etapes/nouvelle", {"titre": "Un"})
    page = client.follow(f"{address}/retrait")
    assert "a retiré cet entretien" in page.text
    assert db.session.scalar(select(Step.id)) is None
    for tab in ("fin", "questions", "transcription", "permissions", "etapes/nouvelle"):
        answer = client.get(f"{address}/{tab}", 303)
        assert answer.response.headers["Location"] == address


def test_older_interviews_are_on_the_next_page(client: PageClient, study: Study) -> None:
    lead = make_lead(study)
    first = make_interview(study, lead, "Un")
    with writing():
        fresh = db.session.get_one(Study, study.id)
        version = db.session.get_one(Interview, first.id).version
        for number in range(50):
            operations.begin(
                lead, fresh, version, pseudonym=f"N{number}", place="office",
                day=dt.date(2026, 5, 5),
            )  # fmt: skip
    client.sign_in(lead)
    page = client.get(f"/etudes/{study.public_id}/parcours")
    assert "Anouk" not in page.text
    older = next(a.get("href") for a in page.all("a") if "avant=" in (a.get("href") or ""))
    assert "Anouk" in client.get(older).text


def test_a_longer_list_asks_the_database_no_more(client: PageClient, study: Study) -> None:
    lead = make_lead(study)
    make_interview(study, lead, "Un")
    client.sign_in(lead)
    address = f"/etudes/{study.public_id}/parcours"
    client.get(address)
    with counted() as few:
        client.get(address)
    for role in ("interviewer", "interviewer", "interviewer"):
        make_interview(study, make_member(study, role), "Un", "Deux")
    with counted() as more:
        client.get(address)
    assert len(more) == len(few)


def test_a_longer_journey_asks_the_database_no_more(client: PageClient, study: Study) -> None:
    lead = make_lead(study)
    short = make_interview(study, lead, "Un")
    long = make_interview(study, lead, *(f"Étape {n}" for n in range(30)))
    client.sign_in(lead)
    with counted() as few:
        client.get(f"/parcours/{short.public_id}")
    with counted() as more:
        client.get(f"/parcours/{long.public_id}")
    assert len(more) <= len(few)

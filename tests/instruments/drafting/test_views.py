"""The workshop without a script: a draft written one act at a time, by one person or two."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.db import db
from feedback.instruments.definition import Definition
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of, draft, published
from feedback.studies.models import Study
from tests.factories import make_lead, make_member, make_study, make_survey
from tests.instruments.core.making import make_core, make_local
from tests.page_client import HTML, PageClient


class Bench:
    """A study lead at the workbench of a new survey."""

    def __init__(self, client: PageClient, study: Study) -> None:
        self.client, self.study = client, study
        self.lead = make_lead(study)
        client.sign_in(self.lead)
        client.follow(f"/etudes/{study.public_id}/questionnaires/vierge",
                      {"title": "Notre accueil", "kind": "survey"})  # fmt: skip
        self.instrument = db.session.query(Instrument).one()
        self.address = f"/questionnaires/{self.instrument.public_id}/atelier"

    @property
    def definition(self) -> Definition:
        db.session.expire_all()
        version = draft(self.instrument)
        assert version
        return definition_of(version)

    @property
    def codes(self) -> list[str]:
        return [q.code for q in self.definition.written]

    def add(self, kind: str, after: str = "", text: str = "") -> str:
        """Add a question, write its text, and return its code."""
        before = set(self.codes)
        self.client.follow(f"{self.address}/ajout", {"kind": kind, "q": after})
        (code,) = set(self.codes) - before
        if text:
            self.save(code, text=text)
            (code,) = set(self.codes) - before
        return code

    def card(self, path: str) -> dict[str, Any]:
        """What the card of a question holds, as its form would send it."""
        page = self.client.get(f"{self.address}?q={path}")
        (form,) = (f for f in page.all("form") if f.get("id") == "card-form")
        sent: dict[str, Any] = {}
        for one in form.iter():
            if one.tag not in (f"{HTML}input", f"{HTML}textarea", f"{HTML}select"):
                continue
            name, kind = one.get("name"), one.get("type")
            if kind in ("checkbox", "radio"):
                if one.get("checked") is not None:
                    sent.setdefault(name, []).append(one.get("value"))
            elif one.tag == f"{HTML}select":
                options = list(one.iter(f"{HTML}option"))
                chosen = [o.get("value") for o in options if o.get("selected") is not None]
                sent[name] = (chosen or [options[0].get("value")])[0]
            else:
                if name == "csrf_token":
                    continue  # each person has their own
                sent[name] = one.get("value") if one.tag == f"{HTML}input" else (one.text or "")
        return sent

    def save(self, path: str, status: int = 303, act: str = "", **changes: Any) -> Any:
        """Save the card of a question with some fields changed."""
        sent = {**self.card(path), **{k.replace("_0_", "-0-").replace("_1_", "-1-").replace("_2_", "-2-"): v
                                      for k, v in changes.items()}}  # fmt: skip
        if act:
            sent["act"] = act
        return self.client.post(f"{self.address}/carte?q={path}", sent, status)


@pytest.fixture
def bench(client: PageClient) -> Bench:
    return Bench(client, make_study())


def test_a_questionnaire_from_nothing_says_what_it_lacks(bench: Bench) -> None:
    page = bench.client.get(bench.address)
    assert "il faut au moins une question" in page.text
    assert bench.definition.title == {"fr": "Notre accueil"}


def test_each_kind_is_added_written_and_saved(bench: Bench) -> None:
    for kind in ("faces", "single", "multiple", "yes_no", "scale", "matrix", "ranking", "number",
                 "date", "short_text", "long_text", "information", "consent", "bank"):  # fmt: skip
        code = bench.add(kind, bench.codes[-1] if bench.codes else "", f"Que dire de {kind} ?")
        assert bench.codes[-1] == code
        assert bench.definition.by_code[code].kind == kind
        assert "question" not in code or kind == "bank"


def test_a_card_sent_as_it_is_changes_nothing(bench: Bench) -> None:
    survey = make_survey(bench.study)
    lead_page = f"/questionnaires/{survey.public_id}"
    version = published(survey)
    assert version
    before = definition_of(version)
    bench.client.post(f"{lead_page}/brouillon", {"version": version.public_id})
    bench.instrument, bench.address = survey, f"{lead_page}/atelier"
    for question in before.written:
        bench.save(question.code)
        for field in question.fields:
            bench.save(f"{question.code}.{field.code}")
    bench.client.post(f"{bench.address}/textes", bench.card("textes"))
    assert bench.definition.as_json() == before.as_json()


def test_answers_are_pasted_one_a_line_and_get_codes_of_their_own(bench: Bench) -> None:
    code = bench.add("single", text="Comment êtes-vous venu ?")
    assert code == "venu"
    bench.save(code, act="paste", pasted="À pied\nEn bus\n\nÀ pied\nEn voiture")
    options = bench.definition.by_code[code].options
    assert [o.label["fr"] for o in options] == ["À pied", "En bus", "En voiture"]
    assert [o.value for o in options] == ["pied", "bus", "voiture"]


def test_rows_of_answers_are_moved_and_dropped(bench: Bench) -> None:
    code = bench.add("single", text="Comment êtes-vous venu ?")
    bench.save(code, options_2_label="En bus", options_2_value="")
    bench.save(code, act="up-2")
    bench.save(code, act="drop-0")
    assert [o.value for o in bench.definition.by_code[code].options] == ["bus", "reponse_2"]


def test_a_rule_is_written_with_lines_and_follows_new_codes(bench: Bench) -> None:
    first = bench.add("yes_no", text="Avez-vous attendu ?")
    second = bench.add("number", first, "Combien de minutes ?")
    bench.save(second, act="condition")
    assert bench.definition.by_code[second].show_if == {"equals": [first, "oui"]}
    bench.save(second, **{"conditions-0-how": "is_not", "conditions-0-values": ["non"]})
    assert bench.definition.by_code[second].show_if == {"not": {"equals": [first, "non"]}}
    bench.save(first, code="attente")
    assert bench.definition.by_code[second].show_if == {"not": {"equals": ["attente", "non"]}}
    bench.save(second, act="uncondition-0")
    assert bench.definition.by_code[second].show_if is None


def test_a_question_is_moved_copied_removed_and_all_is_taken_back(bench: Bench) -> None:
    one = bench.add("short_text", text="Première ?")
    two = bench.add("short_text", one, "Deuxième ?")
    go = bench.client.follow
    go(f"{bench.address}/place", {"q": two, "vers": "haut"})
    assert bench.codes == [two, one]
    go(f"{bench.address}/copie", {"q": two})
    assert bench.codes == [two, f"{two}_copie", one]
    go(f"{bench.address}/retrait", {"q": one})
    assert bench.codes == [two, f"{two}_copie"]
    for expected in ([two, f"{two}_copie", one], [two, one], [one, two]):
        go(f"{bench.address}/retour", {"q": two})
        assert bench.codes == expected
    go(f"{bench.address}/reprise", {"q": two})
    assert bench.codes == [two, one]
    page = bench.client.get(bench.address)
    assert bench.lead.name in page.html  # the act that would be taken back says whose it is
    bench.add("date", text="Quand ?")  # what was taken back is forgotten by another act
    refused = bench.client.post(f"{bench.address}/reprise", {"q": two}, 422)
    assert "plus rien à rétablir" in refused.text


def test_what_cannot_be_saved_stays_on_the_card_with_its_reason(bench: Bench) -> None:
    code = bench.add("number", text="Combien ?")
    page = bench.save(code, 422, min="beaucoup", text="Combien de fois ?")
    assert "Écrivez un nombre" in page.text
    assert "Combien de fois ?" in page.html
    assert bench.definition.by_code[code].text == {"fr": "Combien ?"}


def test_two_people_never_overwrite_each_other_unseen(bench: Bench) -> None:
    code = bench.add("short_text", text="Première ?")
    stale = bench.card(code)
    other = make_member(bench.study, "study_lead", name="Camille Durand")
    bench.client.sign_in(other)
    bench.save(code, text="Le texte de Camille ?")
    bench.client.sign_in(bench.lead)
    page = bench.client.post(f"{bench.address}/carte?q={code}", {**stale, "text": "Le mien ?"}, 409)
    assert "Camille Durand a changé ceci" in page.text
    assert "Le texte de Camille ?" in page.text
    assert "Le mien ?" in page.html
    assert bench.definition.by_code[code].text == {"fr": "Le texte de Camille ?"}
    assert "Camille Durand écrit aussi" in page.text
    # Having seen both, one chooses
    kept = {**bench.card(code), "text": "Le mien ?", "act": "mine"}
    bench.client.post(f"{bench.address}/carte?q={code}", kept)
    assert bench.definition.by_code[code].text == {"fr": "Le mien ?"}


def test_another_who_takes_back_or_replaces_is_seen_too(bench: Bench) -> None:
    code = bench.add("short_text", text="Première ?")
    bench.save(code, text="Deuxième ?", help="Une aide")
    stale = bench.card(code)
    bench.client.sign_in(make_member(bench.study, "study_lead", name="Camille Durand"))
    bench.client.follow(f"{bench.address}/retour", {"q": code})
    bench.client.sign_in(bench.lead)
    page = bench.client.post(f"{bench.address}/carte?q={code}", {**stale, "help": "La mienne"}, 409)
    assert "La mienne" in page.html
    assert bench.definition.by_code[code].help == {}


def test_ones_own_earlier_page_saves_on_top_of_ones_own_later_one(bench: Bench) -> None:
    code = bench.add("short_text", text="Première ?")
    stale = bench.card(code)
    bench.save(code, text="Deuxième ?")
    bench.client.post(f"{bench.address}/carte?q={code}", {**stale, "text": "Troisième ?"})
    assert bench.definition.by_code[code].text == {"fr": "Troisième ?"}


def test_a_hundred_acts_can_be_taken_back_however_much_was_typed(bench: Bench) -> None:
    first = bench.add("short_text", text="Première ?")
    for turn in range(30):
        bench.client.follow(f"{bench.address}/copie", {"q": first})
        for letters in ("Prem", "Premi", f"Première, {turn} ?"):
            bench.save(first, text=letters)
    for _ in range(60):
        bench.client.follow(f"{bench.address}/retour", {"q": first})
    assert bench.codes == [first]
    assert bench.definition.by_code[first].text == {"fr": "Première ?"}


def test_what_another_changes_elsewhere_disturbs_nobody(bench: Bench) -> None:
    one = bench.add("short_text", text="Première ?")
    two = bench.add("short_text", one, "Deuxième ?")
    stale = bench.card(one)
    bench.client.sign_in(make_member(bench.study, "study_lead"))
    bench.save(two, text="Deuxième, autrement ?")
    bench.client.sign_in(bench.lead)
    bench.client.post(f"{bench.address}/carte?q={one}", {**stale, "text": "Autrement ?"})
    texts = [q.text["fr"] for q in bench.definition.written]
    assert texts == ["Autrement ?", "Deuxième, autrement ?"]


def test_publishing_forgets_the_history_and_closes_the_bench(bench: Bench) -> None:
    bench.add("short_text", text="Première ?")
    bench.client.follow(f"/questionnaires/{bench.instrument.public_id}/publication")
    page = bench.client.follow(f"{bench.address}/retour", {"q": ""})
    assert "pas de brouillon" in page.text


def test_a_draft_with_faults_is_shown_tried_and_not_published(bench: Bench) -> None:
    code = bench.add("single")
    version = draft(bench.instrument)
    assert version
    trial = f"/questionnaires/{bench.instrument.public_id}/versions/{version.public_id}/essai"
    assert "pas encore prête" in bench.client.get(f"{trial}?q={code}").text
    page = bench.client.follow(f"/questionnaires/{bench.instrument.public_id}/publication")
    assert "texte français manque" in page.text
    assert published(bench.instrument) is None
    bench.save(code, text="Comment ?")
    assert "Comment ?" in bench.client.get(trial).text


def test_every_page_of_a_faulty_draft_opens(bench: Bench) -> None:
    faces = bench.add("faces")
    bench.save(faces, act="drop-0")  # two faces: neither three nor five
    bench.add("scale", faces)
    bench.save(bench.add("long_text", faces), text="Dites-nous ?")
    version = draft(bench.instrument)
    assert version
    base = f"/questionnaires/{bench.instrument.public_id}"
    for page in ("", "/enregistrements", f"/versions/{version.public_id}", "/atelier"):
        assert "Dites-nous ?" in bench.client.get(base + page).html
    for page in ("xlsform", "fichier"):
        address = f"{base}/versions/{version.public_id}/{page}"
        assert bench.client._ask(bench.client.browser.get, address).status_code == 200


def test_the_trial_may_only_be_shown_within_the_house(bench: Bench) -> None:
    version = draft(bench.instrument)
    assert version
    trial = f"/questionnaires/{bench.instrument.public_id}/versions/{version.public_id}/essai"
    headers = bench.client.get(trial).response.headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers.getlist("X-Frame-Options") == ["SAMEORIGIN"]
    page = bench.client.get(bench.address).response.headers
    assert page.getlist("X-Frame-Options") == ["DENY"]


def test_a_question_of_the_core_is_shown_locked_and_others_follow_it(client: PageClient) -> None:
    study = make_study()
    local = make_local(study, make_core(make_study()))
    client.sign_in(make_lead(study))
    version = published(local)
    assert version
    client.post(f"/questionnaires/{local.public_id}/brouillon", {"version": version.public_id})
    bench = f"/questionnaires/{local.public_id}/atelier"
    page = client.get(bench)
    assert "Question du noyau" in page.text
    assert any(f.get("disabled") is not None for f in page.all("fieldset"))
    (where,) = {
        i.get("value") for f in page.all("form") if f.get("action", "").endswith("/ajout")
        for i in f.iter(f"{HTML}input") if i.get("name") == "q"
    }  # fmt: skip
    client.follow(f"{bench}/ajout", {"kind": "short_text", "q": where})
    db.session.expire_all()
    made = draft(local)
    assert made
    assert definition_of(made).written[-1].kind == "short_text"

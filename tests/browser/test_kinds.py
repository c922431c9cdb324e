"""Kinds that have a script of their own: by finger, by keyboard, and without any script."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from feedback.accounts.queries import by_email
from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments.definition import load
from feedback.instruments.kinds import KINDS
from feedback.instruments.models import Instrument
from feedback.kiosk import operations as kiosk
from feedback.kiosk.models import Device
from feedback.responses.models import Response
from feedback.studies.models import Study
from tests import places
from tests.factories import make_responses
from tests.instruments.making import document, source

pytestmark = [pytest.mark.browser, pytest.mark.once]
SIZES = [(1024, 768), (768, 1024)]
NUMBERS = itertools.count()
WAIT = {
    "code": "attente", "kind": "number", "text": {"fr": "Combien de minutes avez-vous attendu ?"},
    "min": 0, "max": 120, "unit": {"fr": "minutes"},
}  # fmt: skip
MARK = {
    "code": "note", "kind": "scale", "text": {"fr": "Comment trouvez-vous cet accueil ?"},
    "min": 0, "max": 10, "low": {"fr": "Vraiment pas bien"}, "high": {"fr": "Très bien"},
}  # fmt: skip
LABELS = {"lieu": "Un lieu plus proche", "heures": "Des heures plus larges",
          "papiers": "Moins de papiers", "langue": "Quelqu’un qui parle ma langue",
          "calme": "Plus de calme", "rdv": "Un rendez-vous", "tel": "Le téléphone"}  # fmt: skip
RANKS = {
    "code": "souhaits", "kind": "ranking", "text": {"fr": "Qu’est-ce qui vous aiderait ?"},
    "options": [{"value": value, "label": {"fr": label}} for value, label in LABELS.items()],
}  # fmt: skip

CARDS = {
    "code": "venue", "kind": "multiple", "text": {"fr": "Comment êtes-vous venu ?"},
    "options": [
        {"value": name, "label": {"fr": label}, "icon": name}
        for name, label in (("house", "À pied"), ("route", "En bus"), ("users", "Avec quelqu’un"),
                            ("mic", "J’ai appelé"), ("lock", "Autrement"))
    ] + [{"value": "nsp", "label": {"fr": "Je ne sais pas"}, "role": "dont_know", "exclusive": True}],
}  # fmt: skip


class Asked:
    """A survey of some questions, asked by a tablet and by a link."""

    def __init__(
        self, visit: Callable[..., Any], world: Any, server: str, *asked: Any, **changes: Any
    ) -> None:
        self.visit, self.world, self.server = visit, world, server
        made = load(document(*asked, **changes, code=f"essai_{os.getpid()}_{next(NUMBERS)}"))
        with world.app_context(), writing():
            study, lead = (
                db.session.scalars(select(Study)).first(),
                by_email("responsable@demo.example.org"),
            )
            survey = instruments.create(lead, study, made)
            db.session.flush()
            instruments.publish(lead, study, survey)
            device = Device(study_id=study.id, instrument_id=survey.id, mode="borne", name="Essai",
                            site_id=study.sites[0].id)  # fmt: skip
            db.session.add(device)
            db.session.flush()
            self.credential = kiosk.pair(device)
            self.token = kiosk.open_link(lead, study, survey, study.sites[0]).token
            self.id = survey.id

    def tablet(self, width: int = 1024, height: int = 768) -> Any:
        """A tablet at the first question."""
        visitor = self.visit(width, height)
        cookie = {"name": "tablette", "value": self.credential, "url": self.server}
        visitor.context.add_cookies([cookie])
        visitor.open("/k").wait_for_selector("body[data-ready]")
        visitor.page.click("#start")
        return visitor

    def link(self, **options: Any) -> Any:
        """The survey's address on a phone."""
        visitor = self.visit(390, 844, **options)
        visitor.open(f"/r/{self.token}")
        return visitor

    def latest(self) -> dict[str, Any]:
        """The closed answers stored last."""
        with self.world.app_context():
            query = select(Response).where(Response.instrument_id == self.id)
            found = db.session.scalars(query.order_by(Response.id.desc()).limit(1)).one()
            return dict(found.answers)


@pytest.fixture
def asking(visit: Callable[..., Any], world: Any, server: str) -> Callable[..., Asked]:
    """Make surveys."""
    return lambda *questions, **changes: Asked(visit, world, server, *questions, **changes)


def sent(page: Page) -> None:
    """Go on from the last question, and wait until the answer has arrived."""
    page.click("#next")
    page.wait_for_selector("body:not([data-saving])[data-waiting='0'][data-at=thanks]")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("question", [WAIT, MARK, RANKS, CARDS], ids=lambda one: one["kind"])
def test_a_tablet_shows_it_whole_with_large_targets_and_axe_finds_nothing(
    asking: Callable[..., Asked], question: dict[str, Any], size: tuple[int, int]
) -> None:
    visitor = asking(question).tablet(*size)
    extra = visitor.page.evaluate("document.documentElement.scrollHeight - innerHeight")
    assert extra <= 0
    sizes = visitor.page.evaluate(
        """[...document.querySelectorAll('.here :is(.choice, button, input[type=text])')]
           .map((e) => e.getBoundingClientRect()).filter((r) => r.width && r.right <= innerWidth)
           .map((r) => [r.width, r.height])"""
    )
    assert len(sizes) == {"number": 3, "scale": 11, "ranking": 7, "multiple": 6}[question["kind"]]
    assert all(min(size) >= 63.5 for size in sizes), sizes
    assert visitor.violations() == []
    if os.environ.get("SHOTS"):
        visitor.page.screenshot(path=f"/tmp/kind-{question['kind']}-{size[0]}.png")


@pytest.mark.parametrize("size", SIZES)
def test_every_kind_is_asked_on_a_tablet_and_axe_finds_nothing(
    asking: Callable[..., Asked], size: tuple[int, int]
) -> None:
    kinds = [kind for kind in KINDS if kind != "steps"]  # of interviews
    visitor = asking(*(source(kind, f"q_{kind}") for kind in kinds)).tablet(*size)
    page, seen, found = visitor.page, [], []
    while page.get_attribute("body", "data-at") == "questions":
        seen.append(page.evaluate("document.querySelector('.here').dataset.screen"))
        extra = page.evaluate("document.documentElement.scrollHeight - innerHeight")
        found += [f"{seen[-1]} scrolls by {extra}"] if extra > 0 else []
        found += [f"{seen[-1]}: {one}" for one in visitor.violations()]
        page.click("#next")
        page.wait_for_function(
            "(was) => (document.querySelector('.here')?.dataset.screen ?? was) !== was",
            arg=seen[-1],
        )
    assert found == []
    drawn = {"tiree_a", "tiree_b"} & {*seen}
    assert len(drawn) == 1
    assert {*seen} - drawn == {f"q_{kind}" for kind in kinds if kind != "bank"}


def test_a_number_is_counted_up_and_down_or_typed(asking: Callable[..., Asked]) -> None:
    asked = asking(WAIT)
    page = asked.tablet().page
    less, more = page.get_by_role("button", name="Moins"), page.get_by_role("button", name="Plus")
    field = page.get_by_label("Combien de minutes")
    more.click()
    expect(less).to_be_disabled()  # it starts at the lowest
    more.click()
    more.click()
    less.click()
    expect(field).to_have_value("1")
    field.fill("35")
    more.click()
    sent(page)
    assert asked.latest() == {"attente": 36}


def test_a_number_out_of_its_limits_is_said_before_going_on(asking: Callable[..., Asked]) -> None:
    page = asking(WAIT).tablet().page
    page.get_by_label("Combien de minutes").fill("12,5")
    page.click("#next")
    expect(page.get_by_role("alert")).to_contain_text("Entre 0 et 120.")
    page.get_by_label("Combien de minutes").fill("٣٠")
    sent(page)


def test_a_point_of_the_scale_is_one_touch(asking: Callable[..., Asked]) -> None:
    asked = asking(MARK)
    page = asked.tablet(768, 1024).page
    page.locator(".choice", has_text="10").click()
    sent(page)
    assert asked.latest() == {"note": 10}


def test_answers_are_ranked_by_touching_them_in_order_and_again_to_undo(
    asking: Callable[..., Asked],
) -> None:
    asked = asking(RANKS)
    page = asked.tablet().page
    for name in ("Un rendez-vous", "Plus de calme", "Le téléphone", "Plus de calme"):
        page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name="Le téléphone, rang 2")).to_be_visible()
    expect(page.get_by_role("button", name="Plus de calme", exact=True)).to_be_visible()
    sent(page)
    assert asked.latest() == {"souhaits": ["rdv", "tel"]}
    page.click("#again")
    page.click("#start")
    assert page.locator(".here [aria-pressed=true]").count() == 0


def test_a_ranking_needs_only_the_keyboard(asking: Callable[..., Asked]) -> None:
    asked = asking({**RANKS, "max_choices": 2})
    page = asked.tablet().page
    page.get_by_role("button", name="Le téléphone").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Un rendez-vous, rang 2")).to_be_focused()
    expect(page.get_by_role("button", name="Plus de calme")).to_be_disabled()
    sent(page)
    assert asked.latest() == {"souhaits": ["tel", "rdv"]}


MANY = {
    "code": "motif", "kind": "single", "text": {"fr": "Pourquoi venez-vous ?"}, "random": True,
    "options": [{"value": f"m{n}", "label": {"fr": f"Motif {n}"}} for n in range(12)]
    + [{"value": "autre", "label": {"fr": "Autre"}, "other": True}],
}  # fmt: skip
WHY = {"code": "suite", "kind": "multiple", "text": {"fr": "Pour « {reponse:motif} », avez-vous reçu de l’aide ?"},
       "options": [{"value": v, "label": {"fr": v.upper()}} for v in ("a", "b")]}  # fmt: skip


def order(page: Page) -> list[str]:
    """Answers as they stand."""
    return list(page.locator(".here .choice-label").all_inner_texts())


def test_each_person_sees_an_order_of_their_own_and_what_is_fixed_stays(
    asking: Callable[..., Asked],
) -> None:
    asked = asking(MANY)
    page = asked.tablet().page
    first = order(page)
    written = [f"Motif {n}" for n in range(12)]
    assert (sorted(first[:-1]), first[-1]) == (sorted(written), "Autre")
    page.locator(".choice", has_text="Motif 7").click()
    sent(page)
    assert asked.latest() == {"motif": "m7"}
    page.click("#again")
    page.click("#start")
    assert len({tuple(first), tuple(order(page)), tuple(written)}) > 1
    assert order(page) != first  # one chance in 479 001 600 that it is


def in_arabic(told: Any) -> Any:
    """The same with Arabic beside each French text: an incomplete language is never offered."""
    if isinstance(told, list):
        return [in_arabic(one) for one in told]
    if not isinstance(told, dict):
        return told
    return (
        {**told, "ar": told["fr"]} if "fr" in told else {k: in_arabic(v) for k, v in told.items()}
    )


def test_the_order_is_kept_when_the_language_changes(asking: Callable[..., Asked]) -> None:
    told = {"languages": ["fr", "ar"], "reviewed": ["fr", "ar"], "title": {"fr": "Essai"}}
    page = asking(in_arabic(MANY), **in_arabic(told)).tablet().page
    before = order(page)
    page.click(".k-languages summary")
    page.click("[data-language='ar']")
    page.wait_for_selector("#survey input[name=lang][value='ar']", state="attached")
    assert order(page) == before


def test_an_answer_is_quoted_in_what_follows_and_changes_with_it(
    asking: Callable[..., Asked],
) -> None:
    page = asking(MANY, WHY).tablet().page
    page.locator(".choice", has_text="Motif 7").click()
    page.click("#next")
    title = page.locator(".here h2")
    expect(title).to_have_text("Pour « Motif 7 », avez-vous reçu de l’aide ?")
    page.click("#back")
    page.locator(".choice", has_text="Motif 4").click()
    page.click("#next")
    expect(title).to_have_text("Pour « Motif 4 », avez-vous reçu de l’aide ?")
    sent(page)
    page.click("#again")
    page.click("#start")
    page.click("#next")
    expect(title).to_have_text("Pour « votre réponse », avez-vous reçu de l’aide ?")


BANK = {
    "code": "banque", "kind": "bank", "text": {"fr": "L’accueil"}, "ask": 2,
    "fields": [
        {"code": f"b{n}", "kind": "single", "text": {"fr": f"Question {n} ?"}, "options": [
            {"value": "oui", "label": {"fr": "Oui"}}, {"value": "non", "label": {"fr": "Non"}}]}
        for n in range(12)
    ],
}  # fmt: skip


def test_a_tablet_draws_questions_for_each_person(asking: Callable[..., Asked]) -> None:
    asked = asking(BANK, WAIT)
    page = asked.tablet().page
    draws = []
    for _person in range(3):
        seen = []
        while page.get_attribute("body", "data-at") == "questions":
            seen.append(page.evaluate("document.querySelector('.here').dataset.screen"))
            if len(seen) < 3:
                page.locator(".here .choice").first.click()
            if len(seen) == 3:
                sent(page)
            else:
                page.click("#next")
        assert len(seen) == 3
        draws.append(tuple(seen[:2]))
        drawn = sorted(seen[:2], key=lambda code: int(code[1:]))
        assert asked.latest() == {"banque": drawn, **dict.fromkeys(drawn, "oui")}
        page.click("#again")
        page.click("#start")
    assert len(set(draws)) > 1  # one chance in 4356 that it is not


def test_whoever_answers_nothing_leaves_no_answer_for_having_been_drawn(
    asking: Callable[..., Asked],
) -> None:
    asked = asking(BANK)
    page = asked.tablet().page
    page.click("#stop")
    page.click("#sure button[value=yes]")
    page.wait_for_selector("body:not([data-saving])[data-waiting='0'][data-at=start]")
    with asked.world.app_context():
        query = select(Response).where(Response.instrument_id == asked.id)
        assert db.session.scalars(query).all() == []


def test_by_link_the_server_draws_and_draws_the_same_again(asking: Callable[..., Asked]) -> None:
    asked = asking(BANK, {**WAIT, "required": True})
    page = asked.link(java_script_enabled=False).page
    legends = page.locator(".question-single legend")
    before = legends.all_inner_texts()
    assert len(before) == 2
    for group in page.locator(".question-single").all():
        group.get_by_label("Oui").check()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#problems")).to_contain_text("Répondez à cette question.")
    assert legends.all_inner_texts() == before
    page.get_by_label("Combien de minutes").fill("5")
    page.get_by_role("button", name="Envoyer").click()
    codes = [f"b{text.split()[1]}" for text in before]
    assert asked.latest() == {"banque": codes, **dict.fromkeys(codes, "oui"), "attente": 5}


def test_by_link_with_the_script_only_what_was_drawn_is_asked(
    asking: Callable[..., Asked],
) -> None:
    asked = asking(BANK)
    page = asked.link().page
    page.click("#start")
    expect(page.locator("#progress")).to_have_text("Question 1 sur 2")
    page.click("#next")
    page.locator(".here .choice").first.click()
    page.click("#next")
    page.wait_for_url("**/merci**")
    assert len(asked.latest()["banque"]) == 2


def test_without_any_script_ranks_are_written_and_what_is_wrong_is_told(
    asking: Callable[..., Asked],
) -> None:
    asked = asking(RANKS, WAIT, MARK)
    page = asked.link(java_script_enabled=False).page
    page.get_by_label("Un rendez-vous").fill("1")
    page.get_by_label("Plus de calme").fill("3")
    page.get_by_label("Combien de minutes").fill("300")
    page.get_by_role("button", name="Envoyer").click()
    told = page.locator("#problems")
    expect(told).to_contain_text("Les rangs se suivent")
    expect(told).to_contain_text("120 au plus")
    expect(page.get_by_label("Un rendez-vous")).to_have_value("1")
    page.get_by_label("Plus de calme").fill("2")
    page.get_by_label("Combien de minutes").fill("30")
    page.get_by_label("7", exact=True).check()
    page.get_by_role("button", name="Envoyer").click()
    assert asked.latest() == {"souhaits": ["rdv", "calme"], "attente": 30, "note": 7}


def test_a_preview_is_touched_as_the_page_of_the_person_is(asking: Callable[..., Asked]) -> None:
    asked = asking(RANKS, {**WHY, "text": {"fr": "Et « {reponse:souhaits} » ?"}})
    with asked.world.app_context():
        survey = db.session.get_one(Instrument, asked.id)
        path = f"/questionnaires/{survey.public_id}/versions/{survey.versions[0].public_id}"
    page = asked.visit().sign_in("responsable").open(path)
    page.get_by_role("button", name="Le téléphone").click()
    page.get_by_role("button", name="Plus de calme").click()
    expect(page.get_by_role("group", name="Et « Le téléphone, Plus de calme » ?")).to_be_visible()


def test_a_picture_of_the_study_is_added_and_shown_to_people(
    asking: Callable[..., Asked], visit: Callable[..., Any], world: Any
) -> None:
    with world.app_context():
        address = f"/etudes/{places.study()}/images"
    visitor = visit(320, 700).sign_in("responsable")
    page = visitor.open(address)
    picture = {"name": "guichet.png", "mimeType": "image/png", "buffer": places.PNG}
    page.set_input_files("input[type=file]", files=[picture])
    page.get_by_role("button", name="Ajouter").click()
    name = page.locator(".picture-list code").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert visitor.violations() == []
    options = [{"value": "ici", "label": {"fr": "Ici"}, "picture": name},
               {"value": "la", "label": {"fr": "Là"}, "icon": "house"}]  # fmt: skip
    shown = asking({**CARDS, "options": options}).tablet().page.locator("img.choice-picture")
    shown.wait_for()
    assert shown.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 1


EVERY = [WAIT, MARK, RANKS, CARDS, BANK]
EVERY_TITLE = "Combien de minutes avez-vous attendu ?"


def test_a_sheet_of_every_kind_is_typed_at_the_desk_by_the_keyboard_alone(
    asking: Callable[..., Asked],
) -> None:
    bank = {**BANK, "fields": BANK["fields"][:3]}
    asked = asking(WAIT, MARK, RANKS, bank)
    visitor = asked.visit().sign_in("responsable")
    with asked.world.app_context():
        study = db.session.scalars(select(Study).order_by(Study.id).limit(1)).one()
        survey = db.session.get_one(Instrument, asked.id)
        lot = f"/etudes/{study.public_id}/saisie?questionnaire={survey.versions[0].public_id}"
    page = visitor.open(lot)
    page.get_by_role("button", name="Commencer la saisie").click()
    expect(page.get_by_label(EVERY_TITLE)).to_be_focused()
    assert visitor.violations() == []
    keys = page.keyboard
    keys.type("35")
    keys.press("Enter")
    keys.type("7")  # of eleven points, zero is one: the number is its own
    for rank in ("2", "", "1", "", "", "", ""):
        keys.type(rank)
        keys.press("Enter")
    keys.type("1")
    keys.press("Enter")  # the second question of the bank was left blank on paper
    keys.type("2")
    if os.environ.get("SHOTS"):
        page.screenshot(path="/tmp/kind-desk.png", full_page=True)
    keys.press("Control+Enter")
    expect(page.get_by_text("Feuille enregistrée.")).to_be_visible()
    assert asked.latest() == {
        "attente": 35, "note": 7, "souhaits": ["papiers", "lieu"],
        "banque": ["b0", "b1", "b2"], "b0": "oui", "b2": "non",
    }  # fmt: skip


def test_results_preview_and_paper_show_every_kind_and_axe_finds_nothing(
    asking: Callable[..., Asked],
) -> None:
    asked = asking(*EVERY)
    with asked.world.app_context():
        study = db.session.scalars(select(Study).order_by(Study.id).limit(1)).one()
        survey = db.session.get_one(Instrument, asked.id)
        for turn in range(24):
            answers = {
                "attente": turn * 5, "note": turn % 11, "venue": ["house"],
                "souhaits": ["rdv", "calme"] if turn % 3 else ["tel"],
                "banque": ["b0", "b1"], **({"b0": "oui"} if turn < 20 else {}),
            }  # fmt: skip
            make_responses(study, survey, 1, answers=answers)
        version = f"/questionnaires/{survey.public_id}/versions/{survey.versions[0].public_id}"
        results = f"/enquetes/{survey.public_id}/resultats"
    visitor = asked.visit(1280, 900).sign_in("responsable")
    found = []
    for name, path in (("results", results), ("preview", version), ("paper", f"{version}/papier")):
        page = visitor.open(path)
        found += [f"{name}: {one}" for one in visitor.violations()]
        if os.environ.get("SHOTS"):
            page.screenshot(path=f"/tmp/kind-{name}.png", full_page=True)
        if name == "results":
            text = page.locator("#results").inner_text().replace("\xa0", " ").replace("\u202f", " ")
    assert found == []
    for words in ("57,5 minutes", "part des personnes qui placent cette réponse en premier",
                  "Question tirée au hasard : posée à 24 personnes.", "20 réponses valables"):  # fmt: skip
        assert words in text

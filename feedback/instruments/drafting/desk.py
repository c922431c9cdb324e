"""What the views of the workshop share: the draft at hand, its page and the answers to an act."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, render_template, url_for

from feedback.accounts.access import account
from feedback.codebook.queries import tree
from feedback.errors import Refused
from feedback.instruments.core.queries import locked_codes
from feedback.instruments.definition import Definition
from feedback.instruments.drafting import cards
from feedback.instruments.drafting.cards import TEXTS
from feedback.instruments.drafting.editing import find
from feedback.instruments.drafting.forms import (
    HOW_NAMES,
    MODE_NAMES,
    ROLE_NAMES,
    CardForm,
    TextsForm,
)
from feedback.instruments.drafting.queries import standing
from feedback.instruments.drafting.workbench import Bench
from feedback.instruments.forms import LANGUAGES, QUESTION_NAMES
from feedback.instruments.models import Instrument
from feedback.instruments.pictures import icons
from feedback.instruments.queries import definition_of, draft, faults_of, instrument, pictures
from feedback.instruments.questions import Question
from feedback.instruments.versions.telling import where
from feedback.studies.models import Study
from feedback.studies.queries import study_by_id
from feedback.web.forms import BareForm
from feedback.web.pages import go, page, wants_fragment


def reach(public_id: str) -> tuple[Study, Instrument]:
    """The instrument one may write, and its study."""
    found = instrument(account(), "edit_instruments", public_id)
    return study_by_id(account(), "edit_instruments", found.study_id), found


def bench(public_id: str, path: str) -> Bench | None:
    """The draft on the workbench, at the question asked for; None when there is no draft."""
    owner, found = reach(public_id)
    version = draft(found)
    if version is None:
        return None
    definition = definition_of(version)
    question = find(definition, path)
    if question is None and (path != TEXTS and definition.written):
        question = definition.written[0]
        path = question.code
    return Bench(
        owner, found, version, definition, path if question else TEXTS, question,
        standing(version, account()), faults_of(version), locked_codes(found),
    )  # fmt: skip


def card_form(question: Question) -> CardForm:
    """The card of a question, with an empty row for what comes next."""
    held = cards.fields_of(question)
    held["options"] = [*held["options"], {"role": "valid"}]
    held["statements"] = [*held["statements"], {}]
    return CardForm(formdata=None, data=held)


def texts_form(definition: Definition) -> TextsForm:
    """The texts around the questions."""
    return TextsForm(formdata=None, data=cards.texts_of(definition))


def dimensions(study: Study) -> list[tuple[str, str]]:
    """The codes of the study's codebook a question may carry, with their names."""
    found: list[tuple[str, str]] = []

    def walk(branches: Any, depth: int) -> None:
        for branch in branches:
            found.append((branch.code.key, "\u2003" * depth + branch.code.name))
            walk(branch.children, depth + 1)

    walk(tree(study), 0)
    return found


def bench_page(found: Bench, form: Any = None, status: int = 200, **more: Any) -> Any:
    fragment = "instruments/drafting/_bench.html"
    return page("instruments/drafting/show.html", fragment, status, **context(found, form), **more)


def context(found: Bench, form: Any = None) -> dict[str, Any]:
    if form is None:
        question = found.question
        form = card_form(question) if question else texts_form(found.definition)
    return {
        "bench": found, "study": found.study, "instrument": found.instrument, "card": form,
        "kinds": QUESTION_NAMES, "roles": ROLE_NAMES, "hows": HOW_NAMES, "modes": MODE_NAMES,
        "languages": LANGUAGES, "texts_path": TEXTS, "bare": BareForm(),
        "dimensions": dimensions(found.study), "icons": sorted(icons()),
        "pictures": pictures(found.study) if _pictured(found.question) else (),
        "where": where, "seen": cards.mark(found.definition, found.path),
    }  # fmt: skip


def _pictured(question: Question | None) -> bool:
    return question is not None and question.kind in ("single", "multiple")


def _here(public_id: str, path: str) -> str:
    return url_for("drafting.show", public_id=public_id, q=path)


def done(public_id: str, path: str, said: str, focus: str = "") -> Any:
    """After an act: the whole bench for htmx, the page again for others."""
    if not wants_fragment():
        return go(_here(public_id, path) + (f"#{focus}" if focus else ""))
    found = bench(public_id, path)
    if found is None:
        return go(url_for("instruments.show", public_id=public_id))
    return bench_page(found, said=said, focus=focus)


def refusal(public_id: str, path: str, refused: Refused) -> Any:
    found = bench(public_id, path)
    if found is None:
        flash(refused.message, "error")
        return go(url_for("instruments.show", public_id=public_id))
    problem = " ".join(str(one) for one in refused.messages)
    return bench_page(found, status=422, problem=problem)


def parts(found: Bench, template: str, status: int = 200, **more: Any) -> Any:
    response = make_response(render_template(template, **context(found), **more), status)
    response.headers["Cache-Control"] = "no-store"
    return response

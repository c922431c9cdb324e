"""Pages of projects of other tools: what one would bring, taken in whole, taken back whole."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.models import Account
from feedback.codebook.filing import refi
from feedback.codebook.filing.operations import planned
from feedback.codebook.filing.words import sentence
from feedback.codebook.versions.queries import present
from feedback.coding.lists.queries import coders
from feedback.coding.taking import operations, words
from feedback.coding.taking.forms import ProjectForm, TakeForm
from feedback.coding.taking.plan import Plan, packed, plan_of, tree_of, unpacked
from feedback.corpus.intake import operations as intake
from feedback.corpus.intake import queries, reading
from feedback.corpus.intake.models import KEPT, SEEN, Import
from feedback.corpus.intake.reading import Common, Ready
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.formats.readers.files import Entry
from feedback.formats.refi.findings import Unreadable
from feedback.formats.refi.reading import read
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.menu import Door
from feedback.web.pages import go, page
from feedback.web.secrets import ORIGINALS, house_secret

bp = Blueprint("taking", __name__)
DOORS = (
    Door(
        _l("Projet d'un autre logiciel"), _l("Prendre un .qdpx : ses textes, son livre, ses codages, ses mémos."),
        "taking.index", "edit_codebook", "upload", 64,
    ),
)  # fmt: skip
SHOWN = 8


@bp.get("/etudes/<public_id>/projets-importes")
@may("edit_codebook")
def index(public_id: str) -> Any:
    """Choose the file."""
    return _index(study(account(), "edit_codebook", public_id), ProjectForm(formdata=None))


def _index(found: Study, form: ProjectForm, status: int = 200) -> Any:
    taken = [one for one in queries.imports(account(), found) if one.settings.get("project")]
    return page("coding/taking/index.html", status=status, study=found, form=form, taken=taken)


@bp.post("/etudes/<public_id>/projets-importes")
@may("edit_codebook")
def look(public_id: str) -> Any:
    """Read the file; nothing enters the study yet."""
    found, form = study(account(), "edit_codebook", public_id), ProjectForm()
    if form.validate():
        try:
            plan = plan_of(*read(form.file.data.stream))
            with writing():
                fresh = study(account(), "edit_codebook", public_id)
                made = intake.see(
                    account(), fresh, packed(plan), house_secret(ORIGINALS),
                    project=plan.name or plan.origin or "?",
                )  # fmt: skip
                address = url_for("taking.show", import_id=made.public_id)
            return go(address)
        except Unreadable as bad:
            form.refuse(Refused(words.reason(bad.why, bad.where), "file"))
        except Refused as refused:
            form.refuse(refused)
    return _index(found, form, 422)


def _import(import_id: str, *states: str) -> tuple[Import, Study]:
    found = queries.the_import(account(), import_id, *states)
    owner = db.session.get_one(Study, found.study_id)
    return found, study(account(), "edit_codebook", owner.public_id)


def _plan(found: Import) -> Plan:
    return unpacked(intake.held(found, house_secret(ORIGINALS)))


@bp.get("/projets-importes/<import_id>")
@may("edit_codebook")
def show(import_id: str) -> Any:
    """What a project would bring, or what it brought."""
    found, owner = _import(import_id)
    if found.state == SEEN:
        return _seen(found, owner, TakeForm(formdata=None, language="fr"))
    return page(
        "coding/taking/taken.html", found=found, study=owner,
        untouched=found.state == KEPT and operations.untouched(found),
    )  # fmt: skip


def _seen(
    found: Import, owner: Study, form: TakeForm, status: int = 200, problem: Refused | None = None
) -> Any:
    plan = _plan(found)
    ready = _ready(owner, plan, "auto", "user", "fr")[0]
    left = {kind: list(some) for kind, some in plan.left.items()}
    for one in ready:
        if one.reason:
            left.setdefault(one.reason, []).append(one.name)
    return page(
        "coding/taking/seen.html", status=status, found=found, study=owner, plan=plan, form=form,
        new=_new_codes(owner, plan), left=left, left_words=words.LEFT, reading=words.READING,
        texts=sum(not one.reason for one in ready), team=coders(owner), chosen=request.form,
        guessed=_guessed(owner, plan), problem=problem, shown=SHOWN,
    )  # fmt: skip


def _new_codes(owner: Study, plan: Plan) -> list[Any]:
    """The codes that the book does not know by their identity."""
    book = present(owner)
    known = {refi.guid_of(code.id): code.key for code in book}
    given = refi.given(tree_of(plan), known, [code.key for code in book])
    taken = {code.key.lower() for code in book}
    return [one for one in given if one.key.lower() not in taken]


def _guessed(owner: Study, plan: Plan) -> dict[str, str]:
    """Who of the team bears a name of the file."""
    by_name = {reading.folded(one.name): one.public_id for one in coders(owner)}
    return {guid: by_name.get(reading.folded(name), "") for guid, name in plan.users.items()}


def _ready(
    owner: Study, plan: Plan, nature: str, speaker: str, language: str
) -> tuple[list[Ready], list[str]]:
    """The texts as they would be taken in, with their marks."""
    common = Common(language=language, speaker=speaker, nature=nature)
    entries = [Entry(text.name, text.text) for text in plan.texts]
    key = house_secret(ORIGINALS)
    made = [
        reading.with_attributes(one, {"titre": text.name, **text.attributes})
        for one, text in zip(reading.of_entries(entries, common), plan.texts, strict=True)
    ]
    marks = [reading.mark(key, owner.id, one.text) for one in made]
    return reading.once(made, marks, queries.known_marks(marks)), marks


@bp.post("/projets-importes/<import_id>/prise")
@may("edit_codebook")
def take(import_id: str) -> Any:
    """Take it in, all or nothing."""
    found, owner = _import(import_id, SEEN)
    form = TakeForm()
    if not form.validate():
        return _seen(found, owner, form, 422)
    plan = _plan(found)
    ready, marks = _ready(owner, plan, form.nature.data, form.speaker.data, form.language.data)
    prepared = intake.prepare(found, ready, marks, quotable=False, read_by=account())
    try:
        with writing():
            fresh, owner = _import(import_id, SEEN)
            wrong = planned(owner, _new_codes(owner, plan), {}).faults
            if wrong:
                raise Refused(_("Livre de codes : %(what)s.", what=sentence(wrong[0])))
            operations.take(account(), owner, fresh, plan, prepared, _coders(owner, plan))
    except Refused as refused:
        db.session.rollback()
        found, owner = _import(import_id, SEEN)
        return _seen(found, owner, form, 422, refused)
    flash(_("Projet pris dans l'étude."))
    return go(url_for("taking.show", import_id=import_id))


def _coders(owner: Study, plan: Plan) -> dict[str, Account]:
    """Who of the team each coder of the file is, as the page says."""
    team = {one.public_id: one for one in coders(owner)}
    chosen = {guid: team.get(request.form.get(f"qui-{n}", "")) for n, guid in enumerate(plan.users)}
    return {guid: one for guid, one in chosen.items() if one is not None}


@bp.post("/projets-importes/<import_id>/abandon")
@may("edit_codebook")
def drop(import_id: str) -> Any:
    """Forget what was read."""
    with writing() as session:
        found, owner = _import(import_id, SEEN)
        session.delete(found)
        address = url_for("taking.index", public_id=owner.public_id)
    flash(_("Import abandonné : rien n'a été enregistré."))
    return go(address)


@bp.post("/projets-importes/<import_id>/reprise")
@may("edit_codebook")
def take_back(import_id: str) -> Any:
    """Take it back whole, while nobody built upon it."""
    try:
        with writing():
            found, owner = _import(import_id, KEPT)
            codes_left = operations.take_back(account(), owner, found)
        flash(_("Projet repris : ses textes, codages et mémos sont partis."))
        if not codes_left:
            flash(_("Ses codes restent : quelqu'un s'en sert, ou le livre a changé depuis."))
    except Refused as refused:
        flash(str(refused.message), "error")
    return go(url_for("taking.show", import_id=import_id))

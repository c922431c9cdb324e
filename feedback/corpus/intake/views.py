"""Pages of imports: choose files, look at what they would give, take in, take back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.corpus.intake import operations, queries, reading, words
from feedback.corpus.intake.forms import FilesForm, SettingsForm, common_of
from feedback.corpus.intake.models import KEPT, SEEN, Import
from feedback.corpus.intake.reading import Ready
from feedback.corpus.moderation import words as text_words
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.formats.readers.faults import Unreadable
from feedback.formats.readers.files import MOST_TEXTS, SHEETS, entries, sheet, suffix
from feedback.formats.tables import Table
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.menu import Door
from feedback.web.pages import go, page
from feedback.web.secrets import ORIGINALS, house_secret

bp = Blueprint("intake", __name__)
DOORS = (
    Door(
        _l("Textes d'ailleurs"), _l("Importer des entretiens, des réponses ou des notes déjà écrits."),
        "intake.index", "moderate", "upload", 49,
    ),
)  # fmt: skip
MOST_FILES, SHOWN, SHOWN_OUT = 200, 50, 100


@bp.get("/etudes/<public_id>/textes-importes")
@may("moderate")
def index(public_id: str) -> Any:
    """The imports of a study, and files to choose."""
    return _index(study(account(), "moderate", public_id), FilesForm())


def _index(found: Study, form: FilesForm, status: int = 200) -> Any:
    return page(
        "corpus/intake/index.html", status=status, study=found, form=form, words=words,
        imports=queries.imports(account(), found),
        leads=roles_may(account().roles(found.id), "edit_codebook"),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/textes-importes")
@may("moderate")
def read(public_id: str) -> Any:
    """Read the files; nothing enters the corpus yet."""
    found, form = study(account(), "moderate", public_id), FilesForm()
    if form.validate():
        try:
            said = reading.packed(_read(form))
            with writing():
                fresh = study(account(), "moderate", public_id)
                made = operations.see(account(), fresh, said, house_secret(ORIGINALS))
            return go(url_for("intake.show", import_id=made.public_id))
        except Refused as refused:
            form.refuse(refused)
        except Unreadable as fault:
            form.refuse(Refused(_told(fault), "files"))
    return _index(found, form, 422)


def _read(form: FilesForm) -> Any:
    """What the files hold: one sheet, or the texts of all of them."""
    files = [(file.filename or "", file.read()) for file in form.files.data]
    if len(files) > MOST_FILES:
        raise Refused(
            _("200 fichiers au plus à la fois ; mettez-les dans un dossier .zip."), "files"
        )
    sheets = [name for name, _data in files if suffix(name) in SHEETS]
    if sheets and len(files) > 1:
        raise Refused(_("Une feuille s'importe seule : elle a ses propres colonnes."), "files")
    if sheets:
        try:
            return sheet(files[0][1])
        except Unreadable as fault:
            raise Unreadable(fault.reason, sheets[0]) from fault
    found = []
    for name, data in files:
        try:
            found += entries(name, data)
        except Unreadable as fault:
            inside = f"{name} › {fault.entry}" if fault.entry not in ("", name) else name
            raise Unreadable(fault.reason, inside) from fault
    if len(found) > MOST_TEXTS:
        raise Refused(_("5 000 textes au plus à la fois."), "files")
    return found


def _told(fault: Unreadable) -> str:
    return f"{fault.entry} : {words.REASONS[fault.reason]}"


# --- one import ----------------------------------------------------------------------------


def _import(public_id: str, *states: str) -> Import:
    return queries.the_import(account(), public_id, *states)


@dataclass(frozen=True)
class Shown:
    """An import as it is looked at before it is taken in."""

    held: Any
    mapping: Mapping[str, int]
    ready: list[Ready]
    marks: list[str]
    quotable: bool

    @property
    def kept(self) -> list[Ready]:
        """The texts that would be taken in."""
        return [one for one in self.ready if not one.reason]

    @property
    def out(self) -> list[Ready]:
        """Those left out."""
        return [one for one in self.ready if one.reason]

    @property
    def seal(self) -> str:
        """What was shown: taken in as it is, or shown again."""
        said = repr([(r, m) for r, m in zip(self.ready, self.marks, strict=True)]) + str(
            self.quotable
        )
        return hashlib.sha256(said.encode()).hexdigest()


def _shown(found: Import) -> Shown:
    of = db.session.get_one(Study, found.study_id)
    held = reading.unpacked(operations.held(found, house_secret(ORIGINALS)))
    common = common_of(found.settings, of)
    mapping: Mapping[str, int] = {}
    if isinstance(held, Table):
        mapping = found.settings.get("columns") or reading.guessed(held.headers)
        names = {reading.folded(said): s.id for s in of.sites for said in (s.code, s.name)}
        kept = [n for n in found.settings.get("kept", ()) if n < len(held.headers)]
        ready = reading.of_table(held, mapping, kept, names, common) if "text" in mapping else []
    else:
        ready = reading.of_entries(held, common)
    key = house_secret(ORIGINALS)
    marks = [reading.mark(key, of.id, one.text) for one in ready]
    ready = reading.once(ready, marks, queries.known_marks(marks))
    return Shown(held, mapping, ready, marks, common.quotable)


@bp.get("/textes-importes/<import_id>")
@may("moderate")
def show(import_id: str) -> Any:
    """An import: what it would give, or what it gave."""
    found = _import(import_id)
    if found.state == SEEN and found.settings.get("project"):
        return go(url_for("taking.show", import_id=import_id))
    return _seen_page(found) if found.state == SEEN else _kept_page(found)


def _seen_page(found: Import, form: SettingsForm | None = None, status: int = 200) -> Any:
    of = db.session.get_one(Study, found.study_id)
    if form is None:
        settings = {**found.settings, "day": common_of(found.settings, of).day}
        form = SettingsForm(formdata=None, data={"nature": "auto", "language": "fr", **settings})
        form.offer(of)
    shown = _shown(found)
    return page(
        "corpus/intake/seen.html", status=status, study=of, found=found, form=form, shown=shown,
        table=shown.held if isinstance(shown.held, Table) else None, words=words, most=SHOWN,
        kept=set(found.settings.get("kept", ())), most_out=SHOWN_OUT, text_words=text_words,
        sites={site.id: site.name for site in of.sites},
    )  # fmt: skip


def _kept_page(found: Import) -> Any:
    of, after = db.session.get_one(Study, found.study_id), request.args.get("apres", "")
    texts = queries.texts(found, int(after) if after.isdecimal() and len(after) < 10 else None)
    return page(
        "corpus/intake/kept.html", study=of, found=found, words=words, text_words=text_words,
        texts=texts[: queries.PAGE], states=queries.states(found),
        next_after=texts[queries.PAGE - 1].id if len(texts) > queries.PAGE else None,
        untouched=queries.untouched(found),
    )  # fmt: skip


@bp.post("/textes-importes/<import_id>/reglages")
@may("moderate")
def settle(import_id: str) -> Any:
    """Keep what was said of the texts and of the columns, and show again."""
    found, form = _import(import_id, SEEN), SettingsForm()
    form.offer(db.session.get_one(Study, found.study_id))
    if not form.validate():
        return _seen_page(found, form, 422)
    columns = {name: n for name in reading.FIELDS if (n := _column(f"col-{name}")) is not None}
    kept = [int(n) for n in request.form.getlist("kept") if n.isdecimal() and len(n) < 4]
    with writing():
        fresh = _import(import_id, SEEN)
        held = reading.unpacked(operations.held(fresh, house_secret(ORIGINALS)))
        width = len(held.headers) if isinstance(held, Table) else 0
        columns = {name: n for name, n in columns.items() if n < width}
        fresh.settings = {**form.settings(), "columns": columns, "kept": kept}
    return go(url_for("intake.show", import_id=import_id) + "#apercu")


def _column(name: str) -> int | None:
    given = request.form.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 4 else None


@bp.post("/textes-importes/<import_id>/enregistrement")
@may("moderate")
def keep(import_id: str) -> Any:
    """Take the texts in as they were shown, all or none."""
    found = _import(import_id, SEEN)
    shown = _shown(found)
    if request.form.get("seen") != shown.seal:
        flash(_("Ce qui serait enregistré a changé : regardez à nouveau."), "error")
        return go(url_for("intake.show", import_id=import_id))
    ready = operations.prepare(found, shown.ready, shown.marks, shown.quotable)
    try:
        with writing():
            count = operations.keep(account(), _import(import_id, SEEN), ready)
        flash(
            ngettext(
                "%(num)d texte enregistré : il attend d'être relu.",
                "%(num)d textes enregistrés : ils attendent d'être relus.",
                count,
            )
        )
    except Refused as refused:
        flash(str(refused.message), "error")
    return go(url_for("intake.show", import_id=import_id))


def _back(of: Study) -> Any:
    return go(url_for("intake.index", public_id=of.public_id))


@bp.post("/textes-importes/<import_id>/abandon")
@may("moderate")
def drop(import_id: str) -> Any:
    """Forget what was read."""
    with writing() as session:
        found = _import(import_id, SEEN)
        of = session.get_one(Study, found.study_id)
        session.delete(found)
    flash(_("Import abandonné : rien n'a été enregistré."))
    return _back(of)


@bp.post("/textes-importes/<import_id>/reprise")
@may("moderate")
def take_back(import_id: str) -> Any:
    """Undo an import while nothing of it is coded."""
    try:
        with writing():
            found = _import(import_id, KEPT)
            of, count = (
                db.session.get_one(Study, found.study_id),
                operations.take_back(account(), found),
            )
    except Refused as refused:
        flash(str(refused.message), "error")
        return go(url_for("intake.show", import_id=import_id))
    flash(ngettext("%(num)d texte effacé.", "%(num)d textes effacés.", count))
    return _back(of)


@bp.post("/textes-importes/<import_id>/retrait")
@may("moderate")
def withdraw(import_id: str) -> Any:
    """Withdraw all the texts of an import, with what was coded in them."""
    count, some = 0, 1
    while some:  # in transactions that stay short
        with writing():
            some = operations.withdraw_some(account(), _import(import_id, KEPT))
        count += some
    flash(ngettext("%(num)d texte retiré.", "%(num)d textes retirés.", count))
    return go(url_for("intake.show", import_id=import_id))


@bp.post("/textes-importes/<import_id>/textes/<document_id>/retrait")
@may("moderate")
def withdraw_one(import_id: str, document_id: str) -> Any:
    """Withdraw one text."""
    with writing():
        found = _import(import_id, KEPT)
        operations.withdraw_one(account(), found, queries.a_text(found, document_id))
    flash(_("Texte retiré."))
    return go(url_for("intake.show", import_id=import_id))

"""Where every page of the small demonstration is: one real address for each endpoint."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, current_app, url_for
from sqlalchemy import select
from werkzeug.routing import Rule

from feedback.accounts import operations as accounts
from feedback.accounts.models import Account, Grant
from feedback.accounts.queries import by_email
from feedback.app.worker import run_here
from feedback.codebook.models import Code
from feedback.coding import operations
from feedback.coding.double.models import Round
from feedback.coding.double.queries import lines
from feedback.coding.lists import operations as lists
from feedback.coding.lists.models import SavedFilter
from feedback.coding.memos import operations as memos
from feedback.coding.models import Coding, RemovedCoding
from feedback.coding.search import operations as search
from feedback.coding.search.models import Batch
from feedback.coding.search.queries import harvest
from feedback.coding.taking import operations as taking
from feedback.coding.taking.plan import Brought, Plan, packed
from feedback.corpus.intake import operations as intake
from feedback.corpus.intake import reading
from feedback.corpus.intake.models import Import
from feedback.corpus.models import Document
from feedback.corpus.queries import Wanted
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.exports import operations as exports
from feedback.exports.publishing.models import Publication
from feedback.exports.scope import Scope
from feedback.exports.standing import operations as standing_files
from feedback.exports.standing.models import StandingFile
from feedback.formats.readers.files import Entry
from feedback.instruments import operations as instruments
from feedback.instruments.core import operations as cores
from feedback.instruments.models import Instrument, Picture
from feedback.instruments.recordings import operations as recordings
from feedback.instruments.recordings.models import Recording
from feedback.jobs.models import Job
from feedback.journeys.models import Interview
from feedback.kiosk import operations as kiosk
from feedback.kiosk.models import Device, SetAside, SurveyLink
from feedback.paroles.models import Parole, ParoleLink
from feedback.responses.models import Conflict
from feedback.studies.kept import operations as kept_views
from feedback.studies.kept.models import KeptView
from feedback.studies.models import Site, Study
from feedback.web.secrets import ORIGINALS, house_secret

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x04\x00\x00\x00"
    b"\xb5\x1c\x0c\x02\x00\x00\x00\x0bIDATx\xdac\xfc_\x0f\x00\x02\x83\x01\x80_\xae\xa8\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
PEOPLE = {
    "agent": "agent", "interviewer": "enqueteur", "coder": "codeuse",
    "study_lead": "responsable", "moderator": "moderateur", "manager": "lieu",
    "administrator": "administrateur", "dpo": "dpo",
}  # fmt: skip


def first(model: Any, *where: Any) -> Any:
    """The first row of a table."""
    found = db.session.scalars(select(model).where(*where).order_by(model.id).limit(1)).first()
    assert found is not None, f"the demonstration has no {model.__name__}"
    return found


def link(kind: str) -> str:
    """A one-time link's token."""
    with writing():
        invited = by_email("codeur@demo.example.org")
        return accounts.make_link(
            None, kind, invited if kind != "first_run" else None, dt.timedelta(days=1)
        )


def study() -> str:
    """The study's public id."""
    return str(first(Study).public_id)


def survey() -> Instrument:
    """The reception survey."""
    found: Instrument = first(Instrument, Instrument.code == "accueil")
    return found


def document(*states: str) -> Document:
    """A text of the demonstration in one of these states."""
    found: Document = first(Document, Document.state.in_(states), Document.kind == "comment")
    return found


def interview(state: str) -> Interview:
    """An interview of the demonstration."""
    found: Interview = first(Interview, Interview.state == state)
    return found


def removed() -> str:
    """A coding that the coder has just taken away."""
    coder = person("coder")
    mine = select(Coding).where(Coding.coder_id == coder.id, ~Coding.settled, Coding.counts)
    taken = db.session.scalars(mine.order_by(Coding.id.desc()).limit(1)).one()
    with writing():
        operations.remove(coder, db.session.get_one(Coding, taken.id))
    return str(db.session.scalars(select(RemovedCoding.public_id).limit(1)).one())


def workbook() -> str:
    """A file that the study lead asked for, and that is ready."""
    made = db.session.scalar(select(Job).where(Job.state == "done", Job.file != ""))
    if made is None:
        with writing():
            lead = by_email("responsable@demo.example.org")
            asked = exports.ask_research(lead, first(Study), Scope(first(Study).id), 5).id
        run_here(current_app._get_current_object())  # type: ignore[attr-defined]
        made = db.session.get_one(Job, asked)
    assert made.state == "done", made.error
    return str(made.public_id)


def kept_view() -> str:
    """A view that the study lead keeps."""
    made = db.session.scalar(select(KeptView))
    if made is None:
        with writing():
            of = survey().public_id
            made = kept_views.keep(
                person("study_lead"), first(Study), "Mars", "analysis.show", of, {}, False
            )
    return str(made.public_id)


def publication() -> str:
    """The published results of the reception survey."""
    made = db.session.scalar(select(Publication).where(Publication.open))
    if made is None:
        figure = {"label": "Oui", "share": 0.5, "low": 0.4, "high": 0.6, "tone": "good"}
        mean = {
            "label": "Note moyenne sur 10",
            "unit": "mean",
            "value": 7.0,
            "low": 6.0,
            "high": 8.0,
        }
        one = {"code": "q", "title": "", "text": "Question", "kind": "yes_no", "n": 40,
               "bars": [figure], "figures": [mean]}  # fmt: skip
        with writing() as session:
            made = Publication(instrument_id=survey().id, through=dt.date(2026, 10, 31),
                               body={"questions": [one]})  # fmt: skip
            session.add(made)
    return str(made.public_id)


def standing() -> str:
    """A file that the study lead keeps up to date."""
    made = db.session.scalar(select(StandingFile))
    if made is None:
        lead, job = person("study_lead"), workbook()
        with writing():
            asked = db.session.scalars(select(Job).where(Job.public_id == job)).one()
            made = standing_files.begin(lead, asked, "week")
    return str(made.public_id)


def aside() -> str:
    """A record that nobody could read."""
    if db.session.scalar(select(SetAside)) is None:
        name = str(uuid.uuid4())
        with writing():
            kiosk.set_aside(first(Device).id, name, json.dumps({"uuid": name}), "key")
    return str(first(SetAside).public_id)


def sound() -> str:
    """The address of a recording."""
    found = db.session.scalar(select(Recording))
    if found is None:
        with writing():
            lead, asked = by_email("responsable@demo.example.org"), survey()
            found = recordings.keep(lead, asked, "citation", "pt", b"ID3" + bytes(500), "")
    return str(found.token)


def picture() -> str:
    """A picture of the study."""
    if db.session.scalar(select(Picture)) is None:
        with writing():
            lead = by_email("responsable@demo.example.org")
            instruments.add_picture(lead, first(Study), "guichet.png", PNG)
    return str(first(Picture).token)


def template() -> str:
    """The reception survey, a template of the house."""
    with writing():
        cores.name_template(person("administrator"), survey())
    return str(survey().public_id)


def round_id() -> str:
    """A round of double coding that both coders have finished."""
    return str(first(Round, Round.name == "Premier tirage").public_id)


def drawn() -> str:
    """A text of that round."""
    found = first(Round, Round.name == "Premier tirage")
    return str(lines(found)[-1].text.document.public_id)


def imported(state: str) -> Import:
    """An import by the study lead, only shown or taken in."""
    lead, asked = person("study_lead"), first(Study)
    query = select(Import).where(Import.state == state)
    held = [one for one in db.session.scalars(query) if not one.settings.get("project")]
    found = held[0] if held else None
    if found is None:
        said = reading.packed([Entry("a.txt", f"Un texte d'ailleurs ({state}).")])
        with writing():
            found = intake.see(lead, asked, said, house_secret(ORIGINALS))
            if state == "kept":
                ready = reading.of_entries(reading.unpacked(said), reading.Common())
                intake.keep(lead, found, intake.prepare(found, ready, ["0" * 64], False))
    return found


def batch() -> str:
    """What the study lead coded by a search."""
    made = db.session.scalar(select(Batch))
    if made is None:
        with writing():
            lead, asked, code = person("study_lead"), first(Study), first(Code, Code.key == "A2")
            wanted = Wanted(asked.id, READABLE, question="temps")
            found = harvest(lead, wanted, code, "words")
            chosen = {found.hits[0].id}
            made = search.code_found(lead, asked, code, found, chosen, "temps", "words")
    return str(made.public_id)


def project(state: str) -> Import:
    """A project of another tool that the study lead brought, only shown or taken in."""
    lead, asked = person("study_lead"), first(Study)
    query = select(Import).where(Import.state == state)
    held = [one for one in db.session.scalars(query) if one.settings.get("project")]
    if held:
        return held[0]
    if state == "seen":
        project("kept")  # the one shown last is the only one shown
    text = Brought("T", f"Ailleurs {state}", f"Un texte codé ailleurs ({state}).", {}, [], [])
    plan = Plan("Ailleurs", "autre", {}, {}, [], {}, [], [text])
    key = house_secret(ORIGINALS)
    with writing():
        found = intake.see(lead, asked, packed(plan), key, project=plan.name)
        if state == "kept":
            ready = reading.of_entries([Entry(text.name, text.text)], reading.Common())
            texts = intake.prepare(found, ready, ["1" * 64], False, read_by=lead)
            taking.take(lead, asked, found, plan, texts, {})
    return found


def memo(removed: bool = False) -> str:
    """A memo of the study lead's, taken away or not."""
    lead = person("study_lead")
    with writing():
        made = memos.write(lead, first(Study), "Note", "Une idée.")
        if removed:
            memos.remove(lead, made)
    return str(made.public_id)


def kept_filter() -> str:
    """A filter that the study lead keeps."""
    made = db.session.scalar(select(SavedFilter))
    if made is None:
        with writing():
            made = lists.keep_filter(
                person("study_lead"), first(Study), "Attente", {"q": "x"}, True
            )
    return str(made.public_id)


# What an argument stands for: by the word before it in the address, unless the endpoint differs.
BEFORE: dict[str, Callable[[], Any]] = {
    "static": lambda: "css/base.css",
    "mot-de-passe": lambda: link("reset"),
    "premiere-fois": lambda: link("first_run"),
    "comptes": lambda: by_email("codeur@demo.example.org").public_id,
    "acces-demonstration": lambda: "codeur",
    "etudes": study,
    "images": picture,
    "donnees": study,
    "accessibilite": study,
    "equipe": lambda: first(Grant, Grant.role == "coder").id,
    "lieux": lambda: first(Site).public_id,
    "r": lambda: first(SurveyLink).token,
    "token": lambda: "merci",
    "tablettes": lambda: first(Device).public_id,
    "reponses-illisibles": aside,
    "liens": lambda: first(SurveyLink).public_id,
    "reponses-mises-de-cote": lambda: first(Conflict).public_id,
    "questionnaires": lambda: survey().public_id,
    "modeles": template,
    "questions": lambda: "relation",
    "versions": lambda: survey().versions[0].public_id,
    "version_id": lambda: survey().versions[-1].public_id,
    "langues": lambda: "ar",
    "traductions": lambda: "ar",
    "enregistrements": lambda: "citation",
    "part": lambda: "pt",
    "ecouter": sound,
    "relecture": lambda: document("to_read").public_id,
    "codage": lambda: document("read", "validated").public_id,
    "codages": lambda: first(Coding).public_id,
    "double-codage": round_id,
    "textes": drawn,
    "livre-de-codes": lambda: "A2",
    "codes": lambda: "A2",
    "fichiers": workbook,
    "paroles": lambda: first(Parole).public_id,
    "lien": lambda: first(ParoleLink).public_id,
    "p": lambda: first(ParoleLink).token,
    "enquetes": lambda: survey().public_id,
    "parcours": lambda: interview("draft").public_id,
    "textes-importes": lambda: imported("kept").public_id,
    "filtres": kept_filter,
    "fichiers-tenus": standing,
    "vues": kept_view,
    "resultats-publics": publication,
    "flux": lambda: "rien",
    "memos": memo,
    "projets-importes": lambda: project("seen").public_id,
    "codages-par-recherche": batch,
    "etapes": lambda: interview("draft").steps[0].public_id,
}
ENDPOINTS: dict[str, Callable[[], Any]] = {
    "translation_files.download.kind": lambda: "xlsx",
    "coding.book_file.kind": lambda: "qdc",
    "kiosk.style.stamp": lambda: "x",
    "kiosk.script.stamp": lambda: "x",
    "kiosk.script.entry": lambda: "tablet",
    "corpus.unread.public_id": lambda: document("read").public_id,
    "corpus.validate.public_id": lambda: document("read").public_id,
    "corpus.unvalidate.public_id": lambda: document("validated").public_id,
    "coding.put_back.public_id": removed,
    **{
        f"intake.{act}.import_id": lambda: imported("seen").public_id
        for act in ("settle", "keep", "drop")
    },
    "intake.withdraw_one.document_id": lambda: (
        first(Document, Document.origin_room == "texts").public_id
    ),
    "taking.take_back.import_id": lambda: project("kept").public_id,
    "coding.memo_put_back.memo_id": lambda: memo(removed=True),
    "coding.supersede.public_id": lambda: document("read").public_id,
}


def argument(rule: Rule, name: str) -> Any:
    """The value of a route's argument."""
    if f"{rule.endpoint}.{name}" in ENDPOINTS:
        return ENDPOINTS[f"{rule.endpoint}.{name}"]()
    before = re.search(rf"([\w-]+)[/>]*/<[^>]*\b{name}>", rule.rule)
    word = before[1] if before else ""
    if word not in BEFORE:
        raise AssertionError(f"say in tests/places.py what {rule.rule} ({name}) is")
    return BEFORE[word]()


def address(rule: Rule) -> str:
    """A real address of a route; needs a request context."""
    return url_for(rule.endpoint, **{n: argument(rule, n) for n in rule.arguments})


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """Routes that answer a method, static files aside."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint != "static":
            yield rule


def who(app: Flask, rule: Rule) -> Any:
    """What the view declares: acts, "anyone" or "tablet"."""
    return app.view_functions[rule.endpoint].who  # type: ignore[attr-defined]


def person(role: str) -> Account:
    """The demonstration's person of a role."""
    found = by_email(f"{PEOPLE[role]}@demo.example.org")
    assert found is not None
    return found

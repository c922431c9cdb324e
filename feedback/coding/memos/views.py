"""Pages of memos (*Mémos*): the journal, what is written about codes, texts and passages."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.codebook.queries import by_key, codes
from feedback.coding import queries as coding
from feedback.coding import sheet
from feedback.coding.blueprint import bp
from feedback.coding.desk import states, tabs
from feedback.coding.forms import stretch
from feedback.coding.memos import operations, queries
from feedback.coding.memos.models import ABOUT, Memo
from feedback.coding.memos.words import ABOUT as ABOUT_WORDS
from feedback.corpus import queries as texts
from feedback.corpus.models import Document
from feedback.corpus.moderation import words
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go, page


def _filters() -> queries.Filters:
    sur = request.args.get("sur", "")
    given = {name: normalise(request.args.get(name, ""))[:200] for name in ("qui", "q")}
    return queries.Filters(sur=sur if sur in ABOUT else "", **given)


@bp.get("/etudes/<public_id>/memos")
@may("code")
def memos(public_id: str) -> Any:
    """The memos of a study, latest first, and a new one."""
    return _list(study(account(), "code", public_id))


def _list(found: Study, problem: Refused | None = None) -> Any:
    filters = _filters()
    before = normalise(request.args.get("avant", ""))[:10]
    held = queries.memos(found, account(), filters, before)
    return page(
        "coding/memos/index.html", status=422 if problem else 200, study=found, filters=filters,
        memos=held[: queries.PAGE], about=ABOUT_WORDS, authors=queries.authors(found),
        more=held[queries.PAGE - 1].public_id if len(held) > queries.PAGE else None,
        continued=bool(before), codes=codes(found), hue=coding.hue, problem=problem,
        typed=request.form, address={n: v for n, v in vars(filters).items() if v}, words=words,
        asked=request.values.get("code", ""), me=account(), **tabs(found),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/memos")
@may("code")
def memo_write(public_id: str) -> Any:
    """Write one about the study or one of its codes."""
    found = study(account(), "code", public_id)
    key = normalise(request.form.get("code", ""))[:20]
    try:
        with writing():
            owner = study(account(), "code", public_id)
            code = by_key(owner, key) if key else None
            if key and code is None:
                raise Refused(_l("Ce code n'est pas dans le livre."), "code")
            title, text = request.form.get("title", ""), request.form.get("text", "")
            memo = operations.write(account(), owner, title, text, code=code)
            public = memo.public_id
    except Refused as refused:
        return _list(found, refused)
    flash(_("Mémo enregistré."))
    if request.form.get("retour") == "code" and key:
        return go(url_for("coding.passages", public_id=public_id, key=key) + "#memos")
    return go(url_for("coding.memos", public_id=public_id) + f"#memo-{public}")


@bp.post("/codage/<public_id>/memos")
@may("code")
def memo_on_text(public_id: str) -> Any:
    """Write one about a text or a passage of it."""
    seen = {**coding.filters_of(request.args).as_address(), **_chosen()}
    back = url_for("coding.show", public_id=public_id, **seen) + "#memos"
    try:
        with writing():
            document = texts.document(account(), "code", public_id, states())
            owner = db.session.get_one(Study, document.study_id)
            span = _span(document)
            operations.write(
                account(), owner, request.form.get("title", ""), request.form.get("text", ""),
                document=document, span=span,
            )  # fmt: skip
        flash(_("Mémo enregistré."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(back)


def _span(document: Document) -> tuple[int, int] | None:
    """The words chosen, or the sentence numbered; none for the whole text."""
    if request.form.get("sentence"):
        return stretch(request.form, document.length)
    if not (number := request.form.get("phrase", "").strip()):
        return None
    turns = texts.turns(document) if document.kind == "transcript" else []
    blocks = sheet.blocks(document.text, document.kind, turns)
    found = sheet.sentences(document.text, blocks, "questions" in _chosen())
    if not number.isdecimal() or not 1 <= int(number) <= len(found):
        raise Refused(_l("Ce texte a %(num)d phrases.", num=len(found)), "phrase")
    one = found[int(number) - 1]
    return one.start, one.end


def _chosen() -> dict[str, str]:
    return {name: "1" for name in ("autres", "questions") if request.values.get(name) == "1"}


@bp.get("/memos/<memo_id>")
@may("code")
def memo(memo_id: str) -> Any:
    """One memo: its words, what it is about, the memos it leads to."""
    return _memo_page(queries.memo(account(), memo_id))


def _memo_page(found: Memo, problem: Refused | None = None) -> Any:
    owner = db.session.get_one(Study, found.study_id)
    others = queries.memos(owner, account(), queries.Filters(), limit=200)
    linked = queries.linked(found, account())
    return page(
        "coding/memos/show.html", status=422 if problem else 200, memo=found, study=owner,
        about=ABOUT_WORDS, hue=coding.hue, mine=found.author_id == account().id, words=words,
        linked=linked, others=[o for o in others if o is not found and o not in linked],
        problem=problem, typed=request.form,
    )  # fmt: skip


def _back(memo_id: str) -> Any:
    return go(url_for("coding.memo", memo_id=memo_id))


@bp.post("/memos/<memo_id>")
@may("code")
def memo_change(memo_id: str) -> Any:
    """Change one's own."""
    found = queries.memo(account(), memo_id)
    try:
        with writing():
            operations.change(
                account(), queries.memo(account(), memo_id), request.form.get("title", ""),
                request.form.get("text", ""),
            )  # fmt: skip
    except Refused as refused:
        return _memo_page(found, refused)
    flash(_("Mémo enregistré."))
    return _back(memo_id)


@bp.post("/memos/<memo_id>/retrait")
@may("code")
def memo_remove(memo_id: str) -> Any:
    """Take one's own away; the list offers it back."""
    try:
        with writing():
            found = queries.memo(account(), memo_id)
            operations.remove(account(), found)
            owner = db.session.get_one(Study, found.study_id).public_id
    except Refused as refused:
        flash(refused.message, "error")
        return _back(memo_id)
    flash(_("Mémo retiré."))
    return go(url_for("coding.memos", public_id=owner, retire=memo_id))


@bp.post("/memos/<memo_id>/retour")
@may("code")
def memo_put_back(memo_id: str) -> Any:
    """Put back what was taken away."""
    with writing():
        operations.put_back(account(), queries.memo(account(), memo_id, removed=True))
    flash(_("Mémo remis."))
    return _back(memo_id)


@bp.post("/memos/<memo_id>/liens")
@may("code")
def memo_link(memo_id: str) -> Any:
    """Let two memos lead to one another, or no more."""
    other = normalise(request.form.get("vers", ""))[:10]
    found = queries.memo(account(), memo_id)
    if not other:
        return _memo_page(found, Refused(_l("Choisissez un mémo."), "vers"))
    with writing():
        pair = queries.memo(account(), memo_id), queries.memo(account(), other)
        act = operations.unlink if request.form.get("delier") == "1" else operations.link
        act(*pair)
    return _back(memo_id)

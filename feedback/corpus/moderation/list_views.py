"""The lists of moderation: the queue, what waits for a second person, what was read."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.corpus import identifiers
from feedback.corpus import queries as texts
from feedback.corpus.moderation import operations, queries, words
from feedback.corpus.moderation.desk import bp, cut, filled, two_readers
from feedback.studies.models import Study
from feedback.studies.notice import months_unread
from feedback.studies.queries import studies, study
from feedback.web.forms import BareForm
from feedback.web.pages import page

PAGE = 25


@bp.get("/relecture")
@may("moderate")
def choose() -> Any:
    """The queue of the person's study, or the choice between several."""
    found = studies(account(), "moderate")
    if len(found) == 1:
        return redirect(url_for("corpus.queue", public_id=found[0].public_id), 303)
    return page("studies/choose.html", studies=found, endpoint="corpus.queue", title=_("Relecture"))


@bp.get("/etudes/<public_id>/relecture")
@may("moderate")
def queue(public_id: str) -> Any:
    """Texts nobody has read yet; those without likely identifiers can be read right here."""
    found = study(account(), "moderate", public_id)
    filters = queries.filters_of(request.args)
    return _list(found, "queue", queries.to_read(found, filters), filters)


@bp.get("/etudes/<public_id>/relecture/a-valider")
@may("moderate")
def waiting(public_id: str) -> Any:
    """Texts that wait for a second person."""
    found = study(account(), "moderate", public_id)
    filters = queries.filters_of(request.args)
    wanted = queries.to_validate(found, filters, two_readers())
    apart = queries.not_with_its_text()
    for_me = queries.not_handled_by(account())
    return _list(found, "waiting", wanted, filters, apart, for_me)


@bp.get("/etudes/<public_id>/relecture/relus")
@may("moderate")
def done(public_id: str) -> Any:
    """Texts read or validated."""
    found = study(account(), "moderate", public_id)
    filters = queries.filters_of(request.args)
    return _list(found, "done", queries.done(found, filters), filters)


def _list(
    found: Study, tab: str, wanted: texts.Wanted, filters: queries.Filters, *more: Any
) -> Any:
    after = texts.number_of(found, request.args.get("apres"))
    documents = texts.page(wanted, after, PAGE + 1, *more)
    to_read, to_validate = queries.tab_counts(found, two_readers())
    total = texts.total(wanted, *more)
    alone = len(queries.moderators(found)) < 2
    return page(
        f"corpus/{tab}.html", study=found, tab=tab, documents=documents[:PAGE], filters=filters,
        next_after=documents[PAGE - 1].public_id if len(documents) > PAGE else None,
        continued=after is not None, total=total, counts=(to_read, to_validate),
        alone=alone, two_readers=two_readers(), words=words, months=months_unread(found.notice), bare=BareForm(),
        may_invite=roles_may(account().roles(found.id), "manage_team"),
        likely=lambda d: identifiers.find(d.text), cut=cut, terms=wanted.terms,
        may_validate=lambda d: operations.may_validate(account(), d),
        not_mine=_locked(wanted, more, to_validate, total) if tab == "waiting" else 0,
        translations=operations.translations_of(documents), address=filters.as_address(),
    )  # fmt: skip


def _locked(wanted: texts.Wanted, more: tuple[Any, ...], to_validate: int, mine: int) -> int:
    """How many texts of the list wait for somebody else than this person."""
    filtered = bool(filled())
    return (texts.total(wanted, more[0]) if filtered else to_validate) - mine

"""Error pages with the same calm as the others, in the reader's language; never a bare 500."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException

from feedback.errors import NotAllowed, Refused

log = logging.getLogger("feedback")


def words(status: int) -> tuple[str, str]:
    """Title and advice for a status."""
    known = {
        400: (_("Demande incomprise"), _("Revenez en arrière et essayez à nouveau.")),
        403: (_("Accès refusé"), _("Reconnectez-vous, ou demandez à votre responsable d'étude.")),
        404: (_("Page introuvable"), _("Elle n'existe pas, ou elle ne vous est pas ouverte.")),
        405: (_("Geste impossible ici"), _("Revenez à la page précédente.")),
        409: (_("Quelqu'un d'autre a modifié ceci"), _("Rechargez la page puis recommencez.")),
        413: (_("Fichier trop lourd"), _("Choisissez un fichier plus petit.")),
        415: (_("Type de fichier refusé"), _("Choisissez un fichier d'un type accepté.")),
        422: (_("Ceci n'a pas pu être enregistré"), _("Corrigez puis recommencez.")),
        429: (_("Trop d'essais"), _("Attendez quelques minutes puis recommencez.")),
        503: (_("Service momentanément indisponible"), _("Réessayez dans une minute.")),
    }
    default = (_("Quelque chose n'a pas marché"), _("Ce n'est pas votre faute. Réessayez."))
    return known.get(status, default)


def calm(status: int, detail: object = None) -> Response:
    """The error page of a status."""
    title, advice = words(status)
    body = render_template("errors/error.html", title=title, advice=detail or advice, code=status)
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def on_csrf(error: CSRFError) -> Response:
    """A form older than its sign-in: nothing is done, and the person learns why."""
    return calm(400, _("Cette page a été ouverte trop longtemps. Rechargez-la puis recommencez."))


def on_http(error: HTTPException) -> Any:
    """Any HTTP refusal."""
    if error.response is not None:
        return error.response
    return calm(error.code or 500)


def on_unexpected(error: Exception) -> Response:
    """Our own fault: the log keeps the place, never the data."""
    if current_app.testing:
        raise error
    log.error("unexpected", exc_info=error, extra={"endpoint": request.endpoint})
    return calm(500)


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CSRFError, on_csrf)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(NotAllowed, lambda error: calm(404))
    app.register_error_handler(Refused, lambda error: calm(422, error.message))
    app.register_error_handler(ObjectDeletedError, lambda error: calm(404))
    app.register_error_handler(StaleDataError, lambda error: calm(409))
    app.register_error_handler(OperationalError, on_busy)
    app.register_error_handler(DataError, lambda error: calm(400))
    app.register_error_handler(Exception, on_unexpected)


def on_busy(error: OperationalError) -> Response:
    """The database cannot answer now (full disk, restart): say so, and keep the reason."""
    if current_app.testing:
        raise error
    log.error("database", extra={"endpoint": request.endpoint, "reason": type(error.orig).__name__})
    return calm(503)

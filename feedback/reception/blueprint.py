"""What the pages of the reception desk share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reception", __name__)
ACT = "type_in_answers"

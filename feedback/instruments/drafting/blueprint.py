"""The pages of the workshop of questionnaires."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("drafting", __name__)

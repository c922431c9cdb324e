"""The pages of coding hold to one blueprint, spread over several modules."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("coding", __name__)

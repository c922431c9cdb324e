"""The pages of double coding hold to one blueprint, spread over several modules."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("double", __name__)

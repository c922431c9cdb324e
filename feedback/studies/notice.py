"""What the notice at collection must say (RGPD, art. 13): typed settings of a study."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FIELDS = ("organisation", "service", "contact", "dpo", "retention_texts_months", "retention_years")


def missing(notice: Mapping[str, Any]) -> list[str]:
    """Names of the settings still empty."""
    return [name for name in FIELDS if not notice.get(name)]


def months_unread(notice: Mapping[str, Any]) -> int:
    """Months after which words nobody has read are erased: three, unless the study says otherwise."""
    return int(notice.get("retention_texts_months") or 3)

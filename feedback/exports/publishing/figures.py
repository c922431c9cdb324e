"""What of a survey's results may be published, and published again.

The whole study and closed months alone; nothing borne by fewer than the threshold, nothing that
everybody answered alike. A question is renewed only when its base has changed by none or by the
threshold at least: else the difference of two publications would be the answers of a few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from feedback.analysis.indicators import Indicator
from feedback.analysis.reports import Bar, QuestionReport
from feedback.analysis.thresholds import Masked

Entry = dict[str, Any]


def published(
    reports: Sequence[QuestionReport], before: Mapping[str, Any], threshold: int
) -> list[Entry]:
    """Return the questions to publish, in order; `before` is the body of the last publication."""
    known = {one["code"]: one for one in before.get("questions", ())}
    found = []
    for report in reports:
        if report.asked.is_written:
            continue
        entry = _entry(report) if _fit(report, threshold) else None
        old = known.get(report.asked.code)
        if old is not None and (entry is None or 0 < abs(entry["n"] - old["n"]) < threshold):
            entry = old  # what people have read stays, until enough others have answered
        if entry is not None:
            found.append(entry)
    return found


def _fit(report: QuestionReport, threshold: int) -> bool:
    alike = any(bar.share >= 1 for bar in report.bars)
    return not report.closed and report.n >= threshold and not alike


def _entry(report: QuestionReport) -> Entry:
    asked = report.asked
    return {
        "code": asked.code, "title": asked.title, "text": asked.text, "kind": asked.kind,
        "n": report.n, "bars": [_bar(bar) for bar in report.bars],
        "figures": [_figure(one) for one in report.indicators if _shown(one)],
    }  # fmt: skip


def _shown(figure: Indicator) -> bool:
    return not isinstance(figure.value, Masked) and figure.value is not None


def _bar(bar: Bar) -> Entry:
    low, high = bar.interval
    return {"label": bar.label, "share": bar.share, "low": low, "high": high, "tone": bar.tone}


def _figure(figure: Indicator) -> Entry:
    ends = [None if isinstance(end, Masked) else end for end in (figure.low, figure.high)]
    return {
        "label": figure.label, "unit": figure.unit, "value": figure.value, "low": ends[0],
        "high": ends[1],
    }  # fmt: skip

"""What two coders did not code alike in a text, and where: for the page that shows both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from feedback.coding.double.spans import Span, matched, merged


@dataclass(frozen=True)
class Difference:
    """A stretch that one of the two has and the other has not; `near`: the other has a part of it."""

    text: int
    code: int
    coder: int
    start: int
    end: int
    near: bool


def differences(marks: Iterable[Any], first: int, second: int, t: float) -> list[Difference]:
    """Stretches without a match, in the order of texts and places; marks tell text_id, coder_id,
    code_id, start and end."""
    spans: dict[tuple[int, int], dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        if mark.coder_id in (first, second):
            spans[mark.text_id, mark.code_id][mark.coder_id].append((mark.start, mark.end))
    found = []
    for (text, code), by_coder in spans.items():
        one, other = merged(by_coder[first]), merged(by_coder[second])
        same = matched(one, other, t)
        for coder, own, theirs, taken in (
            (first, one, other, {a for a, _b in same}), (second, other, one, {b for _a, b in same}),
        ):  # fmt: skip
            for start, end in own:
                if (start, end) not in taken:
                    near = any(s < end and e > start for s, e in theirs)
                    found.append(Difference(text, code, coder, start, end, near))
    return sorted(found, key=lambda d: (d.text, d.start, d.end, d.code, d.coder))

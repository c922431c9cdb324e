"""What is asked, frozen: questions, their options, their statements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from feedback.instruments.languages import Texts, pick
from feedback.instruments.quoting import bare

VALID = "valid"
ROLES = (VALID, "dont_know", "not_concerned", "prefer_not")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer offered; a role other than `valid` leaves the denominator of the figures."""

    value: str
    label: Texts
    score: float | None = None
    role: str = VALID
    exclusive: bool = False
    other: bool = False
    fixed: bool = False  # keeps its place where others are drawn in any order
    icon: str | None = None  # a drawing of the house, by its name
    picture: str | None = None  # a picture of the study, by its token

    @property
    def is_fixed(self) -> bool:
        """True when it never moves: told so, or not one answer like the others."""
        return self.fixed or self.other or self.exclusive or self.role != VALID

    @property
    def pictured(self) -> bool:
        """True when something is shown beside its words."""
        return self.icon is not None or self.picture is not None


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a matrix: its own code and dimension; `scores` replaces those of the options."""

    code: str
    text: Texts
    dimension: str | None = None
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Question:
    """One thing asked; its kind says which of these attributes it uses."""

    code: str
    kind: str
    text: Texts
    help: Texts = field(default_factory=dict)
    required: bool = False
    dimension: str | None = None
    show_if: Mapping[str, Any] | None = None
    modes: tuple[str, ...] = ()
    counted: bool = True
    options: tuple[Option, ...] = ()
    statements: tuple[Statement, ...] = ()
    fields: tuple["Question", ...] = ()
    lines: tuple[Texts, ...] = ()
    max_length: int | None = None
    max_choices: int | None = None
    min: float | None = None
    max: float | None = None
    decimals: int = 0
    unit: Texts = field(default_factory=dict)
    low: Texts = field(default_factory=dict)
    high: Texts = field(default_factory=dict)
    precision: str | None = None
    random: bool = False
    ask: int | None = None
    section: Texts = field(default_factory=dict)  # the title of the part that begins with it
    bank: str = ""  # of a question drawn, its bank; never written

    def title(self, tag: str) -> str:
        """Return its words as titles of columns and figures write them."""
        return bare(pick(self.text, tag).text)

    def option(self, value: str) -> Option | None:
        """Return the option of that value, if the question has one."""
        return next((option for option in self.options if option.value == value), None)

    @property
    def other(self) -> Option | None:
        """Return the option that opens a free text, if the question has one."""
        return next((option for option in self.options if option.other), None)

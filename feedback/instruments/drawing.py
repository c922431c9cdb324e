"""What a template needs to draw one question: words already chosen, ids already made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from feedback.instruments.languages import Spoken, own

ID = "q-"  # before every id: a question's code never meets an id of the page around it


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or box with its words; `mood` is the face drawn beside them.

    `number` is what is typed to choose it, where answers are numbered; `rank` what was given it.
    """

    id: str
    name: str
    value: str
    label: Spoken
    checked: bool
    mood: int | None = None
    exclusive: bool = False
    other: bool = False
    number: str = ""
    rank: str = ""
    fixed: bool = False
    icon: Markup | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of a matrix with its own choices."""

    id: str
    text: Spoken
    choices: tuple[Choice, ...]
    error: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One short field: a part of a date, or the text beside « autre »."""

    id: str
    name: str
    label: str
    value: str
    width: int
    error: str = ""


@dataclass(slots=True)
class Drawing:
    """One question as drawn in one language; `template` draws it under the name `q`."""

    kind: str
    code: str
    id: str
    name: str
    lang: str
    dir: str
    text: Spoken
    section: Spoken | None = None  # the title of the part that begins here
    help: Spoken | None = None
    hint: str = ""
    error: str = ""
    heading: str = ""
    number: str = ""
    required: bool = False
    optional: str = ""
    choices: tuple[Choice, ...] = ()
    random: bool = False
    rows: tuple[Row, ...] = ()
    parts: tuple[Part, ...] = ()
    other: Part | None = None
    value: str = ""
    limit: int | None = None
    inputmode: str = "text"
    bounds: Mapping[str, str] = field(default_factory=dict)  # of a number, for the page's script
    unit: Spoken | None = None
    low: Spoken | None = None
    high: Spoken | None = None
    lines: tuple[Spoken, ...] = ()
    steps: tuple[tuple["Drawing", ...], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    piped: Callable[[Spoken], Spoken] = lambda spoken: spoken

    @property
    def own(self) -> Markup:
        """Attributes of the house's own words, where they are in another language than the question."""
        return own(self.lang)

    @property
    def pictured(self) -> bool:
        """True when answers show something beside their words."""
        return any(one.icon or one.picture for one in self.choices)

    @property
    def template(self) -> str:
        """The partial of its kind."""
        return f"answers/{self.kind}.html"

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader adds to the question."""
        told = {"help": self.help, "hint": self.hint, "error": self.error}
        return " ".join(f"{self.id}-{name}" for name, said in told.items() if said)

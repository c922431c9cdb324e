"""From a frozen question, a language and what was typed, to a drawing and its HTML.

WTForms' own widgets are not used: they are most of the cost of a respondent's page.
Nothing here depends on the person but `raw`, so a page without it may be kept in a cache.
"""

from collections.abc import Callable, Iterable, Sequence

from jinja2 import Environment
from markupsafe import Markup

from feedback.instruments.builders import BUILDERS, Builder, Errors, here, said
from feedback.instruments.drawing import ID, Drawing
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.base import Problem, Raw
from feedback.instruments.kinds.ranking import Ranking, rank_name
from feedback.instruments.languages import Spoken, direction, html_lang, pick
from feedback.instruments.piping import answer_words, earlier, filled
from feedback.instruments.questions import Question
from feedback.instruments.typed import Typed, steps_typed
from feedback.instruments.words import word


def html(environment: Environment, drawing: Drawing) -> Markup:
    """Return the HTML of one question."""
    return Markup(environment.get_template(drawing.template).render(q=drawing))


def draw_all(
    questions: Iterable[Question],
    tag: str,
    raw: Raw | None = None,
    problems: Sequence[Problem] = (),
    heading: str = "",
    mark_optional: bool = False,
) -> list[Drawing]:
    """Return every question drawn; what was typed is shown again, with what is wrong beside."""
    asked = [*questions]
    typed = Typed({} if raw is None else raw)
    errors = {problem.field: problem.message(tag) for problem in problems}
    known = earlier(asked)

    def words(code: str) -> str:
        values = _values(known[code], typed) if code in known else []
        return answer_words(known[code], values, lambda t: pick(t, tag).text) if values else ""

    def piped(spoken: Spoken) -> Spoken:
        return filled(spoken, words, tag)

    return [_draw(one, tag, typed, errors, heading, mark_optional, piped) for one in asked]


def _values(question: Question, typed: Typed) -> list[str]:
    """What was answered, ranks in their order."""
    listed = [value for value in typed.all(question.code) if value]
    if listed or question.kind != Ranking.name:
        return listed
    ranks = {o.value: typed.one(rank_name(question, o.value)) for o in question.options}
    return sorted((value for value in ranks if ranks[value]), key=lambda value: ranks[value])


def draw(
    question: Question,
    tag: str,
    raw: Raw | None = None,
    problems: Sequence[Problem] = (),
    heading: str = "",
    mark_optional: bool = False,
) -> Drawing:
    """Return one question drawn."""
    return draw_all((question,), tag, raw, problems, heading, mark_optional)[0]


def _draw(
    question: Question,
    tag: str,
    typed: Typed,
    errors: Errors,
    heading: str = "",
    mark_optional: bool = False,
    piped: Callable[[Spoken], Spoken] = lambda spoken: spoken,
) -> Drawing:
    help_ = said(question.help, tag)
    name = typed.prefix + question.code
    drawing = Drawing(
        kind=question.kind,
        code=question.code,
        id=ID + name,
        name=name,
        lang=html_lang(tag),
        dir=direction(tag),
        text=piped(pick(question.text, tag)),
        section=said(question.section, tag),
        help=piped(help_) if help_ else None,
        piped=piped,
        random=question.random,
        error=errors.get(name, ""),
        heading=heading,
        required=question.required,
        words={"error": word("error", tag)},
    )
    if mark_optional and not question.required and KINDS[question.kind].asks:
        drawing.optional = word("optional", tag)
    _BUILDERS[question.kind](drawing, question, tag, typed, errors)
    return drawing


def _steps(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    each = steps_typed(question, typed)
    drawing.steps = tuple(
        tuple(_draw(field, tag, one, errors) for field in question.fields) for one in each
    )
    drawing.lines = tuple(
        Spoken(word("step", tag, number=number), *here(tag)) for number in range(1, len(each) + 1)
    )


_BUILDERS: dict[str, Builder] = {**BUILDERS, "steps": _steps}

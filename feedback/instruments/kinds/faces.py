"""Three or five faces, from worst to best, each with its word."""

from feedback.instruments.kinds.choosing import valid_options
from feedback.instruments.kinds.single import Single
from feedback.instruments.questions import VALID, Option, Question

_MOODS = {3: (1, 3, 5), 5: (1, 2, 3, 4, 5)}


def mood(question: Question, option: Option) -> int | None:
    """Return which of the five faces is drawn for an option; none for « je ne sais pas »."""
    if option.role != VALID:
        return None
    offered = valid_options(question)
    return _MOODS[len(offered)][offered.index(option)]


class Faces(Single):
    """One face among three or five; scores rise from the first to the last."""

    name = "faces"
    uses = frozenset({"options"})

    def check(self, question: Question) -> list[str]:
        """Three or five valid options with rising scores, no « autre »."""
        problems = super().check(question)
        scores = [option.score for option in valid_options(question)]
        if len(scores) not in _MOODS:
            problems.append("il faut 3 ou 5 visages.")
        known_scores = [score for score in scores if score is not None]
        if len(known_scores) != len(scores) or known_scores != sorted(set(known_scores)):
            problems.append("chaque visage a un score, du moins bon au meilleur.")
        if any(option.pictured for option in question.options):
            problems.append("des visages n’ont pas d’autre image.")
        if question.other:
            problems.append("des visages n’ont pas d’option « autre ».")
        return problems

"""The sheets of journeys, one row per step, and of paroles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from feedback.exports import words
from feedback.exports.research.texts import week
from feedback.formats.columns import Column

STEPS = (
    Column("entretien", "Entretien", width=13),
    Column("pseudonyme", "Pseudonyme", width=14),
    Column("evenement", "Événement", width=22, shared=True),
    Column("semaine", "Semaine du", "date", width=12),
    Column("lieu", "Lieu", width=26, shared=True),
    Column("ou", "Où", width=12, shared=True),
    Column("etape", "Étape", "integer", width=8),
    Column("titre", "Titre", width=32, wrap=True),
    Column("moment", "Quand, combien de temps", width=24, wrap=True),
    Column("action", "Ce que la personne a fait", width=40, wrap=True),
    Column("canal", "Canal", width=18, shared=True),
    Column("acteur", "Acteur", width=18, shared=True),
    Column("acteur_autre", "Autre acteur", width=18),
    Column("demarche", "Démarche ou droit", width=24, wrap=True),
    Column("documents", "Documents demandés", width=24, wrap=True),
    Column("attente_jours", "Attente (jours)", "integer", width=10),
    Column("emotion", "Émotion (−2 à +2)", "integer", width=10),
    Column("emotion_mot", "Émotion, son mot", width=18),
    Column("friction", "Point de friction", width=40, wrap=True),
    Column("friction_1", "Friction, code 1", width=24, shared=True),
    Column("friction_2", "Friction, code 2", width=24, shared=True),
    Column("friction_3", "Friction, code 3", width=24, shared=True),
    Column("aide", "Aide reçue", width=30, wrap=True),
    Column("besoin", "Attente, besoin", width=30, wrap=True),
    Column("resultat", "Résultat", width=16, shared=True),
    Column("non_recours", "Forme de non-recours", width=22, shared=True),
    Column("verbatim", "Verbatim", width=60, wrap=True),
)
PAROLES = (
    Column("parole", "Parole", width=13),
    Column("semaine", "Semaine du", "date", width=12),
    Column("type", "Type", width=14, shared=True),
    Column("fonction", "Fonction", width=22, shared=True),
    Column("contexte", "Contexte de recueil", width=22, shared=True),
    Column("theme", "Thème", width=26, shared=True),
    Column("mode", "Mode", width=10, shared=True),
    Column("texte", "Parole (texte relu)", width=80, wrap=True),
    Column("etat", "État", width=10, shared=True),
    Column("diffusion", "Diffusion permise", width=24, shared=True),
    Column("relecture", "Relecture demandée", "flag", width=11),
)
UNREAD = "à relire"


def step_row(
    interview: Any, step: Any, number: int, *, site: str, event: str, labels: Labels,
    codes: Mapping[str, str], verbatim: str, silent: bool,
) -> tuple[Any, ...]:  # fmt: skip
    """One step; `silent` leaves out every word (notes not read again, or under alert)."""

    def note(text: str) -> str:
        return "" if silent else text

    keys = [*step.friction_keys, None, None, None][:3]
    return (
        interview.public_id, interview.pseudonym, event, week(interview.day), site,
        words.PLACES.get(interview.place, interview.place), number, note(step.title),
        note(step.moment), note(step.action), labels("canal", step.channel),
        labels("acteur", step.actor), note(step.actor_other), note(step.procedure),
        note(step.documents), step.waiting_days, step.emotion, note(step.emotion_word),
        note(step.friction), *(codes.get(k, k) if k else None for k in keys),
        note(step.help), note(step.need), labels("resultat", step.outcome),
        labels("forme_non_recours", step.take_up_form), note(verbatim),
    )  # fmt: skip


def parole_row(parole: Any, labels: Labels, said: tuple[str, str] | None) -> tuple[Any, ...]:
    """One parole; its text only once it has been read."""
    text, state = said or ("", "")
    return (
        parole.public_id, week(parole.context_date or parole.received_on),
        words.SPEAKERS.get(parole.kind, parole.kind), labels("fonction", parole.job),
        labels("contexte", parole.context), labels("theme", parole.theme),
        words.MODES.get(parole.mode, parole.mode), text,
        words.STATES.get(state, UNREAD), words.PERMISSIONS[parole.permission],
        parole.review_wanted,
    )  # fmt: skip


class Labels:
    """Labels of closed answers by question code and value."""

    def __init__(self, pairs: Mapping[tuple[str, str], str]) -> None:
        self._pairs = pairs

    def __call__(self, question: str, value: str) -> str:
        """The label of a value, or the value itself."""
        return self._pairs.get((question, value), value) if value else ""


def labels_of(definitions: Sequence[Any]) -> Labels:
    """Labels of every option of these definitions, fields of steps too; later ones win."""
    pairs: dict[tuple[str, str], str] = {}
    for definition in definitions:
        for question in definition.questions:
            for one in (question, *question.fields):
                for option in one.options:
                    pairs[one.code, option.value] = option.label.get("fr", option.value)
    return Labels(pairs)

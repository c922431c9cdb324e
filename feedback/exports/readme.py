"""The read-me of a workbook: what it is, what each sheet holds, what may be concluded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feedback.formats.sheets import Line, Written

WORKING_PAPER = "DOCUMENT DE TRAVAIL – ne pas diffuser"
AMONG = (
    "Toutes les parts sont « parmi les personnes qui ont répondu ». Les personnes qui n'ont pas "
    "répondu peuvent avoir un autre avis."
)
INTERVAL = (
    "Les intervalles (Wilson, 95 %) sont indicatifs : les personnes qui répondent ne sont pas un "
    "échantillon tiré au sort. Deux intervalles qui se recouvrent ne montrent pas d'écart."
)
INERT = (
    "Tout texte reste du texte : un texte qui commence par = + - @ n'est jamais calculé, aucun "
    "lien n'est actif."
)
WIDE = (
    "Dans la feuille « {sheet} », un texte de plus de 32 767 signes ne tient pas dans une case : il "
    "continue dans la colonne « {column} (suite) »."
)
RENOUNCED = (
    "« Renoncement déclaré » n'est pas un taux de non-recours : on ne sait pas qui avait droit à "
    "une aide."
)
OUTCOME = "On lit la satisfaction avec le résultat de la visite : l'un pèse sur l'autre."


@dataclass(frozen=True)
class ReadMe:
    """What the first sheet says; `sheets` are the names with what each holds."""

    title: str
    study: str
    facts: Sequence[tuple[str, str]]
    sheets: Sequence[tuple[str, str]]
    cautions: Sequence[str]
    working: bool = False
    stamp: dt.datetime | None = None
    notes: Sequence[str] = field(default_factory=tuple)

    def lines(self, written: Written) -> Iterator[Line]:
        """The lines of the sheet, once everything else is written."""
        yield Line((self.title,), "title")
        if self.working:
            yield Line((WORKING_PAPER,), "heading")
        yield Line(("Étude", self.study))
        if written.stamp:
            yield Line(("Produit le", f"{written.stamp:%d/%m/%Y à %H:%M} (heure de Paris)"))
        for label, value in self.facts:
            yield Line((label, value))
        yield Line(())
        yield Line(("Feuilles",), "heading")
        for name, words in self.sheets:
            shown = written.names.get(name, name)
            yield Line((shown, f"{words}{self._rows(name, written)}"))
        yield Line(())
        yield Line(("À savoir avant de conclure",), "heading")
        for caution in (*self.cautions, INERT):
            yield Line(("", caution))
        yield from self._long(written)

    @staticmethod
    def _rows(name: str, written: Written) -> str:
        n = written.rows.get(written.names.get(name, name))
        if n is None:
            return ""
        return f" {n} ligne{'s' if n > 1 else ''}."

    def _long(self, written: Written) -> Iterator[Line]:
        """What did not fit where it should stand, and where it stands."""
        for one in written.continued:
            yield Line(("", f"La feuille « {one.sheet} » continue dans « {one.into} »."))
        for sheet, columns in written.wide.items():
            for column in columns:
                yield Line(("", WIDE.format(sheet=sheet, column=column)))
        if written.overflow:
            yield Line(("", f"Des textes trop longs continuent dans « {written.overflow} »."))

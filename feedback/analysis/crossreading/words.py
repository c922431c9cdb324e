"""What the cross-reading calls its ways of listening and their sides."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.analysis.crossing import (
    ANSWERED,
    BETWEEN,
    FAVOURABLE,
    LIVED,
    PROFESSIONALS,
    UNFAVOURABLE,
    USERS,
)

WAYS: dict[str, Any] = {
    ANSWERED: _l("Répondu"), LIVED: _l("Vécu"), USERS: _l("Dit par les usagers"),
    PROFESSIONALS: _l("Dit par les professionnels"),
}  # fmt: skip
INSIDE: dict[str, Any] = {
    ANSWERED: _l("ce qui est répondu"), LIVED: _l("ce qui est vécu"),
    USERS: _l("ce que disent les usagers"), PROFESSIONALS: _l("ce que disent les professionnels"),
}  # fmt: skip
SHORT: dict[str, Any] = {
    ANSWERED: _l("répondu"), LIVED: _l("vécu"), USERS: _l("usagers"),
    PROFESSIONALS: _l("professionnels"),
}  # fmt: skip
SIDES: dict[int, Any] = {
    FAVOURABLE: _l("favorable"), BETWEEN: _l("partagé"), UNFAVOURABLE: _l("défavorable"),
}  # fmt: skip
SIDE_CLASSES = {FAVOURABLE: "good", BETWEEN: "between", UNFAVOURABLE: "bad"}
RULE: tuple[tuple[str, Any], ...] = (
    (
        ANSWERED,
        _l(
            "la note moyenne sur 10 des questions portant sur la dimension, chacune pesant autant que ses réponses, arrondie au dixième. Favorable à partir de 7, défavorable sous 5. Pour le renoncement déclaré : favorable sous un dixième des personnes, s'il y en a au moins 10 ; défavorable à partir d'un tiers."
        ),
    ),
    (
        LIVED,
        _l(
            "la part des parcours dont une étape a coincé sur la dimension, parmi ceux dont le guide la propose. Favorable sous un dixième, s'il y en a au moins 10 ; défavorable à partir d'un tiers."
        ),
    ),
    (
        USERS,
        _l(
            "les passages codés − ou +, ceux codés 0 n'ont pas de côté. Favorable ou défavorable quand un signe a au moins deux fois plus de passages que l'autre."
        ),
    ),
    (
        PROFESSIONALS,
        _l(
            "la même règle. Les paroles n'ont pas de lieu : elles sont toujours toutes comptées. Celles d'experts ne le sont pas."
        ),
    ),
)

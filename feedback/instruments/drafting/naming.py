"""Names made from what one writes: the first words of a sentence that mean something."""

from __future__ import annotations

from feedback.instruments.xlsform.codes import code_of

_SMALL = frozenset(["a", "ai", "au", "aux", "avec", "avez", "ce", "ces", "cette", "comment", "d", "dans", "de", "des", "du", "elle", "en", "est", "et", "etes", "eu", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "ma", "mes", "mon", "n", "ne", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "quel", "quelle", "quelles", "quels", "qui", "s", "sa", "se", "ses", "son", "sont", "sur", "t", "te", "tu", "un", "une", "vos", "votre", "vous", "y"])  # fmt: skip


def short(text: str) -> str:
    """Return the first words of a sentence that mean something, as a name for it."""
    words = code_of(text[:200], ()).split("_")
    meant = [word for word in words if word not in _SMALL and len(word) > 1]
    return "_".join((meant or words)[:3])

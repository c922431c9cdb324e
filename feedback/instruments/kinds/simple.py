"""The kinds that may also be a field of a step."""

from feedback.instruments.kinds.base import Kind
from feedback.instruments.kinds.date import Date
from feedback.instruments.kinds.faces import Faces
from feedback.instruments.kinds.multiple import Multiple
from feedback.instruments.kinds.number import Number
from feedback.instruments.kinds.ranking import Ranking
from feedback.instruments.kinds.scale import Scale
from feedback.instruments.kinds.single import Single, YesNo
from feedback.instruments.kinds.writing import LongText, ShortText

SIMPLE: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Faces(),
        Scale(),
        Single(),
        Multiple(),
        Ranking(),
        YesNo(),
        Number(),
        Date(),
        ShortText(),
        LongText(),
    )
}

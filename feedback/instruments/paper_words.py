"""What a printed sheet says by itself, in every language offered, and its rules as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from feedback.instruments.languages import Texts, pick
from feedback.instruments.numbering import answer_numbers, question_numbers
from feedback.instruments.questions import Question
from feedback.instruments.words import word

WORDS: dict[str, Texts] = {
    "how": {
        "fr": "Cochez la case de votre réponse, au stylo.",
        "fr-x-simple": "Faites une croix dans la case. Prenez un stylo.",
        "en": "Tick the box of your answer, with a pen.",
        "es": "Marque la casilla de su respuesta, con bolígrafo.",
        "pt": "Assinale a caixa da sua resposta, com caneta.",
        "ar": "ضع علامة في خانة إجابتك بالقلم.",
    },
    "one": {
        "fr": "Une seule réponse.", "en": "One answer only.", "es": "Una sola respuesta.",
        "pt": "Uma só resposta.", "ar": "إجابة واحدة فقط.",
    },
    "one_a_line": {
        "fr": "Une seule réponse par ligne.", "en": "One answer on each line.",
        "es": "Una sola respuesta por línea.", "pt": "Uma só resposta por linha.",
        "ar": "إجابة واحدة في كل سطر.",
    },
    "hand_in": {
        "fr": "Merci. Mettez cette feuille dans l’urne de l’accueil, ou donnez-la pliée à un agent.",
        "fr-x-simple": "Merci. Mettez cette feuille dans la boîte à l’accueil. Ou pliez la feuille et donnez-la à un agent.",
        "en": "Thank you. Put this sheet in the box at reception, or give it folded to a member of staff.",
        "es": "Gracias. Deposite esta hoja en la urna de la recepción, o entréguela doblada al personal.",
        "pt": "Obrigado. Ponha esta folha na urna da receção, ou entregue-a dobrada a um funcionário.",
        "ar": "شكرًا. ضع هذه الورقة في صندوق الاستقبال، أو سلّمها مطوية إلى موظف.",
    },
    "only_if": {
        "fr": "Répondez seulement si {rule}.", "fr-x-simple": "Répondez seulement si {rule}.",
        "en": "Answer only if {rule}.", "es": "Responda solo si {rule}.",
        "pt": "Responda só se {rule}.", "ar": "أجب فقط إذا {rule}.",
    },
    "specify": {
        "fr": "Précisez :", "en": "Please specify:", "es": "Precise:", "pt": "Especifique:",
        "ar": "حدّد:",
    },
    "desk": {
        "fr": "Cadre réservé à l’accueil", "en": "For reception only",
        "es": "Reservado a la recepción", "pt": "Reservado à receção", "ar": "خاص بالاستقبال",
    },
    "place": {"fr": "Lieu", "en": "Place", "es": "Lugar", "pt": "Local", "ar": "المكان"},
    "date": {"fr": "Jour", "en": "Day", "es": "Día", "pt": "Dia", "ar": "اليوم"},
    "am": {"fr": "Matin", "en": "Morning", "es": "Mañana", "pt": "Manhã", "ar": "صباحًا"},
    "pm": {
        "fr": "Après-midi", "en": "Afternoon", "es": "Tarde", "pt": "Tarde", "ar": "بعد الظهر",
    },
    "version": {
        "fr": "version {number}", "en": "version {number}", "es": "versión {number}",
        "pt": "versão {number}", "ar": "الإصدار {number}",
    },
    "or": {"fr": " ou ", "en": " or ", "es": " o ", "pt": " ou ", "ar": " أو "},
    "and": {
        "fr": " et si ", "en": " and if ", "es": " y si ", "pt": " e se ", "ar": " وإذا ",
    },
    "or_if": {
        "fr": ", ou si ", "en": ", or if ", "es": ", o si ", "pt": ", ou se ", "ar": "، أو إذا ",
    },
    "equals": {
        "fr": "vous avez répondu « {value} » à la question {question}",
        "en": "you answered “{value}” to question {question}",
        "es": "ha respondido «{value}» a la pregunta {question}",
        "pt": "respondeu «{value}» à pergunta {question}",
        "ar": "أجبت بـ«{value}» عن السؤال {question}",
    },
    "not_equals": {
        "fr": "vous n’avez pas répondu « {value} » à la question {question}",
        "en": "you did not answer “{value}” to question {question}",
        "es": "no ha respondido «{value}» a la pregunta {question}",
        "pt": "não respondeu «{value}» à pergunta {question}",
        "ar": "لم تجب بـ«{value}» عن السؤال {question}",
    },
    "answered": {
        "fr": "vous avez répondu à la question {question}",
        "en": "you answered question {question}",
        "es": "ha respondido a la pregunta {question}",
        "pt": "respondeu à pergunta {question}",
        "ar": "أجبت عن السؤال {question}",
    },
    "not_answered": {
        "fr": "vous n’avez pas répondu à la question {question}",
        "en": "you did not answer question {question}",
        "es": "no ha respondido a la pregunta {question}",
        "pt": "não respondeu à pergunta {question}",
        "ar": "لم تجب عن السؤال {question}",
    },
    "less": {
        "fr": "votre réponse à la question {question} est plus petite que {value}",
        "en": "your answer to question {question} is smaller than {value}",
        "es": "su respuesta a la pregunta {question} es menor que {value}",
        "pt": "a sua resposta à pergunta {question} é menor do que {value}",
        "ar": "كانت إجابتك عن السؤال {question} أصغر من {value}",
    },
    "greater": {
        "fr": "votre réponse à la question {question} est plus grande que {value}",
        "en": "your answer to question {question} is larger than {value}",
        "es": "su respuesta a la pregunta {question} es mayor que {value}",
        "pt": "a sua resposta à pergunta {question} é maior do que {value}",
        "ar": "كانت إجابتك عن السؤال {question} أكبر من {value}",
    },
    "not_less": {
        "fr": "votre réponse à la question {question} n’est pas plus petite que {value}",
        "en": "your answer to question {question} is not smaller than {value}",
        "es": "su respuesta a la pregunta {question} no es menor que {value}",
        "pt": "a sua resposta à pergunta {question} não é menor do que {value}",
        "ar": "لم تكن إجابتك عن السؤال {question} أصغر من {value}",
    },
    "not_greater": {
        "fr": "votre réponse à la question {question} n’est pas plus grande que {value}",
        "en": "your answer to question {question} is not larger than {value}",
        "es": "su respuesta a la pregunta {question} no es mayor que {value}",
        "pt": "a sua resposta à pergunta {question} não é maior do que {value}",
        "ar": "لم تكن إجابتك عن السؤال {question} أكبر من {value}",
    },
}  # fmt: skip
_SAME_SENTENCE = {"in": "equals", "contains": "equals"}
_OTHER_WAY = {"all": "any", "any": "all"}


def say(key: str, tag: str, **values: object) -> str:
    """Return one of the words of a sheet in the language."""
    return pick(WORDS[key], tag).text.format(**values)


class Rules:
    """The display rules of a sheet as sentences: questions by their number, answers by label."""

    def __init__(self, asked: Sequence[Question], every: Sequence[Question], tag: str) -> None:
        self.tag = tag
        self.numbers = question_numbers(asked)
        self.by_code = {question.code: question for question in every}
        self.by_code |= {s.code: q for q in every for s in q.statements}

    def sentence(self, rule: Mapping[str, Any] | None) -> str:
        """Return the sentence above a question that not everyone answers."""
        return say("only_if", self.tag, rule=self._clause(rule)) if rule else ""

    def _clause(self, rule: Mapping[str, Any], turned: bool = False) -> str:
        ((operator, operand),) = rule.items()
        if operator == "not":
            return self._clause(operand, not turned)
        if operator in _OTHER_WAY:
            # « not (a and b) » is said « not a, or not b »
            joined = _OTHER_WAY[operator] if turned else operator
            parts = [self._clause(part, turned) for part in operand]
            return say("and" if joined == "all" else "or_if", self.tag).join(parts)
        code, expected = (operand, None) if operator == "answered" else operand
        name = ("not_" if turned else "") + _SAME_SENTENCE.get(operator, operator)
        return say(name, self.tag, question=self._place(code), value=self._value(code, expected))

    def _place(self, code: str) -> str:
        """The number of a question; its words where it has none, or only one line is meant."""
        question = self.by_code.get(code)
        if question is None:  # a draft may still look at nothing
            return f"« {code} »"
        number = self.numbers.get(question.code, "")
        said = next((s.text for s in question.statements if s.code == code), question.text)
        if number and said is question.text:
            return number
        return f"{number} « {pick(said, self.tag).text} »".strip()

    def _value(self, code: str, expected: Any) -> str:
        values = expected if isinstance(expected, list | tuple) else [expected]
        return say("or", self.tag).join(self._label(code, value) for value in values)

    def _label(self, code: str, value: Any) -> str:
        question = self.by_code.get(code)
        option = question.option(str(value)) if question else None
        if option:
            return pick(option.label, self.tag).text
        if question and question.kind == "consent" and str(value) in answer_numbers(question):
            return word("yes", self.tag)
        return f"{value:g}" if isinstance(value, float) else str(value)

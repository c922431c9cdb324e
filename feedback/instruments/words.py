"""The few words a question says by itself, in every language offered to respondents.

They are apart from the catalogues of the staff's screens: the languages are not the same.
"""

from feedback.instruments.languages import FRENCH, Texts, pick

WORDS: dict[str, Texts] = {
    "error": {
        "fr": "Erreur :",
        "en": "Error:",
        "es": "Error:",
        "pt": "Erro:",
        "ar": "خطأ:",
    },
    "optional": {
        "fr": "facultatif",
        "fr-x-simple": "vous pouvez passer",
        "en": "optional",
        "es": "opcional",
        "pt": "opcional",
        "ar": "اختياري",
    },
    "many": {
        "fr": "Plusieurs réponses possibles.",
        "fr-x-simple": "Vous pouvez choisir plusieurs réponses.",
        "en": "You can choose several answers.",
        "es": "Puede elegir varias respuestas.",
        "pt": "Pode escolher várias respostas.",
        "ar": "يمكنك اختيار عدة إجابات.",
    },
    "up_to": {
        "fr": "{limit} réponses au plus.",
        "en": "{limit} answers at most.",
        "es": "{limit} respuestas como máximo.",
        "pt": "{limit} respostas no máximo.",
        "ar": "{limit} إجابات على الأكثر.",
    },
    "specify": {
        "fr": "Précisez si vous voulez",
        "fr-x-simple": "Vous pouvez dire quoi",
        "en": "Tell us more if you wish",
        "es": "Precise si lo desea",
        "pt": "Especifique, se quiser",
        "ar": "وضّح إذا أردت",
    },
    "length": {
        "fr": "{limit} caractères au plus.",
        "fr-x-simple": "{limit} lettres au plus.",
        "en": "{limit} characters at most.",
        "es": "{limit} caracteres como máximo.",
        "pt": "{limit} caracteres no máximo.",
        "ar": "{limit} حرفًا على الأكثر.",
    },
    "rank": {
        "fr": "Écrivez 1 devant votre premier choix, 2 devant le deuxième, et ainsi de suite.",
        "fr-x-simple": "Écrivez 1 devant votre premier choix. Puis 2. Puis 3.",
        "en": "Write 1 before your first choice, 2 before the second, and so on.",
        "es": "Escriba 1 delante de su primera opción, 2 delante de la segunda, y así.",
        "pt": "Escreva 1 antes da sua primeira escolha, 2 antes da segunda, e assim por diante.",
        "ar": "اكتب 1 أمام اختيارك الأول، و2 أمام الثاني، وهكذا.",
    },
    "tap": {
        "fr": "Touchez vos réponses dans l’ordre. Touchez à nouveau pour enlever.",
        "en": "Touch your answers in order. Touch again to take one away.",
        "es": "Toque sus respuestas en orden. Toque de nuevo para quitar.",
        "pt": "Toque nas suas respostas por ordem. Toque de novo para retirar.",
        "ar": "المس إجاباتك بالترتيب. المس مرة أخرى للإزالة.",
    },
    "ranked": {
        "fr": "rang {rank}", "en": "rank {rank}", "es": "puesto {rank}", "pt": "lugar {rank}",
        "ar": "المرتبة {rank}",
    },
    "your_answer": {
        "fr": "votre réponse", "en": "your answer", "es": "su respuesta", "pt": "a sua resposta",
        "ar": "إجابتك",
    },
    "between": {
        "fr": "Entre {low} et {high}.", "en": "Between {low} and {high}.",
        "es": "Entre {low} y {high}.", "pt": "Entre {low} e {high}.",
        "ar": "بين {low} و{high}.",
    },
    "at_least": {
        "fr": "{low} au moins.", "en": "At least {low}.", "es": "{low} como mínimo.",
        "pt": "{low} no mínimo.", "ar": "{low} على الأقل.",
    },
    "at_most": {
        "fr": "{high} au plus.", "en": "At most {high}.", "es": "{high} como máximo.",
        "pt": "{high} no máximo.", "ar": "{high} على الأكثر.",
    },
    "less": {"fr": "Moins", "en": "Less", "es": "Menos", "pt": "Menos", "ar": "أقل"},
    "more": {"fr": "Plus", "en": "More", "es": "Más", "pt": "Mais", "ar": "أكثر"},
    "day": {"fr": "Jour", "en": "Day", "es": "Día", "pt": "Dia", "ar": "اليوم"},
    "month": {"fr": "Mois", "en": "Month", "es": "Mes", "pt": "Mês", "ar": "الشهر"},
    "year": {"fr": "Année", "en": "Year", "es": "Año", "pt": "Ano", "ar": "السنة"},
    "yes": {"fr": "Oui", "en": "Yes", "es": "Sí", "pt": "Sim", "ar": "نعم"},
    "step": {
        "fr": "Étape {number}",
        "en": "Step {number}",
        "es": "Etapa {number}",
        "pt": "Etapa {number}",
        "ar": "المرحلة {number}",
    },
}  # fmt: skip

ERRORS: dict[str, Texts] = {
    "required": {
        "fr": "Répondez à cette question.",
        "en": "Answer this question.",
        "es": "Responda a esta pregunta.",
        "pt": "Responda a esta pergunta.",
        "ar": "أجب عن هذا السؤال.",
    },
    "must_tick": {
        "fr": "Cochez cette case pour continuer.",
        "en": "Tick this box to go on.",
        "es": "Marque esta casilla para continuar.",
        "pt": "Assinale esta caixa para continuar.",
        "ar": "ضع علامة في هذا المربع للمتابعة.",
    },
    "unknown": {
        "fr": "Choisissez une réponse de la liste.",
        "en": "Choose an answer from the list.",
        "es": "Elija una respuesta de la lista.",
        "pt": "Escolha uma resposta da lista.",
        "ar": "اختر إجابة من القائمة.",
    },
    "only_one": {
        "fr": "Choisissez une seule réponse.",
        "en": "Choose only one answer.",
        "es": "Elija una sola respuesta.",
        "pt": "Escolha uma só resposta.",
        "ar": "اختر إجابة واحدة فقط.",
    },
    "ranks": {
        "fr": "Les rangs se suivent, chacun une seule fois : 1, puis 2, puis 3.",
        "en": "Ranks follow each other, each only once: 1, then 2, then 3.",
        "es": "Los puestos se siguen, cada uno una sola vez: 1, luego 2, luego 3.",
        "pt": "Os lugares seguem-se, cada um só uma vez: 1, depois 2, depois 3.",
        "ar": "المراتب متتالية، وكل منها مرة واحدة فقط: 1 ثم 2 ثم 3.",
    },
    "alone": {
        "fr": "Une de ces réponses ne va pas avec les autres.",
        "en": "One of these answers does not go with the others.",
        "es": "Una de estas respuestas no es compatible con las demás.",
        "pt": "Uma destas respostas não combina com as outras.",
        "ar": "إحدى هذه الإجابات لا تتوافق مع الإجابات الأخرى.",
    },
    "too_many": {
        "fr": "Choisissez {limit} réponses au plus.",
        "en": "Choose {limit} answers at most.",
        "es": "Elija {limit} respuestas como máximo.",
        "pt": "Escolha {limit} respostas no máximo.",
        "ar": "اختر {limit} إجابات على الأكثر.",
    },
    "other_text": {
        "fr": "Vous avez écrit une précision : choisissez aussi la réponse qui va avec.",
        "fr-x-simple": "Vous avez écrit un texte. Choisissez aussi la réponse juste au-dessus.",
        "en": "You wrote a detail: also choose the answer it goes with.",
        "es": "Ha escrito un detalle: elija también la respuesta que le corresponde.",
        "pt": "Escreveu um detalhe: escolha também a resposta correspondente.",
        "ar": "لقد كتبت توضيحًا: اختر أيضًا الإجابة المناسبة له.",
    },
    "too_long": {
        "fr": "Ce texte est trop long : {limit} caractères au plus.",
        "fr-x-simple": "Ce texte est trop long. {limit} lettres au plus.",
        "en": "This text is too long: {limit} characters at most.",
        "es": "Este texto es demasiado largo: {limit} caracteres como máximo.",
        "pt": "Este texto é demasiado longo: {limit} caracteres no máximo.",
        "ar": "هذا النص طويل جدًا: {limit} حرفًا على الأكثر.",
    },
    "too_short": {
        "fr": "Ce texte est trop court : {limit} caractères au moins.",
        "fr-x-simple": "Ce texte est trop court. {limit} lettres au moins.",
        "en": "This text is too short: {limit} characters at least.",
        "es": "Este texto es demasiado corto: {limit} caracteres como mínimo.",
        "pt": "Este texto é demasiado curto: {limit} caracteres no mínimo.",
        "ar": "هذا النص قصير جدًا: {limit} حرفًا على الأقل.",
    },
    "number": {
        "fr": "Écrivez un nombre, en chiffres.",
        "en": "Write a number, in figures.",
        "es": "Escriba un número, en cifras.",
        "pt": "Escreva um número, em algarismos.",
        "ar": "اكتب عددًا بالأرقام.",
    },
    "whole": {
        "fr": "Écrivez un nombre entier, sans virgule.",
        "en": "Write a whole number, without decimals.",
        "es": "Escriba un número entero, sin decimales.",
        "pt": "Escreva um número inteiro, sem casas decimais.",
        "ar": "اكتب عددًا صحيحًا من دون فاصلة.",
    },
    "decimals": {
        "fr": "Écrivez au plus {limit} chiffres après la virgule.",
        "en": "Write at most {limit} figures after the decimal point.",
        "es": "Escriba como máximo {limit} cifras después de la coma.",
        "pt": "Escreva no máximo {limit} algarismos depois da vírgula.",
        "ar": "اكتب {limit} أرقام على الأكثر بعد الفاصلة.",
    },
    "too_small": {
        "fr": "Ce nombre est trop petit : {limit} au moins.",
        "en": "This number is too small: {limit} at least.",
        "es": "Este número es demasiado pequeño: {limit} como mínimo.",
        "pt": "Este número é demasiado pequeno: {limit} no mínimo.",
        "ar": "هذا العدد صغير جدًا: {limit} على الأقل.",
    },
    "too_large": {
        "fr": "Ce nombre est trop grand : {limit} au plus.",
        "en": "This number is too large: {limit} at most.",
        "es": "Este número es demasiado grande: {limit} como máximo.",
        "pt": "Este número é demasiado grande: {limit} no máximo.",
        "ar": "هذا العدد كبير جدًا: {limit} على الأكثر.",
    },
    "date": {
        "fr": "Cette date n’existe pas. Écrivez-la en chiffres.",
        "en": "This date does not exist. Write it in figures.",
        "es": "Esta fecha no existe. Escríbala en cifras.",
        "pt": "Esta data não existe. Escreva-a em algarismos.",
        "ar": "هذا التاريخ غير موجود. اكتبه بالأرقام.",
    },
    "unreadable": {
        "fr": "Cette réponse ne peut pas être lue.",
        "en": "This answer cannot be read.",
        "es": "Esta respuesta no se puede leer.",
        "pt": "Esta resposta não pode ser lida.",
        "ar": "لا يمكن قراءة هذه الإجابة.",
    },
    "experts_only": {
        "fr": "Citer un nom est réservé aux experts : choisissez une autre réponse.",
        "en": "Only experts are quoted by name: choose another answer.",
        "es": "Solo se cita por su nombre a los expertos: elija otra respuesta.",
        "pt": "Só os peritos são citados pelo nome: escolha outra resposta.",
        "ar": "ذكر الاسم مخصص للخبراء فقط: اختر إجابة أخرى.",
    },
    "unasked": {
        "fr": "Cette question n’est pas dans le questionnaire.",
        "en": "This question is not in the questionnaire.",
        "es": "Esta pregunta no está en el cuestionario.",
        "pt": "Esta pergunta não está no questionário.",
        "ar": "هذا السؤال غير موجود في الاستبيان.",
    },
}


def word(key: str, tag: str = FRENCH, **values: object) -> str:
    """Return one of the words of a question in the language."""
    return pick(WORDS[key], tag).text.format(**values)


def error(reason: str, tag: str = FRENCH, **values: object) -> str:
    """Return in the language why an answer is refused."""
    return pick(ERRORS[reason], tag).text.format(**values)

"""The words of `/donnees` and `/accessibilite`, filled from the study's settings.

RGPD art. 13: who, why, on what ground, which data, who reads, how long, rights, complaint.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from feedback.instruments.languages import Texts, pick
from feedback.studies.languages import NAMES as LANGUAGE_NAMES

NAMES = {**LANGUAGE_NAMES, "nav": "Langue / Language"}
Section = tuple[Texts, tuple[Texts, ...]]

DATA_TITLE: Texts = {
    "fr": "Vos données", "en": "Your data", "es": "Sus datos", "pt": "Os seus dados",
    "ar": "بياناتك",
}  # fmt: skip
DATA: tuple[Section, ...] = (
    (
        {"fr": "Qui ?", "en": "Who?", "es": "¿Quién?", "pt": "Quem?", "ar": "من؟"},
        (
            {
                "fr": "{organisation}, {service}. Contact : {contact}. Délégué à la protection des données : {dpo}.",
                "en": "{organisation}, {service}. Contact: {contact}. Data protection officer: {dpo}.",
                "es": "{organisation}, {service}. Contacto: {contact}. Delegado de protección de datos: {dpo}.",
                "pt": "{organisation}, {service}. Contacto: {contact}. Encarregado da proteção de dados: {dpo}.",
                "ar": "{organisation}، {service}. للاتصال: {contact}. مسؤول حماية البيانات: {dpo}.",
            },
        ),
    ),
    (
        {"fr": "Pourquoi ?", "en": "Why?", "es": "¿Por qué?", "pt": "Porquê?", "ar": "لماذا؟"},
        (
            {
                "fr": "Pour améliorer l'accueil et l'aide. Vos réponses ne changent rien à vos droits. Répondre est facultatif.",
                "fr-x-simple": "Pour mieux vous accueillir et mieux vous aider. Vous pouvez ne pas répondre. Cela ne change pas vos droits.",
                "en": "To improve reception and help. Your answers do not change your rights. Answering is optional.",
                "es": "Para mejorar la atención y la ayuda. Sus respuestas no cambian sus derechos. Responder es voluntario.",
                "pt": "Para melhorar o atendimento e a ajuda. As suas respostas não alteram os seus direitos. Responder é facultativo.",
                "ar": "لتحسين الاستقبال والمساعدة. إجاباتك لا تغيّر حقوقك. الإجابة اختيارية.",
            },
        ),
    ),
    (
        {
            "fr": "Sur quelle base ?",
            "fr-x-simple": "Quelle loi ?",
            "en": "On what ground?",
            "es": "¿Con qué base?",
            "pt": "Com que base?",
            "ar": "على أي أساس؟",
        },
        (
            {
                "fr": "Une mission d'intérêt public (article 6-1-e du RGPD).",
                "fr-x-simple": "La loi nous demande d'améliorer le service public (article 6-1-e du RGPD).",
                "en": "A task in the public interest (GDPR, article 6(1)(e)).",
                "es": "Una misión de interés público (RGPD, artículo 6.1.e).",
                "pt": "Uma missão de interesse público (RGPD, artigo 6.º, n.º 1, e).",
                "ar": "مهمة للمصلحة العامة (المادة 6-1-هـ من اللائحة العامة لحماية البيانات).",
            },
        ),
    ),
    (
        {
            "fr": "Quelles données ?",
            "en": "What data?",
            "es": "¿Qué datos?",
            "pt": "Que dados?",
            "ar": "أي بيانات؟",
        },
        (
            {
                "fr": "Vos réponses, le lieu, la date et la demi-journée, la langue. Ni votre nom, ni votre adresse, ni l'adresse de votre appareil. N'écrivez pas de nom dans les textes libres.",
                "fr-x-simple": "Vos réponses. Le lieu. Le jour, matin ou après-midi. La langue. Nous ne gardons pas votre nom. N'écrivez pas de nom.",
                "en": "Your answers, the place, the date and half-day, the language. Not your name, nor your address, nor that of your device. Please write no name in free texts.",
                "es": "Sus respuestas, el lugar, la fecha y la media jornada, el idioma. Ni su nombre, ni su dirección, ni la de su aparato. No escriba nombres en los textos libres.",
                "pt": "As suas respostas, o local, a data e a meia jornada, a língua. Nem o seu nome, nem a sua morada, nem o endereço do seu aparelho. Não escreva nomes nos textos livres.",
                "ar": "إجاباتك والمكان والتاريخ ونصف اليوم واللغة. لا اسمك ولا عنوانك ولا عنوان جهازك. لا تكتب أي اسم في النصوص الحرة.",
            },
        ),
    ),
    (
        {
            "fr": "Qui les lit ?",
            "en": "Who reads them?",
            "es": "¿Quién los lee?",
            "pt": "Quem os lê?",
            "ar": "من يقرؤها؟",
        },
        (
            {
                "fr": "Une personne relit chaque texte et y masque ce qui ferait reconnaître quelqu'un. Ensuite seulement, l'équipe de l'étude le lit. Une phrase n'est citée que si son auteur l'a permis et si une seconde personne l'a vérifiée.",
                "fr-x-simple": "Une personne lit votre texte. Elle cache les noms. Après, l'équipe lit le texte. Nous citons une phrase seulement si vous avez dit oui.",
                "en": "One person reads each text and masks whatever could make somebody recognisable. Only then does the study team read it. A sentence is quoted only if its author allowed it and a second person checked it.",
                "es": "Una persona lee cada texto y oculta lo que permitiría reconocer a alguien. Solo después lo lee el equipo del estudio. Una frase se cita únicamente si su autor lo permitió y una segunda persona la comprobó.",
                "pt": "Uma pessoa lê cada texto e oculta o que permitiria reconhecer alguém. Só depois a equipa do estudo o lê. Uma frase só é citada se o seu autor o permitiu e uma segunda pessoa a verificou.",
                "ar": "يقرأ شخص واحد كل نص ويُخفي ما قد يكشف هوية أحد. بعد ذلك فقط يقرؤه فريق الدراسة. لا تُقتبس أي جملة إلا إذا سمح صاحبها بذلك وتحقق منها شخص ثانٍ.",
            },
        ),
    ),
    (
        {
            "fr": "Combien de temps ?",
            "en": "For how long?",
            "es": "¿Cuánto tiempo?",
            "pt": "Durante quanto tempo?",
            "ar": "كم من الوقت؟",
        },
        (
            {
                "fr": "Un texte non relu est effacé après {retention_texts_months} mois. Les textes relus sont gardés {retention_years} ans. Les réponses à cocher, anonymes, peuvent être gardées plus longtemps.",
                "en": "A text nobody has read is erased after {retention_texts_months} months. Texts that were read are kept {retention_years} years. Ticked answers, which are anonymous, may be kept longer.",
                "es": "Un texto no leído se borra a los {retention_texts_months} meses. Los textos leídos se guardan {retention_years} años. Las respuestas marcadas, anónimas, pueden guardarse más tiempo.",
                "pt": "Um texto não lido é apagado após {retention_texts_months} meses. Os textos lidos são guardados {retention_years} anos. As respostas assinaladas, anónimas, podem ser guardadas mais tempo.",
                "ar": "يُمحى النص غير المقروء بعد {retention_texts_months} أشهر. تُحفظ النصوص المقروءة {retention_years} سنوات. أما الإجابات المختارة، وهي مجهولة الهوية، فقد تُحفظ مدة أطول.",
            },
            {
                "fr": "Sur votre téléphone, ce que vous n'avez pas encore envoyé est gardé {draft_hours} heures sous une forme illisible, pour que vous puissiez reprendre. Un cookie ne sert qu'à cela. Ensuite ce que vous avez écrit est effacé ; ce que vous avez choisi compte comme un avis inachevé. « Arrêter » efface tout de suite.",
                "fr-x-simple": "Sur votre téléphone, vous pouvez reprendre pendant {draft_hours} heures. Un cookie ne sert qu'à cela. Après, votre texte est effacé. Vos choix sont comptés. « Arrêter » efface tout de suite.",
                "en": "On your phone, what you have not sent yet is kept for {draft_hours} hours in a form nobody can read, so that you can carry on. A cookie serves that alone. After that, what you wrote is erased; what you chose counts as an unfinished opinion. “Stop” erases it at once.",
                "es": "En su teléfono, lo que aún no ha enviado se guarda {draft_hours} horas de forma ilegible, para que pueda continuar. Una cookie sirve solo para eso. Después, lo que ha escrito se borra; lo que ha elegido cuenta como una opinión sin terminar. «Parar» lo borra enseguida.",
                "pt": "No seu telemóvel, o que ainda não enviou fica guardado {draft_hours} horas de forma ilegível, para que possa continuar. Um cookie serve apenas para isso. Depois, o que escreveu é apagado; o que escolheu conta como uma opinião inacabada. «Parar» apaga logo.",
                "ar": "على هاتفك، يُحفظ ما لم ترسله بعد لمدة {draft_hours} ساعة بشكل غير مقروء حتى تتمكن من المتابعة. يُستعمل ملف تعريف الارتباط لهذا فقط. بعد ذلك يُمحى ما كتبته، وما اخترته يُحتسب رأيًا غير مكتمل. زر «توقف» يمحو كل شيء فورًا.",
            },
        ),
    ),
    (
        {
            "fr": "Vos droits",
            "en": "Your rights",
            "es": "Sus derechos",
            "pt": "Os seus direitos",
            "ar": "حقوقك",
        },
        (
            {
                "fr": "Vous pouvez demander à voir, corriger, limiter, ou vous opposer : {contact}. Limite : un avis anonyme ne peut pas être retrouvé. Pour un entretien ou une parole, votre code de retrait suffit.",
                "fr-x-simple": "Vous pouvez demander à voir vos données, à les corriger, ou dire non : {contact}. Mais nous ne pouvons pas retrouver un avis sans nom. Après un entretien, utilisez votre code de retrait.",
                "en": "You may ask to see, correct, restrict or object: {contact}. One limit: an anonymous opinion cannot be found again. For an interview or a statement, your withdrawal code is enough.",
                "es": "Puede pedir ver, corregir, limitar u oponerse: {contact}. Límite: una opinión anónima no puede encontrarse. Para una entrevista o un testimonio, basta su código de retirada.",
                "pt": "Pode pedir para ver, corrigir, limitar ou opor-se: {contact}. Limite: uma opinião anónima não pode ser encontrada. Para uma entrevista ou um testemunho, basta o seu código de retirada.",
                "ar": "يمكنك طلب الاطلاع أو التصحيح أو التقييد أو الاعتراض: {contact}. لكن لا يمكن العثور على رأي مجهول الهوية. أما المقابلة أو الشهادة فيكفي رمز السحب الخاص بك.",
            },
        ),
    ),
    (
        {
            "fr": "Réclamation",
            "en": "Complaint",
            "es": "Reclamación",
            "pt": "Reclamação",
            "ar": "شكوى",
        },
        (
            {
                "fr": "Vous pouvez vous plaindre à la CNIL : www.cnil.fr, 3 place de Fontenoy, 75007 Paris.",
                "en": "You may complain to the CNIL: www.cnil.fr, 3 place de Fontenoy, 75007 Paris.",
                "es": "Puede reclamar ante la CNIL: www.cnil.fr, 3 place de Fontenoy, 75007 París.",
                "pt": "Pode reclamar junto da CNIL: www.cnil.fr, 3 place de Fontenoy, 75007 Paris.",
                "ar": "يمكنك تقديم شكوى إلى الهيئة الوطنية للمعلوماتية والحريات: www.cnil.fr، ‏3 place de Fontenoy, 75007 Paris.",
            },
        ),
    ),
)
ACCESS_TITLE: Texts = {
    "fr": "Accessibilité : non conforme", "en": "Accessibility: not compliant",
    "es": "Accesibilidad: no conforme", "pt": "Acessibilidade: não conforme",
    "ar": "إمكانية الوصول: غير مطابقة",
}  # fmt: skip
ACCESS: tuple[Section, ...] = (
    (
        {
            "fr": "Où en sommes-nous ?",
            "en": "Where do we stand?",
            "es": "¿Cómo estamos?",
            "pt": "Em que ponto estamos?",
            "ar": "أين نحن؟",
        },
        (
            {
                "fr": "{organisation} veut que ce service soit utilisable par tous. Il a été conçu pour suivre le RGAA 4.1.2, mais aucun audit n'a encore été fait : il est donc déclaré non conforme.",
                "fr-x-simple": "Tout le monde doit pouvoir utiliser ce service. Personne ne l'a encore vérifié. Nous disons donc : non conforme.",
                "en": "{organisation} wants everyone to be able to use this service. It was designed to follow RGAA 4.1.2 (WCAG), but no audit has been made yet: it is therefore declared not compliant.",
                "es": "{organisation} quiere que todas las personas puedan usar este servicio. Se diseñó según el RGAA 4.1.2 (WCAG), pero aún no se ha auditado: se declara, pues, no conforme.",
                "pt": "{organisation} quer que todas as pessoas possam usar este serviço. Foi concebido segundo o RGAA 4.1.2 (WCAG), mas ainda não foi auditado: é, pois, declarado não conforme.",
                "ar": "تريد {organisation} أن يتمكن الجميع من استخدام هذه الخدمة. صُممت وفق RGAA 4.1.2 (WCAG)، لكن لم يُجرَ أي تدقيق بعد، ولذلك يُعلن أنها غير مطابقة.",
            },
        ),
    ),
    (
        {
            "fr": "Une difficulté ?",
            "en": "A difficulty?",
            "es": "¿Una dificultad?",
            "pt": "Uma dificuldade?",
            "ar": "هل تواجه صعوبة؟",
        },
        (
            {
                "fr": "Dites-le-nous : {contact}. Une version sur papier existe à l'accueil.",
                "en": "Tell us: {contact}. A paper version is available at reception.",
                "es": "Díganoslo: {contact}. Hay una versión en papel en la recepción.",
                "pt": "Diga-nos: {contact}. Existe uma versão em papel na receção.",
                "ar": "أخبرنا: {contact}. توجد نسخة ورقية في الاستقبال.",
            },
            {
                "fr": "Sans réponse de notre part, vous pouvez saisir le Défenseur des droits : www.defenseurdesdroits.fr.",
                "fr-x-simple": "Si nous ne répondons pas, vous pouvez écrire au Défenseur des droits : www.defenseurdesdroits.fr.",
                "en": "If we do not answer, you may turn to the Défenseur des droits: www.defenseurdesdroits.fr.",
                "es": "Si no respondemos, puede acudir al Défenseur des droits: www.defenseurdesdroits.fr.",
                "pt": "Se não respondermos, pode recorrer ao Défenseur des droits: www.defenseurdesdroits.fr.",
                "ar": "إذا لم نُجب، يمكنك اللجوء إلى المدافع عن الحقوق: www.defenseurdesdroits.fr.",
            },
        ),
    ),
)


def sections(
    which: str, tag: str, notice: Mapping[str, Any]
) -> tuple[str, list[tuple[str, list[str]]]]:
    """Title and sections of a notice in a language; a setting still empty reads as a dash."""
    title, parts = (DATA_TITLE, DATA) if which == "data" else (ACCESS_TITLE, ACCESS)
    values = {
        name: notice.get(name) or "–"
        for name in (
            "organisation", "service", "contact", "dpo", "retention_texts_months",
            "retention_years", "draft_hours",
        )
    }  # fmt: skip
    return pick(title, tag).text, [
        (pick(heading, tag).text, [pick(p, tag).text.format_map(values) for p in paragraphs])
        for heading, paragraphs in parts
    ]

"""What the page of withdrawal says, in every language that may be offered."""

from __future__ import annotations

from feedback.instruments.languages import Texts, pick

LANGUAGES = ("fr", "en", "es", "pt", "ar")
NAMES = {"fr": "Français", "en": "English", "es": "Español", "pt": "Português", "ar": "العربية"}
WORDS: dict[str, Texts] = {
    "language": {"fr": "Langue", "en": "Language", "es": "Idioma", "pt": "Língua", "ar": "اللغة"},
    "title": {
        "fr": "Retirer ce que j'ai dit", "en": "Withdraw what I said",
        "es": "Retirar lo que dije", "pt": "Retirar o que eu disse", "ar": "سحب ما قلته",
    },
    "lead": {
        "fr": "Vous avez reçu un code après un entretien ou une parole. Tapez-le ici. Il n'y a rien à expliquer.",
        "en": "You were given a code after an interview or a statement. Type it here. There is nothing to explain.",
        "es": "Recibió un código después de una entrevista o de unas palabras. Escríbalo aquí. No hay nada que explicar.",
        "pt": "Recebeu um código depois de uma entrevista ou de umas palavras. Escreva-o aqui. Não há nada a explicar.",
        "ar": "حصلت على رمز بعد مقابلة أو كلام. اكتبه هنا. لا حاجة إلى أي تفسير.",
    },
    "code": {
        "fr": "Code de retrait", "en": "Withdrawal code", "es": "Código de retirada",
        "pt": "Código de retirada", "ar": "رمز السحب",
    },
    "go_on": {"fr": "Continuer", "en": "Go on", "es": "Continuar", "pt": "Continuar", "ar": "متابعة"},
    "error": {"fr": "Erreur :", "en": "Error:", "es": "Error:", "pt": "Erro:", "ar": "خطأ:"},
    "wrong": {
        "fr": "Aucun entretien, aucune parole n'a ce code. Regardez-le bien : 12 lettres ou chiffres.",
        "en": "No interview and no statement has this code. Look at it again: 12 letters or figures.",
        "es": "Ninguna entrevista ni declaración tiene este código. Mírelo bien: 12 letras o cifras.",
        "pt": "Nenhuma entrevista ou declaração tem este código. Veja bem: 12 letras ou algarismos.",
        "ar": "لا توجد مقابلة ولا كلام بهذا الرمز. تحقق منه: 12 حرفًا أو رقمًا.",
    },
    "wait": {
        "fr": "Trop d'essais. Attendez {minutes} minutes, puis recommencez.",
        "en": "Too many attempts. Wait {minutes} minutes, then try again.",
        "es": "Demasiados intentos. Espere {minutes} minutos y vuelva a intentarlo.",
        "pt": "Demasiadas tentativas. Espere {minutes} minutos e tente de novo.",
        "ar": "محاولات كثيرة. انتظر {minutes} دقيقة ثم حاول مرة أخرى.",
    },
    "sure": {
        "fr": "Tout retirer ?", "en": "Withdraw everything?", "es": "¿Retirarlo todo?",
        "pt": "Retirar tudo?", "ar": "سحب كل شيء؟",
    },
    "sure_interview": {
        "fr": "Votre entretien sera effacé : ce que vous avez raconté, vos phrases, votre contact. C'est définitif.",
        "en": "Your interview will be erased: what you told, your sentences, your contact. This cannot be undone.",
        "es": "Su entrevista se borrará: lo que contó, sus frases, su contacto. Es definitivo.",
        "pt": "A sua entrevista será apagada: o que contou, as suas frases, o seu contacto. É definitivo.",
        "ar": "ستُمحى مقابلتك: ما رويته وجملك ووسيلة الاتصال بك. لا رجوع في ذلك.",
    },
    "sure_parole": {
        "fr": "Votre parole sera effacée. C'est définitif.",
        "en": "Your words will be erased. This cannot be undone.",
        "es": "Sus palabras se borrarán. Es definitivo.",
        "pt": "As suas palavras serão apagadas. É definitivo.",
        "ar": "ستُمحى كلماتك. لا رجوع في ذلك.",
    },
    "yes": {
        "fr": "Oui, tout retirer", "en": "Yes, withdraw everything", "es": "Sí, retirarlo todo",
        "pt": "Sim, retirar tudo", "ar": "نعم، اسحب كل شيء",
    },
    "no": {"fr": "Non, garder", "en": "No, keep it", "es": "No, conservarlo", "pt": "Não, guardar",
           "ar": "لا، احتفظ به"},
    "done": {
        "fr": "C'est retiré. Cela ne sera plus utilisé.", "en": "It is withdrawn. It will not be used any more.",
        "es": "Está retirado. No se volverá a utilizar.", "pt": "Está retirado. Não voltará a ser utilizado.",
        "ar": "تم السحب. لن يُستعمل بعد الآن.",
    },
    "printed": {
        "fr": "Un livret déjà imprimé ne peut pas être modifié.",
        "en": "A booklet already printed cannot be changed.",
        "es": "Un folleto ya impreso no se puede modificar.",
        "pt": "Um folheto já impresso não pode ser alterado.",
        "ar": "لا يمكن تغيير كتيّب مطبوع من قبل.",
    },
    "already": {
        "fr": "C'est déjà retiré.", "en": "It is already withdrawn.", "es": "Ya está retirado.",
        "pt": "Já está retirado.", "ar": "تم سحبه من قبل.",
    },
}  # fmt: skip


def words(tag: str) -> dict[str, str]:
    """All the words in a language."""
    return {key: pick(texts, tag).text for key, texts in WORDS.items()}

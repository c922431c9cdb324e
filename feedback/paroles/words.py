"""What the deposit page says by itself, in every language that may be offered."""

from __future__ import annotations

from feedback.instruments.languages import Texts, pick

WORDS: dict[str, Texts] = {
    "send": {"fr": "Envoyer", "en": "Send", "es": "Enviar", "pt": "Enviar", "ar": "أرسل"},
    "language": {"fr": "Langue", "en": "Language", "es": "Idioma", "pt": "Língua", "ar": "اللغة"},
    "your_data": {
        "fr": "Vos données",
        "en": "Your data",
        "es": "Sus datos",
        "pt": "Os seus dados",
        "ar": "بياناتك",
    },
    "accessibility": {
        "fr": "Accessibilité : non conforme",
        "en": "Accessibility: not compliant",
        "es": "Accesibilidad: no conforme",
        "pt": "Acessibilidade: não conforme",
        "ar": "إمكانية الوصول: غير مطابقة",
    },
    "to_correct": {
        "fr": "À corriger",
        "en": "Please correct",
        "es": "Hay que corregir",
        "pt": "A corrigir",
        "ar": "يجب التصحيح",
    },
    "error": {"fr": "Erreur :", "en": "Error:", "es": "Error:", "pt": "Erro:", "ar": "خطأ:"},
    "stale": {
        "fr": "Cette page est restée ouverte trop longtemps. Vos mots sont là : envoyez à nouveau.",
        "en": "This page was open for too long. Your words are still here: send them again.",
        "es": "Esta página estuvo abierta demasiado tiempo. Sus palabras siguen aquí: envíelas otra vez.",
        "pt": "Esta página esteve aberta demasiado tempo. As suas palavras estão aqui: envie novamente.",
        "ar": "بقيت هذه الصفحة مفتوحة مدة طويلة. كلماتك ما زالت هنا: أرسلها مرة أخرى.",
    },
    "mail": {
        "fr": "Votre adresse électronique, pour relire",
        "en": "Your e-mail address, to read it again",
        "es": "Su correo electrónico, para releer",
        "pt": "O seu endereço eletrónico, para reler",
        "ar": "بريدك الإلكتروني لإعادة القراءة",
    },
    "mail_help": {
        "fr": "Seulement si vous voulez relire. Gardée à part, chiffrée, effacée après la publication.",
        "en": "Only if you want to read it again. Kept apart, encrypted, erased after publication.",
        "es": "Solo si quiere releer. Se guarda aparte, cifrado, y se borra tras la publicación.",
        "pt": "Só se quiser reler. Guardado à parte, cifrado, apagado após a publicação.",
        "ar": "فقط إذا أردت إعادة القراءة. يُحفظ منفصلاً ومشفّرًا ويُمحى بعد النشر.",
    },
    "mail_missing": {
        "fr": "Pour relire, écrivez une adresse électronique ; sinon, choisissez « Non ».",
        "en": "To read it again, write an e-mail address; otherwise choose “No”.",
        "es": "Para releer, escriba un correo electrónico; si no, elija «No».",
        "pt": "Para reler, escreva um endereço eletrónico; se não, escolha «Não».",
        "ar": "لإعادة القراءة اكتب بريدًا إلكترونيًا، وإلا فاختر «لا».",
    },
    "thanks": {
        "fr": "Merci. Votre parole est enregistrée.",
        "en": "Thank you. Your words are recorded.",
        "es": "Gracias. Sus palabras quedan registradas.",
        "pt": "Obrigado. As suas palavras ficaram registadas.",
        "ar": "شكرًا. تم تسجيل كلماتك.",
    },
    "already": {
        "fr": "Votre parole est déjà enregistrée.",
        "en": "Your words are already recorded.",
        "es": "Sus palabras ya estaban registradas.",
        "pt": "As suas palavras já estavam registadas.",
        "ar": "كلماتك مسجلة من قبل.",
    },
    "conflict": {
        "fr": "Une première parole est déjà enregistrée. La seconde est mise de côté pour être regardée.",
        "en": "A first statement is already recorded. The second one is kept aside to be looked at.",
        "es": "Ya hay una primera declaración registrada. La segunda queda aparte para revisarla.",
        "pt": "Já há uma primeira declaração registada. A segunda fica à parte para ser vista.",
        "ar": "تم تسجيل كلام أول من قبل. وُضع الثاني جانبًا للنظر فيه.",
    },
    "code": {
        "fr": "Votre code de retrait",
        "en": "Your withdrawal code",
        "es": "Su código de retirada",
        "pt": "O seu código de retirada",
        "ar": "رمز السحب الخاص بك",
    },
    "code_help": {
        "fr": "Notez-le : il ne sera plus montré. Avec ce code, vous pouvez retirer votre parole à tout moment.",
        "en": "Write it down: it will not be shown again. With this code you can withdraw your words at any time.",
        "es": "Anótelo: no se volverá a mostrar. Con este código puede retirar sus palabras en cualquier momento.",
        "pt": "Anote-o: não voltará a ser mostrado. Com este código pode retirar as suas palavras a qualquer momento.",
        "ar": "دوّنه: لن يظهر مرة أخرى. بهذا الرمز يمكنك سحب كلماتك في أي وقت.",
    },
    "withdraw": {
        "fr": "Retirer une parole",
        "en": "Withdraw words",
        "es": "Retirar unas palabras",
        "pt": "Retirar palavras",
        "ar": "سحب كلام",
    },
    "again": {
        "fr": "Laisser une autre parole",
        "en": "Leave other words",
        "es": "Dejar otras palabras",
        "pt": "Deixar outras palavras",
        "ar": "ترك كلام آخر",
    },
    "closed": {
        "fr": "Ce lien ne recueille plus de paroles.",
        "en": "This link is closed.",
        "es": "Este enlace está cerrado.",
        "pt": "Esta ligação está fechada.",
        "ar": "هذا الرابط مغلق.",
    },
    "closed_more": {
        "fr": "Merci d'avoir voulu en laisser une. Le service qui vous l'a donné peut vous répondre.",
        "en": "Thank you for wishing to speak. The service that gave it to you can answer you.",
        "es": "Gracias por querer hablar. El servicio que se lo dio puede responderle.",
        "pt": "Obrigado por querer falar. O serviço que lha deu pode responder-lhe.",
        "ar": "شكرًا لرغبتك في الكلام. يمكن للجهة التي أعطتك الرابط أن تجيبك.",
    },
    "danger": {
        "fr": "Ce n'est pas un canal d'alerte. Danger pour un enfant : 119. Violences : 3919. Suicide : 3114. Urgence : 112.",
        "en": "This is not an alert channel. Child in danger: 119. Violence: 3919. Suicide: 3114. Emergency: 112.",
        "es": "No es un canal de alerta. Niño en peligro: 119. Violencia: 3919. Suicidio: 3114. Urgencia: 112.",
        "pt": "Não é um canal de alerta. Criança em perigo: 119. Violência: 3919. Suicídio: 3114. Urgência: 112.",
        "ar": "هذه ليست قناة إنذار. طفل في خطر: 119. عنف: 3919. انتحار: 3114. طوارئ: 112.",
    },
}


def words(tag: str) -> dict[str, str]:
    """All the words in a language."""
    return {key: pick(texts, tag).text for key, texts in WORDS.items()}

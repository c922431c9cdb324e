"""What the respondents' pages say by themselves, in every language offered."""

from __future__ import annotations

from feedback.instruments.languages import Texts, pick

WORDS: dict[str, Texts] = {
    "start": {
        "fr": "Commencer", "en": "Start", "es": "Empezar", "pt": "Começar", "ar": "ابدأ",
    },
    "next": {
        "fr": "Suivant", "en": "Next", "es": "Siguiente", "pt": "Seguinte", "ar": "التالي",
    },
    "skip": {
        "fr": "Passer", "en": "Skip", "es": "Saltar", "pt": "Saltar", "ar": "تخطَّ",
    },
    "back": {
        "fr": "Précédent", "fr-x-simple": "Retour", "en": "Back", "es": "Anterior",
        "pt": "Anterior", "ar": "السابق",
    },
    "stop": {
        "fr": "Arrêter", "en": "Stop", "es": "Parar", "pt": "Parar", "ar": "توقف",
    },
    "send": {
        "fr": "Envoyer", "en": "Send", "es": "Enviar", "pt": "Enviar", "ar": "أرسل",
    },
    "language": {
        "fr": "Langue", "en": "Language", "es": "Idioma", "pt": "Língua", "ar": "اللغة",
    },
    "your_data": {
        "fr": "Vos données", "en": "Your data", "es": "Sus datos", "pt": "Os seus dados",
        "ar": "بياناتك",
    },
    "accessibility": {
        "fr": "Accessibilité : non conforme", "en": "Accessibility: not compliant",
        "es": "Accesibilidad: no conforme", "pt": "Acessibilidade: não conforme",
        "ar": "إمكانية الوصول: غير مطابقة",
    },
    "progress": {
        "fr": "Question {number} sur {total}", "en": "Question {number} of {total}",
        "es": "Pregunta {number} de {total}", "pt": "Pergunta {number} de {total}",
        "ar": "السؤال {number} من {total}",
    },
    "to_correct": {
        "fr": "À corriger", "en": "Please correct", "es": "Hay que corregir",
        "pt": "A corrigir", "ar": "يجب التصحيح",
    },
    "error": {"fr": "Erreur :", "en": "Error:", "es": "Error:", "pt": "Erro:", "ar": "خطأ:"},
    "must": {
        "fr": "Touchez une réponse pour continuer.", "en": "Touch an answer to go on.",
        "es": "Toque una respuesta para continuar.",
        "pt": "Toque numa resposta para continuar.", "ar": "المس إجابة للمتابعة.",
    },
    "thanks": {
        "fr": "Merci. Votre avis est enregistré.", "en": "Thank you. Your opinion is recorded.",
        "es": "Gracias. Su opinión está registrada.",
        "pt": "Obrigado. A sua opinião está registada.", "ar": "شكرًا. تم تسجيل رأيك.",
    },
    "already": {
        "fr": "Votre avis est déjà enregistré. Merci.",
        "en": "Your opinion is already recorded. Thank you.",
        "es": "Su opinión ya está registrada. Gracias.",
        "pt": "A sua opinião já está registada. Obrigado.",
        "ar": "رأيك مسجَّل من قبل. شكرًا.",
    },
    "sending": {
        "fr": "Envoi en cours…", "en": "Sending…", "es": "Enviando…", "pt": "A enviar…",
        "ar": "جارٍ الإرسال…",
    },
    "not_sent": {
        "fr": "Pas encore envoyé. La tablette essaie à nouveau.",
        "en": "Not sent yet. The tablet is trying again.",
        "es": "Aún no se ha enviado. La tableta lo intenta de nuevo.",
        "pt": "Ainda não foi enviado. O tablet está a tentar de novo.",
        "ar": "لم يُرسَل بعد. الجهاز يحاول من جديد.",
    },
    "stop_sure": {
        "fr": "Voulez-vous arrêter ? Ce que vous avez écrit sera effacé.",
        "fr-x-simple": "Vous voulez arrêter ? Votre texte sera effacé.",
        "en": "Do you want to stop? What you wrote will be erased.",
        "es": "¿Quiere parar? Lo que ha escrito se borrará.",
        "pt": "Quer parar? O que escreveu será apagado.",
        "ar": "هل تريد التوقف؟ سيُمحى ما كتبته.",
    },
    "yes_stop": {
        "fr": "Oui, arrêter", "en": "Yes, stop", "es": "Sí, parar", "pt": "Sim, parar",
        "ar": "نعم، توقف",
    },
    "no_continue": {
        "fr": "Non, je continue", "en": "No, carry on", "es": "No, sigo",
        "pt": "Não, continuo", "ar": "لا، أواصل",
    },
    "closed": {
        "fr": "Cette enquête est terminée.", "en": "This survey is closed.",
        "es": "Esta encuesta ha terminado.", "pt": "Este inquérito terminou.",
        "ar": "انتهى هذا الاستطلاع.",
    },
    "closed_more": {
        "fr": "Merci de votre visite. Vous pouvez parler à un agent d'accueil.",
        "en": "Thank you for your visit. You can speak to a member of staff.",
        "es": "Gracias por su visita. Puede hablar con el personal de recepción.",
        "pt": "Obrigado pela sua visita. Pode falar com um agente de atendimento.",
        "ar": "شكرًا على زيارتك. يمكنك التحدث إلى موظف الاستقبال.",
    },
    "stale": {
        "fr": "Cette page est trop ancienne. Vos réponses sont toujours là : envoyez à nouveau.",
        "en": "This page is too old. Your answers are still here: send them again.",
        "es": "Esta página es demasiado antigua. Sus respuestas siguen aquí: envíelas de nuevo.",
        "pt": "Esta página é demasiado antiga. As suas respostas continuam aqui: envie de novo.",
        "ar": "هذه الصفحة قديمة جدًا. إجاباتك ما زالت هنا: أرسلها من جديد.",
    },
    "conflict": {
        "fr": "Un autre avis a déjà été envoyé depuis cette page. Celui-ci est mis de côté.",
        "en": "Another opinion was already sent from this page. This one is set aside.",
        "es": "Ya se envió otra opinión desde esta página. Esta queda apartada.",
        "pt": "Já foi enviada outra opinião a partir desta página. Esta fica de parte.",
        "ar": "سبق إرسال رأي آخر من هذه الصفحة. وُضع هذا الرأي جانبًا.",
    },
    "again": {
        "fr": "Revenir au début", "en": "Back to the start", "es": "Volver al inicio",
        "pt": "Voltar ao início", "ar": "العودة إلى البداية",
    },
    "choose_language": {
        "fr": "Choisir la langue", "en": "Choose the language", "es": "Elegir el idioma",
        "pt": "Escolher a língua", "ar": "اختر اللغة",
    },
    "still_there": {
        "fr": "Vous êtes toujours là ?", "en": "Are you still there?", "es": "¿Sigue ahí?",
        "pt": "Ainda está aí?", "ar": "هل ما زلت هنا؟",
    },
    "will_erase": {
        "fr": "Sans réponse, cet écran revient au début et ce que vous avez écrit est effacé.",
        "fr-x-simple": "Touchez l'écran pour continuer. Sinon, votre texte sera effacé.",
        "en": "With no answer, this screen goes back to the start and what you wrote is erased.",
        "es": "Sin respuesta, esta pantalla vuelve al inicio y lo que ha escrito se borra.",
        "pt": "Sem resposta, este ecrã volta ao início e o que escreveu é apagado.",
        "ar": "إذا لم تُجب، ستعود هذه الشاشة إلى البداية وسيُمحى ما كتبته.",
    },
    "yes_here": {
        "fr": "Oui, je continue", "en": "Yes, I carry on", "es": "Sí, continúo",
        "pt": "Sim, continuo", "ar": "نعم، أواصل",
    },
    "no_done": {
        "fr": "Non, j'ai fini", "en": "No, I have finished", "es": "No, he terminado",
        "pt": "Não, terminei", "ar": "لا، انتهيت",
    },
    "listen": {
        "fr": "Écouter", "en": "Listen", "es": "Escuchar", "pt": "Ouvir", "ar": "استمع",
    },
    "stop_listening": {
        "fr": "Arrêter la lecture", "fr-x-simple": "Silence", "en": "Stop reading",
        "es": "Parar la lectura", "pt": "Parar a leitura", "ar": "أوقف القراءة",
    },
    "display": {
        "fr": "Affichage", "fr-x-simple": "Voir mieux", "en": "Display", "es": "Pantalla",
        "pt": "Ecrã", "ar": "العرض",
    },
    "large_text": {
        "fr": "Grand texte", "en": "Large text", "es": "Texto grande", "pt": "Texto grande",
        "ar": "نص كبير",
    },
    "high_contrast": {
        "fr": "Contraste fort", "en": "High contrast", "es": "Contraste alto",
        "pt": "Contraste forte", "ar": "تباين عالٍ",
    },
    "saving": {
        "fr": "Un instant, votre avis s'enregistre…", "en": "One moment, your opinion is being kept…",
        "es": "Un momento, su opinión se está guardando…",
        "pt": "Um momento, a sua opinião está a ser guardada…", "ar": "لحظة، يجري حفظ رأيك…",
    },
    "trouble_storage": {
        "fr": "Cette tablette ne peut pas garder les réponses pour le moment. Merci de prévenir l'accueil.",
        "fr-x-simple": "Cette tablette ne marche pas. Dites-le à l'accueil, s'il vous plaît.",
        "en": "This tablet cannot keep answers at the moment. Please tell the reception desk.",
        "es": "Esta tableta no puede guardar respuestas por ahora. Avise en recepción, por favor.",
        "pt": "Este tablet não pode guardar respostas de momento. Avise a receção, por favor.",
        "ar": "لا يستطيع هذا الجهاز حفظ الإجابات الآن. يُرجى إبلاغ الاستقبال.",
    },
    "trouble_other": {
        "fr": "La page de la tablette est déjà ouverte dans un autre onglet. Fermez-le pour continuer ici.",
        "en": "The tablet's page is already open in another tab. Close it to carry on here.",
        "es": "La página de la tableta ya está abierta en otra pestaña. Ciérrela para seguir aquí.",
        "pt": "A página do tablet já está aberta noutro separador. Feche-o para continuar aqui.",
        "ar": "صفحة الجهاز مفتوحة في علامة تبويب أخرى. أغلقها للمتابعة هنا.",
    },
    "trouble_revoked": {
        "fr": "Cette tablette n'est plus reliée. Merci de prévenir l'accueil.",
        "fr-x-simple": "Cette tablette ne marche plus. Dites-le à l'accueil, s'il vous plaît.",
        "en": "This tablet is no longer linked. Please tell the reception desk.",
        "es": "Esta tableta ya no está vinculada. Avise en recepción, por favor.",
        "pt": "Este tablet já não está ligado. Avise a receção, por favor.",
        "ar": "لم يعد هذا الجهاز مرتبطًا. يُرجى إبلاغ الاستقبال.",
    },
    "trouble_hours": {
        "fr": "L'accueil est fermé pour le moment. Revenez quand il sera ouvert.",
        "en": "The reception desk is closed for now. Come back when it is open.",
        "es": "La recepción está cerrada por ahora. Vuelva cuando esté abierta.",
        "pt": "A receção está fechada de momento. Volte quando estiver aberta.",
        "ar": "الاستقبال مغلق الآن. عُد عندما يكون مفتوحًا.",
    },
    "had_begun": {
        "fr": "Vous aviez commencé à répondre.", "en": "You had started answering.",
        "es": "Había empezado a responder.", "pt": "Tinha começado a responder.",
        "ar": "كنت قد بدأت بالإجابة.",
    },
    "resume": {
        "fr": "Reprendre", "fr-x-simple": "Continuer", "en": "Carry on", "es": "Continuar",
        "pt": "Continuar", "ar": "متابعة",
    },
    "start_over": {
        "fr": "Recommencer", "fr-x-simple": "Tout effacer", "en": "Start over",
        "es": "Empezar de nuevo", "pt": "Recomeçar", "ar": "البدء من جديد",
    },
    "survey_changed": {
        "fr": "Les questions ont changé depuis. Vérifiez vos réponses.",
        "en": "The questions have changed since. Please check your answers.",
        "es": "Las preguntas han cambiado desde entonces. Compruebe sus respuestas.",
        "pt": "As perguntas mudaram entretanto. Verifique as suas respostas.",
        "ar": "تغيرت الأسئلة منذ ذلك الحين. تحقق من إجاباتك.",
    },
    "later": {
        "fr": "Enregistrer et finir plus tard", "fr-x-simple": "Finir plus tard",
        "en": "Save and finish later", "es": "Guardar y terminar más tarde",
        "pt": "Guardar e terminar mais tarde", "ar": "احفظ وأكمل لاحقًا",
    },
    "kept": {
        "fr": "Vos réponses sont gardées {hours} heures.",
        "en": "Your answers are kept for {hours} hours.",
        "es": "Sus respuestas se guardan {hours} horas.",
        "pt": "As suas respostas ficam guardadas {hours} horas.",
        "ar": "تُحفظ إجاباتك لمدة {hours} ساعة.",
    },
    "kept_more": {
        "fr": "Rouvrez la même adresse sur ce téléphone pour continuer. Rien n'est encore envoyé.",
        "en": "Open the same address again on this phone to carry on. Nothing is sent yet.",
        "es": "Abra la misma dirección en este teléfono para continuar. Aún no se ha enviado nada.",
        "pt": "Abra o mesmo endereço neste telemóvel para continuar. Ainda nada foi enviado.",
        "ar": "افتح العنوان نفسه على هذا الهاتف للمتابعة. لم يُرسَل شيء بعد.",
    },
    "too_long_to_keep": {
        "fr": "Ces réponses sont trop longues pour être gardées. Vous pouvez les envoyer maintenant.",
        "en": "These answers are too long to be kept. You can send them now.",
        "es": "Estas respuestas son demasiado largas para guardarlas. Puede enviarlas ahora.",
        "pt": "Estas respostas são demasiado longas para guardar. Pode enviá-las agora.",
        "ar": "هذه الإجابات أطول من أن تُحفظ. يمكنك إرسالها الآن.",
    },
    "closed_unsent": {
        "fr": "Elle s'est terminée avant votre envoi : votre avis n'a pas pu être enregistré.",
        "en": "It closed before you sent your answers: your opinion could not be recorded.",
        "es": "Terminó antes de su envío: no se ha podido registrar su opinión.",
        "pt": "Terminou antes do seu envio: a sua opinião não pôde ser registada.",
        "ar": "انتهى قبل أن ترسل إجاباتك: لم يكن ممكنًا تسجيل رأيك.",
    },
    "closed_draft": {
        "fr": "Elle s'est terminée avant votre envoi. Ce que vous aviez choisi compte comme un avis inachevé ; ce que vous aviez écrit est effacé.",
        "en": "It closed before you sent your answers. What you had chosen counts as an unfinished opinion; what you had written is erased.",
        "es": "Terminó antes de su envío. Lo que había elegido cuenta como una opinión sin terminar; lo que había escrito se borra.",
        "pt": "Terminou antes do seu envio. O que tinha escolhido conta como uma opinião inacabada; o que tinha escrito é apagado.",
        "ar": "انتهى قبل أن ترسل إجاباتك. ما اخترته يُحتسب رأيًا غير مكتمل، وما كتبته يُمحى.",
    },
    "code": {
        "fr": "Votre code", "en": "Your code", "es": "Su código", "pt": "O seu código",
        "ar": "رمزك",
    },
    "code_help": {
        "fr": "Il est sur le papier qu'on vous a remis. Il sert une seule fois.",
        "en": "It is on the paper you were given. It works only once.",
        "es": "Está en el papel que le dieron. Sirve una sola vez.",
        "pt": "Está no papel que lhe deram. Serve uma só vez.",
        "ar": "تجده على الورقة التي سُلِّمت إليك. يُستعمل مرة واحدة فقط.",
    },
    "code_first": {
        "fr": "Tapez d'abord votre code.", "en": "Type your code first.",
        "es": "Escriba primero su código.", "pt": "Escreva primeiro o seu código.",
        "ar": "اكتب رمزك أولًا.",
    },
    "code_wrong": {
        "fr": "Ce code n'est pas le bon. Regardez votre papier et tapez-le à nouveau. Vos réponses sont toujours là.",
        "en": "This code is not right. Look at your paper and type it again. Your answers are still here.",
        "es": "Este código no es correcto. Mire su papel y escríbalo de nuevo. Sus respuestas siguen aquí.",
        "pt": "Este código não está certo. Veja o seu papel e escreva-o de novo. As suas respostas continuam aqui.",
        "ar": "هذا الرمز غير صحيح. انظر إلى ورقتك واكتبه من جديد. إجاباتك ما زالت هنا.",
    },
    "code_used": {
        "fr": "Ce code a déjà servi ou n'est plus valable. Demandez-en un autre à l'accueil. Vos réponses sont toujours là.",
        "en": "This code has been used or is no longer valid. Ask the reception desk for another. Your answers are still here.",
        "es": "Este código ya se ha usado o no es válido. Pida otro en recepción. Sus respuestas siguen aquí.",
        "pt": "Este código já foi usado ou já não é válido. Peça outro na receção. As suas respostas continuam aqui.",
        "ar": "استُعمل هذا الرمز من قبل أو لم يعد صالحًا. اطلب رمزًا آخر من الاستقبال. إجاباتك ما زالت هنا.",
    },
    "code_wait": {
        "fr": "Trop de codes faux ont été tapés. Attendez une minute, puis envoyez à nouveau. Vos réponses sont toujours là.",
        "en": "Too many wrong codes were typed. Wait a minute, then send again. Your answers are still here.",
        "es": "Se han escrito demasiados códigos erróneos. Espere un minuto y envíe de nuevo. Sus respuestas siguen aquí.",
        "pt": "Foram escritos demasiados códigos errados. Espere um minuto e envie de novo. As suas respostas continuam aqui.",
        "ar": "كُتبت رموز خاطئة كثيرة. انتظر دقيقة ثم أرسل من جديد. إجاباتك ما زالت هنا.",
    },
    "close": {"fr": "Fermer", "en": "Close", "es": "Cerrar", "pt": "Fechar", "ar": "إغلاق"},
}  # fmt: skip


def words(tag: str) -> dict[str, str]:
    """All of them in one language."""
    return {key: pick(texts, tag).text for key, texts in WORDS.items()}

"""The languages people may be spoken to in, by tag (BCP 47), as they call themselves.

The house has words of its own in the first six; in the others what is asked is translated, and
buttons and messages stay in French. Names are those of Unicode's CLDR, in their own language and
in French; Dari, which it knows under Persian, is added.
"""

from __future__ import annotations

SPOKEN = {
    "fr": ("Français", "français"),
    "fr-x-simple": ("Français simple", "français simple"),
    "en": ("English", "anglais"),
    "es": ("Español", "espagnol"),
    "pt": ("Português", "portugais"),
    "ar": ("العربية", "arabe"),
}
OTHERS = {
    "sq": ("Shqip", "albanais"),
    "de": ("Deutsch", "allemand"),
    "am": ("አማርኛ", "amharique"),
    "hy": ("Հայերեն", "arménien"),
    "bm": ("Bamanakan", "bambara"),
    "bn": ("বাংলা", "bengali"),
    "bg": ("Български", "bulgare"),
    "zh": ("中文", "chinois"),
    "ht": ("Kreyòl Ayisyen", "créole haïtien"),
    "hr": ("Hrvatski", "croate"),
    "prs": ("دری", "dari"),
    "ka": ("ქართული", "géorgien"),
    "el": ("Ελληνικά", "grec"),
    "ha": ("Hausa", "haoussa"),
    "hi": ("हिन्दी", "hindi"),
    "it": ("Italiano", "italien"),
    "kab": ("Taqbaylit", "kabyle"),
    "ku": ("Kurdî (kurmancî)", "kurde"),
    "ln": ("Lingála", "lingala"),
    "mg": ("Malagasy", "malgache"),
    "nl": ("Nederlands", "néerlandais"),
    "ne": ("नेपाली", "népalais"),
    "ur": ("اردو", "ourdou"),
    "ps": ("پښتو", "pachto"),
    "pa": ("ਪੰਜਾਬੀ", "pendjabi"),
    "fa": ("فارسی", "persan"),
    "ff": ("Pulaar", "peul"),
    "pl": ("Polski", "polonais"),
    "ro": ("Română", "roumain"),
    "ru": ("Русский", "russe"),
    "sr": ("Српски", "serbe"),
    "so": ("Soomaali", "somali"),
    "ckb": ("کوردیی ناوەندی", "sorani"),
    "sw": ("Kiswahili", "swahili"),
    "ta": ("தமிழ்", "tamoul"),
    "ti": ("ትግርኛ", "tigrigna"),
    "tr": ("Türkçe", "turc"),
    "uk": ("Українська", "ukrainien"),
    "vi": ("Tiếng Việt", "vietnamien"),
    "wo": ("Wolof", "wolof"),
}
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "prs", "ps", "ur"})
NAMES = {tag: own for tag, (own, _french) in (SPOKEN | OTHERS).items()}
IN_FRENCH = {tag: french for tag, (_own, french) in (SPOKEN | OTHERS).items()}

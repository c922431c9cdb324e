"""What likely identifiers look like, one compiled pattern a kind.

Every repetition is bounded, so that the time grows with the length of the text and no more.
The group `it`, where there is one, is the stretch to mask; the rest is what gives it away.
"""

from __future__ import annotations

import re

_UP = "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper())
_GAP = "[ .\u00a0\u202f/-]{0,3}"
_SP = "[ \t\u00a0\u202f]{1,3}"
_END = "(?![0-9])"

PHONE = re.compile(
    rf"(?<![0-9+])(?:(?:\+|00)33{_GAP}(?:\(0\){_GAP})?|0{_GAP})[1-9](?:{_GAP}[0-9]){{8}}{_END}"
)
FOREIGN_PHONE = re.compile(rf"(?<![0-9])\+[1-9](?:{_GAP}[0-9]){{8,13}}{_END}")
EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}[ ]?@[ ]?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?<![.-])"
)

_LENGTHS = {"FR": 27, "BE": 16, "CH": 21, "DE": 22, "ES": 24, "GB": 22, "IT": 27, "LU": 20,
            "MA": 28, "PT": 25, "RO": 24, "TN": 24}  # fmt: skip
IBAN = re.compile(
    r"(?i)(?<![0-9a-z])(?:"
    + "|".join(f"{land}[ ]?[0-9]{{2}}(?:[ -]?[0-9a-z]){{{n - 4}}}" for land, n in _LENGTHS.items())
    + ")(?![0-9a-z])"
)

_FILE_WORDS = (
    r"allocataires?|dossiers?|matricule|r[ée]f[ée]rence|r[ée]f\.?|b[ée]n[ée]ficiaire|caf|"
    r"france travail|p[oô]le emploi|file|case|claim|expediente|processo|benefici[aá]rio|ملف|رقم"
)
FILE_NUMBER = re.compile(
    rf"(?<!\w)(?i:{_FILE_WORDS})(?!\w)[^0-9\n]{{0,25}}?"
    r"(?P<it>(?:[A-Z]{1,3}[ /-]?)?(?:[0-9][ ./-]?){4,14}[0-9](?:[ -]?[A-Z])?)"
    r"(?![0-9A-Za-z]|[ ]?(?:€|euro))"
)

_MONTHS = (
    r"janv(?:ier|\.)?|f[ée]v(?:rier|\.)?|mars|avril|mai|juin|juil(?:let|\.)?|ao[uû]t|sept(?:embre|"
    r"\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?|january|february|march|april|may|"
    r"june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|"
    r"julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|"
    r"setembro|outubro|novembro|dezembro"
)
_NUMERIC = (
    r"(?:0?[1-9]|[12][0-9]|3[01])[ ]?[/.-][ ]?(?:0?[1-9]|1[0-2])[ ]?[/.-][ ]?(?:19|20)[0-9]{2}"
)
_WORDED = (
    rf"(?:(?:0?[1-9]|[12][0-9]|3[01])(?:er|st|nd|rd|th|º)?{_SP}(?:(?:de|of){_SP})?)?"
    rf"(?:{_MONTHS}),?{_SP}(?:(?:de|del){_SP})?(?:19|20)[0-9]{{2}}"
)
DATE = re.compile(rf"(?<![0-9/.-]){_NUMERIC}{_END}")
BIRTH = re.compile(
    r"(?i)(?<!\w)(?:n[ée]e?s?|date de naissance|born|nacid[oa]|nascid[oa]|nasci|مواليد|ولدت?)(?!\w)"
    rf"[^0-9\n]{{0,15}}?(?P<it>{_NUMERIC}|{_WORDED}|(?:[0-9]{{1,2}}[/. -]){{2}}[0-9]{{2}}|"
    rf"(?:19|20)[0-9]{{2}}){_END}"
)

_NAME = rf"[{_UP}][^\W\d_]{{0,30}}(?:['’-][^\W\d_]{{1,30}}){{0,3}}"
_OF = r"(?:de|du|des|da|do|dos|della|di|van|von|ben|bin|el|al|le|la|d['’])"
_NAMES = rf"{_NAME}(?:{_SP}(?:{_OF}{_SP}){{0,2}}{_NAME}){{0,3}}"
_CIVILITY = (
    r"(?:M\.|MM\.|(?i:mme|mmes|mlle|mr|mrs|ms|dr|dre|pr|sr|sra|srta|dra)\.?|Me|Maître|maître|"
    r"(?i:monsieur|madame|mademoiselle|docteur|docteure|professeur|miss|doctor|"
    r"señora?|señorita|don|doña|senhora?|dona|doutora?))"
)
CIVILITY = re.compile(
    rf"(?<!\w)(?:{_CIVILITY}{_SP}|(?i:m|mme|mr|dr)\.)(?P<it>(?:{_OF}{_SP}){{0,2}}{_NAMES})"
)
LOWER_CIVILITY = re.compile(
    rf"(?i)(?<!\w)(?:mme|mlle|mr|dr){_SP}(?P<it>[^\W\d_]{{3,30}}(?:-[^\W\d_]{{1,30}})?)(?!\w)"
)
ARABIC_CIVILITY = re.compile(
    rf"(?<!\w)(?:السيدة|السيد|الدكتورة|الدكتور|الأستاذة|الأستاذ){_SP}(?P<it>[^\W\d_]{{2,30}})"
)
CALLED = re.compile(
    r"(?i:(?<!\w)(?:je[ ]m['’ ]?ap+el+e?|mon (?:pr[ée])?nom (?:est|c['’]est)|j['’ ]?me nomme|"
    r"my name is|i am called|me llamo|mi nombre es|(?:eu )?me chamo|chamo-me|"
    rf"o meu nome é|meu nome é|اسمي))[ :]{{1,3}}(?P<it>[^\W\d_]{{2,30}}(?:-[^\W\d_]{{1,30}})?"
    rf"(?:{_SP}{_NAME}){{0,2}})"
)
KIN = re.compile(
    r"(?i:(?<!\w)(?:fils|fille|mari|femme|fr[èe]re|s[oœ]e?ur|coll[èe]gue|conjointe?|compagne|"
    rf"compagnon|voisine?|cousine?|hijo|hija|marido|filho|filha|my son|daughter|husband|wife)),?{_SP}"
    rf"(?P<it>{_NAME})"
)

_LINK = r"(?:(?i:de|du|des|la|le|les|da|das|do|dos|del|las|los|et)[ ]|(?i:[ld]['’]))"
_STREETS = r"(?:rue|avenue|av\.?|bd|bvd|boulevard|chemin|all[ée]e|impasse|quai|mont[ée]e|square)"
_DOUBTFUL = r"(?:place|cours|passage|route|cit[ée]|r[ée]sidence|lotissement|street|road)"
_TOWN = rf"(?:,?[ ](?:à[ ])?(?:{_LINK}){{0,2}}(?:{_NAME}|[0-9]{{5}}(?![0-9]))){{0,5}}"
_NUMBER = r"(?<![0-9])[0-9]{1,4}[ ]?(?i:bis|ter|quater|[a-d](?!\w))?,?[ ]"
ADDRESS = re.compile(
    rf"{_NUMBER}(?:(?i:{_STREETS})[ ](?:{_LINK}){{0,3}}[^\W_]{{2,30}}(?:['’-]\w{{1,30}}){{0,3}}|"
    rf"(?i:{_DOUBTFUL})[ ](?:{_LINK}){{0,3}}{_NAME}){_TOWN}"
)
SOUTHERN_ADDRESS = re.compile(
    rf"(?<!\w)(?i:calle|avenida|avda\.?|plaza|rua|praça|travessa)[ ](?:{_LINK}){{0,2}}{_NAME}"
    rf"(?:[ ](?:{_LINK}){{0,2}}{_NAME}){{0,4}},?[ ](?:n[º°.][ ]?)?[0-9]{{1,4}}(?![0-9])"
)

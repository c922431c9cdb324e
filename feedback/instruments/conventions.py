"""Question codes that other rooms know by name."""

OUTCOME = "resultat"  # "did you get what you came for?": every figure can be split by it
QUOTE_PERMISSION = "citation"  # "may we quote your sentence?": no answer means no
YES = "oui"

# An interview's three permissions, each apart.
MAY_RECORD, MAY_QUOTE, MAY_CALL_BACK = "accord_enregistrer", "accord_citer", "accord_rappel"

# A parole sheet.
PAROLE = "parole"  # the words themselves
PAROLE_KIND = "type_parole"
PAROLE_USE = "diffusion"
PAROLE_USES = ("interne", "anonyme", "fonction", "nominative")
PAROLE_KINDS = ("professionnel", "expert")
PAROLE_NAME = "nom_cite"  # never enters the corpus
PAROLE_REVIEW = "relecture"

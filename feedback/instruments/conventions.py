"""Question codes that other rooms know by name."""

OUTCOME = "resultat"  # "did you get what you came for?": every figure can be split by it
QUOTE_PERMISSION = "citation"  # "may we quote your sentence?": no answer means no
YES = "oui"

"""Files for other coding tools: REFI-QDA projects and IRaMuTeQ corpora."""

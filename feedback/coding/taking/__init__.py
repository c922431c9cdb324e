"""Projects of other coding tools taken into a study: texts, codes, codings, memos, coders."""

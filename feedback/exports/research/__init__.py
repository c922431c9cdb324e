"""The researchers' workbook: rows of answers, texts, codings, journeys; a working document."""

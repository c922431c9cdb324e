"""The same rows as the researchers' workbook, as files for other programs."""

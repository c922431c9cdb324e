"""One table of a study as a workbook of its own, for a spreadsheet that reads it again."""

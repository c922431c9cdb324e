"""Files kept up to date: made again each day or week, and read by a spreadsheet through a link."""

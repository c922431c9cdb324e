"""The managers' workbook: figures with their masks and validated quotes, no row per person."""

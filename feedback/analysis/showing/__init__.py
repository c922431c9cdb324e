"""What of closed months is shown to those who do not hold the rows: prepared, then put in place."""

"""Long work: a row written in the caller's transaction is the truth, a queue only wakes."""

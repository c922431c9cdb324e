"""Who someone is, their roles, what they may do, the audit log."""

"""Answers by link begun and not sent: kept a while, for one phone, sealed."""

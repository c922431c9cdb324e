"""Memos: what coders write beside the coding, and the journal of the research."""

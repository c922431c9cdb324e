"""The codes themselves: drawn, shown in two groups, recognised however they are typed."""

from __future__ import annotations

import secrets

from feedback.responses.withdrawal_codes import ALPHABET, code_mac

LENGTH = 8  # 40 bits: with the limit on wrong codes, nobody finds one
FEWEST, MOST = 10, 500  # made at a time
CODE = "code-unique"  # a field's name no question can have: codes hold no hyphen


def draw(count: int) -> list[str]:
    """So many codes, all different."""
    found: set[str] = set()
    while len(found) < count:
        signs = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))
        found.add(f"{signs[:4]}-{signs[4:]}")
    return list(found)


def kept(key: str, code: str) -> str:
    """What the database keeps of a code; empty when it cannot be one."""
    return code_mac(key, code, LENGTH) or ""

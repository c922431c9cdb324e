"""A kept page comes out whole, plain or compressed."""

from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from feedback.kiosk.survey_page import START_HERE, UUID_HERE, Kept


@given(before=st.text(), between=st.text(), after=st.text(), uuid=st.text(), start=st.text())
def test_the_compressed_page_is_the_plain_one(
    before: str, between: str, after: str, uuid: str, start: str
) -> None:
    kept = Kept(f"{before}{UUID_HERE}{between}{START_HERE}{after}")
    plain = kept.filled(uuid, start)
    assert plain == f"{before}{uuid}{between}{start}{after}"
    assert gzip.decompress(kept.packed(uuid, start)) == plain.encode()

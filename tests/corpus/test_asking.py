"""Questions put to the corpus."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from feedback.corpus.asking import Term, fts5, hits, line, parse, scopes, signs, tsquery, vector


def test_words_phrases_and_beginnings_are_told_apart() -> None:
    assert parse('Écoute "assistante sociale" rend* "trois qu*"') == (
        Term(("ecoute",)),
        Term(("assistante", "sociale")),
        Term(("rend",), True),
        Term(("trois", "qu"), True),
    )


def test_a_word_with_an_apostrophe_is_a_phrase() -> None:
    assert parse("l'accueil") == (Term(("l", "accueil")),)


def test_signs_alone_ask_for_nothing() -> None:
    assert parse('* "" - (AND) "…"') == (Term(("and",)),)


def test_a_text_nobody_may_search_has_no_sign() -> None:
    assert signs(7, "withdrawn") == signs(7, "superseded") == ()


def test_what_people_may_read_shares_a_sign() -> None:
    assert signs(7, "to_read") == ("§7w",)
    assert signs(7, "read") == ("§7r", "§7o")
    assert signs(7, "validated") == ("§7v", "§7o")
    assert scopes(7, ("read", "validated")) == ["§7o"]
    assert scopes(7, ("to_read", "read")) == ["§7w", "§7r"]


def test_the_same_question_is_written_for_both_databases() -> None:
    terms = parse('bien "pas le temps" rend*')
    assert fts5(terms, ["§7r", "§7v"]) == (
        '("§7r" OR "§7v") AND "bien" AND "pas le temps" AND "rend" *'
    )
    assert tsquery(terms, ["§7r", "§7v"]) == (
        "('§7r' | '§7v') & ('bien') & ('pas' <-> 'le' <-> 'temps') & ('rend':*)"
    )


def test_what_is_indexed_begins_with_the_scope() -> None:
    assert line("Très bien, bien", ["§7r", "§7o"]) == "§7r §7o tres bien bien"
    assert vector("Très bien, bien", ["§7r"]) == "'§7r' 'tres':1 'bien':2,3"


def test_hits_are_shown_where_they_stand() -> None:
    text = "Pas le temps d'écouter, pas le temps !"
    found = [text[a:b] for a, b in hits(text, parse('"le temps" écout*'))]
    assert found == ["le temps", "écouter", "le temps"]


def _index(text: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(words, tokenize='ascii')")
    connection.execute("INSERT INTO t(words) VALUES (?)", [line(text, ["§1r"])])
    return connection


@given(st.text(), st.text(max_size=40))
def test_no_question_is_a_fault_and_hits_agree_with_the_index(text: str, question: str) -> None:
    terms = parse(question)
    connection = _index(text)
    query = "SELECT count(*) FROM t WHERE t MATCH ?"
    (count,) = connection.execute(query, [fts5(terms, ["§1r"])]).fetchone()
    connection.close()
    assert bool(count) == all(hits(text, [term]) for term in terms)


@given(st.text(min_size=1), st.data())
def test_a_text_is_found_by_each_of_its_words(text: str, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(text.split() or [""]))
    if '"' not in question and len(question) <= 200:
        assert all(hits(text, [term]) for term in parse(question))

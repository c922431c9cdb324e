"""Questions put to the corpus."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from feedback.corpus.asking import (
    Term,
    fts5,
    fts5_but,
    hits,
    holds_near,
    line,
    parse,
    scopes,
    signs,
    stretches,
    tsquery,
    vector,
)


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


def test_words_refused_and_words_near_one_another_are_told_apart() -> None:
    assert parse("agent ~ pressé -courrier « pas le temps » rendez-vous") == (
        Term(("agent",)),
        Term(("presse",), near=True),
        Term(("courrier",), excluded=True),
        Term(("pas", "le", "temps")),
        Term(("rendez", "vous")),
    )
    assert parse("a~b ~ c") == (Term(("a",)), Term(("b",), near=True), Term(("c",), near=True))
    assert parse("~ a ~") == (Term(("a",)),)
    assert parse("a ~ -b c") == (Term(("a",)), Term(("b",), excluded=True), Term(("c",)))


def test_refused_words_are_written_for_both_databases() -> None:
    terms = parse("bien -trop")
    assert fts5(terms, ["§7o"]) == '(("§7o") AND "bien") NOT ("trop")'
    assert fts5_but(terms, ["§7w"]) == '("bien") NOT ("§7w" OR "trop")'
    assert tsquery(terms, ["§7o"]) == "('§7o') & ('bien') & !('trop')"


def test_near_is_the_same_sentence_or_ten_words_at_most() -> None:
    between = " ".join(["mot"] * 10)
    question = parse("agent ~ pressé")
    assert holds_near(f"Agent {between}. Pressé", question), "ten words between, two sentences"
    assert not holds_near(f"Agent {between} mot. Pressé", question), "eleven, two sentences"
    assert holds_near(f"Pressé {between} {between} agent", question), "one sentence"
    assert not holds_near("agent", parse("agent ~ agent")), "a word is not near itself"
    assert holds_near("agent, agent", parse("agent ~ agent"))


def test_near_words_are_coded_together_and_shown_apart() -> None:
    text = "L'agent était pressé. Il y a un agent. " + "mot " * 12 + ". Pressé"
    question = parse("agent ~ pressé")
    assert [text[a:b] for a, b in hits(text, question)][:2] == ["agent", "pressé"]
    assert text[slice(*stretches(text, question)[0])] == "agent était pressé"


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
    terms = [Term(term.words, term.beginning) for term in parse(question)]
    connection = _index(text)
    query = "SELECT count(*) FROM t WHERE t MATCH ?"
    (count,) = connection.execute(query, [fts5(terms, ["§1r"])]).fetchone()
    connection.close()
    assert bool(count) == all(hits(text, [term]) for term in terms)


@given(st.text(min_size=1), st.data())
def test_a_text_is_found_by_each_of_its_words(text: str, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(text.split() or [""]))
    if '"' not in question and len(question) <= 200:
        assert all(hits(text, [term]) for term in parse(question) if not term.excluded)

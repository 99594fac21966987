"""Folding and words mean the same for every way of writing the same text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import models
from db.actions.search import LARGEST_RECORD, kept
from db.text.folding import fold, with_folded
from db.text.words import CUT, WORD_LIMIT, words

TEXT = st.text()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Volt", "volt"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("E\u0301", "é"),
        ("Σς", "σσ"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXT)
def test_folding_is_settled_and_blind_to_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_the_short_way_for_ascii_gives_the_same(text: str) -> None:
    assert fold(text) == text.casefold()
    assert words(f"{text} é") == words(text) | {"e"}


def test_only_what_is_set_is_folded() -> None:
    table = models.Issue.__table__
    assert with_folded(table, {"title": "Ä", "version": 2}) == {
        "title": "Ä",
        "title_folded": "ä",
        "version": 2,
    }
    assert with_folded(table, {"job_run_id": None})["job_run_id_folded"] is None
    with pytest.raises(TypeError, match="title"):
        with_folded(table, {"title": 1})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Power rail under-voltage, U12", {"power", "rail", "under", "voltage", "u12"}),
        ("Café CAFE\u0301 cafe", {"cafe"}),
        ("ﬁlter ½ Ⅳ", {"filter", "1", "2", "iv"}),
        ("snake_case a_1", {"snake", "case", "a", "1"}),
        ("電圧 低下", {"電圧", "低下"}),
        ("🔥 -- !", set()),
        ("", set()),
        ("x" * 100, {"x" * WORD_LIMIT}),
    ],
)
def test_words(text: str, found: set[str]) -> None:
    assert words(text) == found


@given(TEXT)
def test_words_are_settled_and_blind_to_case_and_composition(text: str) -> None:
    found = words(text)
    assert words(" ".join(found)) == found
    assert words(unicodedata.normalize("NFC", text)) == found
    assert words(text.casefold()) == found
    assert all(0 < len(word) <= WORD_LIMIT and word.isalnum() for word in found)


def test_a_record_ends_where_the_smaller_engine_s_does() -> None:
    found = {f"{number:08}" for number in range(LARGEST_RECORD // 8 + 2)}
    record = kept(found)
    assert record == [*sorted(found)[:-3], CUT]
    assert kept({*record, "a"}) == [*record[:-1], "a", CUT]
    assert kept({*record, "0" * 9}) == [record[0], "0" * 9, *record[1:-2], CUT]
    assert kept({"b", "a"}) == ["a", "b"]

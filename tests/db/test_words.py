"""Folding and words mean the same for every way of writing the same text."""

import re
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import models
from db.text.folding import fold, with_folded
from db.text.words import WORD_LIMIT, has_words, is_white_space, sought, words

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
        ("電圧低下", {"電圧", "圧低", "低下", "下"}),
        ("第3回JTAG電圧", {"第", "3", "回", "jtag", "電圧", "圧"}),
        ("ﾊﾟﾊﾟ", {"パパ", "パ"}),
        ("전압", {"전압", "압"}),
        ("ดีมาก", {"ดี", "ีม", "มา", "าก", "ก"}),
        ("दिल", {"दिल"}),
        ("क\u093cलम क़लम", {"क\u093cलम"}),
        ("שָׁלוֹם مُحَمَّد", {"שלום", "محمد"}),
        ("Việt Ångström", {"viet", "angstrom"}),
        ("o\u0329\u0300jo\u0329 e\u030d", {"ojo", "e"}),
        ("soft\u00adhyphen zero\u200bwidth", {"softhyphen", "zerowidth"}),
        ("C++ 5V_USB SN-2253", {"c", "5v", "usb", "sn", "2253"}),
        ("\u0301 \ufe0f 1\u20e3 \u3164", {"1"}),
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
    assert words(" ".join(found)) >= found  # each pair has a last character of its own
    assert words(unicodedata.normalize("NFC", text)) == found
    assert words(text.casefold()) == found
    assert has_words(text) == (found != frozenset())
    for word in found:
        assert 0 < len(word) <= WORD_LIMIT
        assert all(unicodedata.category(char)[0] in "LNM" for char in word)


@given(TEXT, st.data())
def test_a_text_is_found_by_any_part_that_begins_a_word(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    before, rest = text[:start], text[start:]
    if words(before) | words(rest) == words(text):  # nothing ran on across the place
        assert is_found(rest, text)


def is_found(part: str, text: str) -> bool:
    known = words(text)
    starts = frozenset().union(*sought(part).values())
    return all(any(word.startswith(start) for word in known) for start in starts)


def script(char: str) -> str:
    return unicodedata.name(char, "TANGUT").removeprefix("COMBINING ").partition(" ")[0]


LETTERS: defaultdict[str, list[str]] = defaultdict(list)
"""Of each script up to a thousand."""
MARKS = []
for char in map(chr, range(0x20000)):  # beyond these there are ideographs only
    category = unicodedata.category(char)
    if category[0] == "L" and len(LETTERS[script(char)]) < 1000:
        if unicodedata.normalize("NFKD", char) == char:
            LETTERS[script(char)].append(char)
    elif category[0] == "M" and char.casefold() == char:
        MARKS.append(char)

ALPHABETS = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC", "SYRIAC"}
WITHOUT_SPACES = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR"}


def test_the_marks_of_a_script_tell_its_words_apart() -> None:
    """In every script that has letters and marks of its own, but for alphabets."""
    checked = set()
    for mark in MARKS:
        name = script(mark)
        if not LETTERS.get(name) or "INHERENT" in unicodedata.name(mark):
            continue
        letter = LETTERS[name][0]
        with_mark = words(letter + mark + letter)
        if name in ALPHABETS or name in ("COPTIC", "SAMARITAN", "OLD", "GLAGOLITIC"):
            assert with_mark == words(letter + letter), unicodedata.name(mark)
        elif not re.search("VARIATION|FILLER", unicodedata.name(mark)):
            assert with_mark != words(letter + letter), unicodedata.name(mark)
            assert all(map(str.strip, with_mark))
        checked.add(name)
    assert {"DEVANAGARI", "TAMIL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "NKO"} <= checked
    assert len(checked) > 60


def test_accents_are_folded_on_the_letters_of_alphabets_only() -> None:
    for name in ALPHABETS:
        for char in LETTERS[name]:
            accented = words(char + "\N{COMBINING ACUTE ACCENT}")
            assert accented == words(char), unicodedata.name(char)
    voiced, voiceless = words("ガザダバパ"), words("カサタハハ")
    assert not voiced & voiceless


def test_scripts_without_spaces_are_found_by_any_part() -> None:
    for name in WITHOUT_SPACES:
        text = "".join(LETTERS[name][:12])
        folded = unicodedata.normalize("NFC", text)
        for start in range(len(folded)):
            for end in range(start + 1, len(folded) + 1):
                assert is_found(folded[start:end], f"x{text}y"), (name, start, end)
        assert not is_found(folded[::-1], text)
    for name in ("LATIN", "CYRILLIC", "DEVANAGARI", "ARABIC"):
        first, second = LETTERS[name][0], LETTERS[name][2]
        assert words(first) != words(second)
        assert not is_found(second, first + second)


@pytest.mark.parametrize(
    ("part", "text", "found"),
    [
        ("ゴミ", "コミット", False),
        ("コミ", "コミット", True),
        ("ット", "コミット", True),
        ("パパ", "ハハ", False),
        ("दिल", "दल", False),
        ("ดี", "ดู", False),
        ("ไฟ", "แรงดันไฟฟ้า", True),
        ("圧", "電圧低下", True),
        ("低圧", "電圧低下", False),
        ("USB", "5V_USB", True),
        ("2253", "SN-2253", True),
        ("sn-2253", "SN-2253", True),
        ("c++", "C++ and more", True),
        ("softhyphen", "soft\u00adhyphen", True),
        ("cafe", "CAFÉ", True),
        ("café", "Cafe", True),
    ],
)
def test_what_finds_what(part: str, text: str, found: bool) -> None:
    assert is_found(part, text) is found


@pytest.mark.parametrize(
    ("text", "blank", "wordless"),
    [
        ("", True, True),
        (" \t\u3000", True, True),
        ("\u200b\u00ad", True, True),
        ("...", False, True),
        ("\N{FIRE}", False, True),
        ("a", False, False),
    ],
)
def test_nothing_to_see_and_no_words(text: str, blank: bool, wordless: bool) -> None:
    assert is_white_space(text) is blank
    assert has_words(text) is not wordless

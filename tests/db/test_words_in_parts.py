"""A text that is split in parts, or has runs of marks, has the words that it has as a whole.

The words are stored. `plain` is the definition: the whole text at once, with Python's own
normalisation.
"""

import random
import re
import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.actions.records import search
from db.text import folding, time_slices
from db.text import words as module
from db.text.folding import Form, fold, normalized
from db.text.words import WORD_LIMIT, words, words_in_parts

FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKD")
RANGES = (
    (0x20, 0x7F),
    (0xC0, 0x250),
    (0x300, 0x370),
    (0x391, 0x3CA),
    (0x410, 0x460),
    (0x5B0, 0x5EB),
    (0x621, 0x653),
    (0x900, 0x97F),
    (0xE01, 0xE5B),
    (0xF71, 0xF84),
    (0x1000, 0x1040),
    (0x1100, 0x1200),
    (0x3041, 0x3100),
    (0x4E00, 0x4E40),
    (0xAC00, 0xAC60),
    (0xFF60, 0xFFA0),
    (0x1F600, 0x1F610),
)
OTHERS = "\u00ad\u034f\u200d\u3099\ufe0f\u1e9e\ufb01ẛ\u0345ΐ"
TEXT = st.lists(
    st.one_of(
        *(
            st.text(st.characters(min_codepoint=first, max_codepoint=last - 1), max_size=12)
            for first, last in RANGES
        ),
        st.sampled_from(OTHERS),
        st.text(max_size=5),
    ),
    max_size=20,
).map("".join)
MARKS = [char for char in map(chr, range(0x20000)) if unicodedata.combining(char)]


def plain(text: str) -> set[str]:
    found: set[str] = set()
    for run, unspaced in plain_runs(text):
        if unspaced:
            found.update(run[index : index + 2] for index in range(len(run)))
        else:
            found.add(run[:WORD_LIMIT])
    return found


def plain_runs(text: str) -> Iterator[tuple[str, bool]]:
    gaps = {code: " " for code in range(128) if not chr(code).isalnum()}
    for token in text.translate(gaps).split():
        folded = plain_fold(token)
        kinds = folded.translate(module._KINDS)
        for run in re.finditer("[as][asx]*|u[ux]*", kinds):
            yield folded[slice(*run.span())], kinds[run.start()] == "u"


def plain_fold(text: str) -> str:
    folded = unicodedata.normalize("NFD", text)
    for _ in range(2):
        folded = unicodedata.normalize("NFKD", folded.casefold())
    kept, base = [], " "
    for char in folded:
        kind = module._KINDS[ord(char)]
        if kind == "-" or (kind == "x" and base in " a"):
            continue
        kept.append(char)
        if kind != "x":
            base = kind
    return unicodedata.normalize("NFC", "".join(kept))


@settings(max_examples=150)
@given(st.lists(TEXT, max_size=6), st.integers(1, 20))
def test_the_words_of_the_parts_are_those_of_the_whole(texts: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PART", size)
        patch.setattr(module, "ASCII_PART", size)
        patch.setattr(module, "TEXTS", 2)
        expected = plain(" ".join(texts))
        assert set().union(*words_in_parts(texts)) == expected
        assert words(" ".join(texts)) == expected
        assert search.count([texts, ["one", "two"]]).keys() == expected | {"one", "two"}


def test_long_texts_have_the_same_words() -> None:
    chosen = random.Random(7)
    alphabet = [chr(code) for first, last in RANGES for code in range(first, last)]
    letters = [char for char in alphabet if not (char.isascii() and not char.isalnum())]
    for some in (alphabet, letters, alphabet[:95], letters[:50]):
        text = "".join(chosen.choices(some, k=30_000))
        assert set().union(*words_in_parts([text])) == plain(text)


@settings(max_examples=100)
@given(st.data(), st.sampled_from(FORMS))
def test_marks_are_normalised_as_by_python(data: st.DataObject, form: Form) -> None:
    kinds = data.draw(st.lists(st.sampled_from(MARKS), min_size=1, max_size=6))
    others = data.draw(st.lists(st.sampled_from("aéが\u0f73\uff9eक\u034f"), max_size=2))
    order = random.Random(data.draw(st.integers(0, 99)))
    text = "x" + "".join(order.choices(kinds * 20 + others, k=200))
    assert normalized(form, text) == unicodedata.normalize(form, text)


def test_each_character_that_begins_with_a_mark_is_found_in_runs() -> None:
    """Else marks in the wrong order would be sorted by insertion."""
    for char in map(chr, range(0x110000)):
        decomposed = unicodedata.normalize("NFKD", char)
        if unicodedata.combining(char) or unicodedata.combining(decomposed[0]):
            assert folding._MANY_MARKS.fullmatch(char * 32), hex(ord(char))


def test_marks_take_linear_time() -> None:
    """Python sorts the marks of a letter by insertion: 100,000 of them took it 90 seconds."""
    text = "a" + "\u0301" * 50_000 + "\u0316" * 50_000
    began = time.process_time()
    assert words(text) == {"a"}
    assert fold(text)[:2] == "á\u0316"
    assert time.process_time() - began < 5


@given(st.sets(st.text(max_size=4), max_size=300), st.integers(2, 40))
def test_texts_are_sorted_in_buckets(texts: set[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time_slices, "BUCKET", size)
        assert time_slices.at_once(time_slices.ordered(texts)) == sorted(texts)


def test_a_large_set_is_sorted_in_many_pieces() -> None:
    texts = {f"{number:x}" for number in range(100_000)}
    assert sum(1 for _ in time_slices.ordered(texts)) > 100
    assert time_slices.at_once(time_slices.ordered(texts)) == sorted(texts)

"""What counts as one emoji, and what as an empty text."""

import emoji
import pytest

from db.text.blanks import is_blank, trimmed
from db.text.reactions import reaction


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("👍", "👍"),
        (" 👍\n", "👍"),
        ("👍🏽", "👍🏽"),
        ("❤", "❤️"),
        ("❤️", "❤️"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("🇩🇪", "🇩🇪"),
        ("1️⃣", "1️⃣"),
        (":thumbsup:", "👍"),
        ("thumbsup", "👍"),
        ("+1", "👍"),
        (":-1:", "👎"),
        ("THUMBS_UP", "👍"),
        (":tada:", "🎉"),
        ("HOORAY", "🎉"),
        ("laugh", "😄"),
        ("heart", "❤️"),
        ("rocket", "🚀"),
        ("eyes", "👀"),
        ("confused", "😕"),
        ("white_check_mark", "✅"),
    ],
)
def test_one_emoji_or_its_name(given: str, meant: str) -> None:
    assert reaction(given) == meant


@pytest.mark.parametrize(
    "given",
    [
        "",
        " ",
        "👍👍",
        "👍 👎",
        "a",
        "1",
        "<script>",
        "LGTM",
        "🏽",
        "\ufe0f",
        "\u200d",
        "::",
        ":x y:",
    ],
)
def test_anything_else_is_none(given: str) -> None:
    assert reaction(given) is None


def test_every_emoji_has_one_spelling() -> None:
    spellings = {reaction(each) for each in emoji.EMOJI_DATA} - {None}

    assert spellings == {reaction(str(each)) for each in spellings}
    assert len({str(each).replace("\ufe0f", "") for each in spellings}) == len(spellings)


@pytest.mark.parametrize("blank", ["", " ", "\u200b\u200b", "\u3164", "\ufe0f", "\u2800", "\x07"])
def test_what_cannot_be_seen_is_blank(blank: str) -> None:
    assert is_blank(blank)


@pytest.mark.parametrize("text", ["a", "\u200ba", ".", "é", "👍", "ゴ", "\u0300"])
def test_what_can_be_seen_is_not(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" a ", "a"),
        ("\u200b\ufeffa b\u2060\t", "a b"),
        ("a\u200bb", "a\u200bb"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿 ", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        ("❤️", "❤️"),
        ("\u200f שלום \u200f", "\u200f שלום \u200f"),
    ],
)
def test_spaces_at_the_ends_are_dropped(text: str, kept: str) -> None:
    assert trimmed(text) == kept

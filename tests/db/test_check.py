"""The check passes what the actions have made, and finds what they have not."""

import pytest

from db.maintenance import migrate
from db.maintenance.check import MOST, check
from tests.db.filled import ISSUES, fill, spoil

SOUND = {
    "references",
    "change numbers",
    "change log against rows",
    "folded texts",
    "search records",
    "tally",
}


async def findings(url: str) -> dict[str, list[str]]:
    """What is wrong, by part."""
    return {part.name: part.findings async for part in check(url) if not part.sound}


async def test_what_the_actions_made_is_sound(url: str) -> None:
    await fill(url)
    parts = {part.name: part async for part in check(url)}
    assert [part.findings for part in parts.values() if not part.sound] == []
    assert set(parts) - {"file", "search index"} == SOUND
    assert min(part.checked for part in parts.values()) > 0
    assert parts["search records"].checked == ISSUES + 3


async def test_an_empty_database_is_sound(url: str) -> None:
    assert [part.name async for part in check(url) if not part.sound] == []


@pytest.mark.parametrize(
    ("statement", "part", "said"),
    [
        ("UPDATE issue SET version = version + 1", "change log against rows", "version is"),
        ("UPDATE issue SET status = 4 WHERE status <> 4", "change log against rows", "REJECTED"),
        ("DELETE FROM issue_tag", "change log against rows", "tags is []"),
        ("DELETE FROM reaction", "change log against rows", "reactions is []"),
        ("DELETE FROM issue_session", "change log against rows", "sessions is []"),
        ("DELETE FROM file", "change log against rows", "the table has not"),
        (
            "DELETE FROM change WHERE action = 1 AND sequence < 20",
            "change log against rows",
            "before the creation",
        ),
        (
            "DELETE FROM change WHERE object_id IN (SELECT id FROM session)",
            "change log against rows",
            "the log has no change of it",
        ),
        ("DELETE FROM change WHERE sequence = 7", "change numbers", "are numbered 1 to"),
        ("UPDATE issue SET title_folded = title", "folded texts", "issue.title_folded"),
        ("DELETE FROM issue_search", "search records", "is not found by its words"),
        (
            "UPDATE issue_search SET repeated = NULL",
            "search records",
            "is not found by its words",
        ),
        ("UPDATE issue_tally SET issues = issues + 1", "tally", "is kept"),
        ("DELETE FROM issue_tally", "tally", "0 is kept"),
        ("UPDATE comment SET content = 'unfound'", "search records", "is not found by its words"),
    ],
)
async def test_what_no_action_made_is_found(url: str, statement: str, part: str, said: str) -> None:
    await fill(url)
    await spoil(url, statement)
    found = (await findings(url))[part]
    assert any(said in finding for finding in found), found
    assert len(found) <= MOST


async def test_a_broken_reference_is_found(sqlite_url: str) -> None:
    await fill(sqlite_url)
    await spoil(sqlite_url, "PRAGMA foreign_keys=OFF", "DELETE FROM session")
    found = await findings(sqlite_url)
    assert any("refer to no session" in finding for finding in found["references"])


async def test_a_search_record_out_of_order_is_found(sqlite_url: str) -> None:
    await fill(sqlite_url)
    await spoil(
        sqlite_url,
        "PRAGMA foreign_keys=OFF",
        "UPDATE issue_search SET number = 1 - number",
        "UPDATE issue_search_part SET number = 1 - number",
        "INSERT INTO issue_search_index (issue_search_index) VALUES ('rebuild')",
    )
    found = await findings(sqlite_url)
    assert any("order of creation" in finding for finding in found["search records"])
    assert "search index" not in found


@pytest.mark.parametrize("revision", ["0001", "0004", "0009"])
async def test_what_comes_from_an_older_schema_is_sound(url: str, revision: str) -> None:
    """Downgrading and upgrading gives the rows that the actions would have written."""
    await fill(url)
    await migrate.downgrade(url, revision)
    await migrate.upgrade(url)
    assert await findings(url) == {}


async def test_a_search_index_behind_its_records_is_found(sqlite_url: str) -> None:
    await fill(sqlite_url)
    await spoil(
        sqlite_url,
        "UPDATE issue_search SET words = 'other'"
        " WHERE number = (SELECT max(number) FROM issue_search)",
    )
    found = await findings(sqlite_url)
    assert "search index" in found
    assert "search records" in found

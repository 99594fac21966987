"""Registered documents are stored together or not at all, whoever else stores some."""

import asyncio

import pytest

from db.engine import Database
from db.persisted import (
    Document,
    IdTakenError,
    UnknownDocumentError,
    canonical,
    digest,
    find,
    list_documents,
    register,
    remove,
)

A = Document("{ a }", ("A",), ("own-a",))
B = Document("{ b }  # Größe \N{ELECTRIC PLUG}\n", ())


async def hashes(database: Database) -> list[str]:
    return [each.document.sha256 for each in await list_documents(database)]


async def test_a_document_is_found_by_hash_and_by_its_own_ids(database: Database) -> None:
    assert await register(database, [A, B], "ada") == [A, B]
    assert await find(database, digest(A.text)) == A.text
    assert await find(database, "own-a") == A.text
    assert await find(database, digest(B.text)) == B.text
    assert await find(database, digest("{ c }")) is None
    assert await find(database, "own-c") is None
    listed = await list_documents(database)
    assert {each.document.sha256: each.document for each in listed} == {A.sha256: A, B.sha256: B}
    assert {each.registered_by for each in listed} == {"ada"}


async def test_adding_again_changes_nothing_but_new_ids(database: Database) -> None:
    await register(database, [A], "ada")
    (before,) = await list_documents(database)
    again = Document(A.text, A.operations, ("another", "own-a"))
    assert await register(database, [A, again, again], "bob") == []
    (after,) = await list_documents(database)
    assert (after.registered_by, after.registered_at) == ("ada", before.registered_at)
    assert after.document.ids == ("another", "own-a")


@pytest.mark.parametrize("apart", [True, False])
async def test_an_id_stands_for_one_document(database: Database, apart: bool) -> None:
    other = Document("{ c }", (), ("own-a",))
    if apart:
        await register(database, [A], "ada")
    with pytest.raises(IdTakenError, match="own-a"):
        await register(database, [B, other] if apart else [B, A, other], "ada")
    assert await hashes(database) == ([A.sha256] if apart else [])


async def test_removal_is_all_or_none(database: Database) -> None:
    await register(database, [A, B], "ada")
    with pytest.raises(UnknownDocumentError, match="nobody"):
        await remove(database, [A.sha256, "nobody"])
    assert len(await hashes(database)) == 2
    assert await remove(database, ["own-a", A.sha256, f"sha256:{B.sha256.upper()}"]) == 2
    assert await hashes(database) == []
    assert await find(database, "own-a") is None
    assert await register(database, [Document("{ c }", (), ("own-a",))], "ada")


async def test_many_who_add_the_same_at_once(database: Database) -> None:
    documents = [Document(f"{{ a{number} }}", ()) for number in range(50)]
    added = await asyncio.gather(*(register(database, documents, f"{n}") for n in range(8)))
    assert sorted(map(len, added)) == 7 * [0] + [50]
    assert len(await hashes(database)) == 50


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("AB" * 32, "ab" * 32),
        (f"sha256:{'Ab' * 32}", "ab" * 32),
        ("0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"),
        ("x-git:a.b_c~d-1", "x-git:a.b_c~d-1"),
        ("sha256:ab", None),
        ("md5:abcd", None),
        ("", None),
        ("a b", None),
        ("a\0", None),
        ("ä", None),
        ("a" * 129, None),
    ],
)
def test_identifiers(given: str, wanted: str | None) -> None:
    assert canonical(given) == wanted

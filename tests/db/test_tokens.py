"""Bearer tokens: form, authentication, expiry and revocation."""

from datetime import UTC, datetime, timedelta

import pytest

from db import models
from db.engine import Database
from db.enums import TokenScope
from db.tokens import (
    authenticate,
    create_token,
    list_tokens,
    new_secret,
    revoke_token,
    well_formed,
)

EMAIL = "ada@example.org"


def test_a_secret_has_the_documented_form_and_is_never_the_same() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    for secret in secrets:
        assert len(secret) == 4 + 43 + 6
        assert secret.startswith("igw_")
        assert secret[4:].isalnum()
        assert well_formed(secret)


@pytest.mark.parametrize("position", range(4 + 43 + 6))
def test_every_mistyped_letter_is_noticed(position: int) -> None:
    secret = new_secret()
    other = "a" if secret[position] != "a" else "b"
    assert not well_formed(secret[:position] + other + secret[position + 1 :])


@pytest.mark.parametrize("text", ["", "igw_", "igw_é", "x" * 53, "igw_" + "0" * 48, "igw_\ud800"])
def test_other_texts_are_not_tokens(text: str) -> None:
    assert not well_formed(text)


async def test_a_token_names_its_holder(database: Database) -> None:
    token_id, secret = await create_token(database, EMAIL, TokenScope.ADMIN)
    found = await authenticate(database, secret)
    assert found is not None
    assert (found.token_id, found.scope, found.expires_at) == (token_id, TokenScope.ADMIN, None)
    assert (found.actor.author, found.actor.email) == (EMAIL, EMAIL)
    assert found.actor.is_admin
    assert found.actor.token_id == token_id


async def test_a_token_for_automation_signs_as_atlas(database: Database) -> None:
    _, secret = await create_token(database, EMAIL, TokenScope.WRITE, name="Atlas")
    found = await authenticate(database, secret)
    assert found is not None
    assert (found.actor.author, found.actor.email) == ("Atlas", EMAIL)
    assert not found.actor.is_admin


async def test_an_unknown_token_is_nobody(database: Database) -> None:
    assert await authenticate(database, new_secret()) is None


async def test_a_malformed_token_does_not_reach_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "fetch_brief", None)
    assert await authenticate(database, new_secret() + "x") is None


async def test_a_token_expires(database: Database) -> None:
    now = datetime.now(UTC)
    _, dead = await create_token(database, EMAIL, TokenScope.READ, expires_at=now)
    later = now + timedelta(days=1)
    _, alive = await create_token(database, EMAIL, TokenScope.READ, expires_at=later)
    assert await authenticate(database, dead) is None
    found = await authenticate(database, alive)
    assert found is not None
    assert found.expires_at == later


async def test_a_revoked_token_is_dead_at_once_and_stays_listed(database: Database) -> None:
    token_id, secret = await create_token(database, EMAIL, TokenScope.READ, name="CI")
    assert await authenticate(database, secret)
    assert await revoke_token(database, token_id)
    assert await authenticate(database, secret) is None
    assert not await revoke_token(database, token_id)
    (listed,) = await list_tokens(database)
    assert (listed.id, listed.name, listed.email) == (token_id, "CI", EMAIL)
    assert listed.revoked_at is not None


@pytest.mark.parametrize("token_id", ["", "x", "00000000-0000-7000-8000-000000000000"])
async def test_revoking_what_does_not_exist_says_so(database: Database, token_id: str) -> None:
    assert not await revoke_token(database, token_id)


async def test_the_secret_is_not_stored(database: Database) -> None:
    _, secret = await create_token(database, EMAIL, TokenScope.READ)
    rows = await database.fetch_all(f"SELECT * FROM {models.Token.__table__.name}")
    assert secret not in repr(rows)

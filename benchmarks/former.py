"""The project at a commit of its own history, run beside the present one."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.data import CACHE, COMMENTS, EMAIL, ISSUES, NOW, ROOT, SEED, Demo, copied, remove
from benchmarks.servers import Server, ServerError, gateway

COMMIT = "89a7494"
NAME = f"gateway at commit {COMMIT}"


@contextmanager
def former() -> Iterator[tuple[Server, Demo]]:
    """The program at `COMMIT`, with the same environment, and its copy of the same demo.

    Raises ServerError where the history of this repository does not go back so far.
    """
    with TemporaryDirectory(dir=CACHE) as name:
        folder = Path(name)
        _unpack(folder)
        with copied(_demo(folder), "former") as demo:
            yield gateway(NAME, demo, folder=folder), demo


def _unpack(folder: Path) -> None:
    archived = subprocess.run(["git", "archive", COMMIT], cwd=ROOT, capture_output=True)
    if archived.returncode:
        raise ServerError(f"{NAME} is missing here: this copy of the repository has no such commit")
    with tarfile.open(fileobj=BytesIO(archived.stdout)) as archive:
        archive.extractall(folder, filter="data")


def _demo(folder: Path) -> Demo:
    """Make the demo with the program in `folder`, once: its schema is another one."""
    done = CACHE / f"former_{COMMIT}_{ISSUES}x{COMMENTS}.db"
    secret = done.with_suffix(".token")
    if not (done.exists() and secret.exists()):
        partial = done.with_suffix(".partial")
        remove(partial)
        until = ("--seed", str(SEED), "--until", f"{NOW:%Y-%m-%d}")
        size = ("--issues", str(ISSUES), "--comments-per-issue", str(COMMENTS))
        _run(folder, partial, "demo", *size, *until)
        token = _run(folder, partial, "token", "create", "--email", EMAIL, "--scope", "admin")
        secret.write_text(token.strip())
        partial.rename(done)
    return Demo(f"sqlite:///{done}", secret.read_text())


def _run(folder: Path, database: Path, *command: str) -> str:
    """Run a command of the program in `folder`; its output."""
    environment = {
        "ISSUE_GATEWAY_DATABASE": f"sqlite:///{database}",
        "ISSUE_GATEWAY_DATA_DIR": str(CACHE),
    }
    done = subprocess.run(
        [sys.executable, "-m", "gateway", *command],
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout

"""The steps of a Containerfile, run in clean roots without a container engine.

A root has the programs of this machine in /usr, read-only, and its own /etc, /opt, /var and /tmp:
what a stage does not copy or make is not there. The base images are not: their Python and Node.js
are those of this machine. Needs root, for namespaces and chroot.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.server import ROOT

PASSED_ON = re.compile(r"(pip_|npm_|https?_proxy|no_proxy|ssl_cert|node_extra)", re.IGNORECASE)
"""Variables that say where packages come from."""
FROM_HERE = (
    *("alternatives", "ssl", "xdg", "pip.conf", "npmrc", "resolv.conf", "hosts", "nsswitch.conf"),
    *("ld.so.cache", "login.defs", "pam.d"),
)
"""What programs of /usr need of /etc, and where packages come from."""
MOUNTS = "mount --rbind /dev dev && mount --rbind /proc proc && mount --bind -o ro /usr usr"


def instructions(text: str) -> list[tuple[str, str]]:
    """Each instruction with its arguments, in order."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found = []
    for line in filter(str.strip, joined.splitlines()):
        name, _, arguments = line.strip().partition(" ")
        found.append((name.upper(), arguments.strip()))
    return found


@dataclass
class Stage:
    """One root, and what the instructions have set for the next ones."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    work: str = "/"
    user: str = "0:0"
    volumes: list[str] = field(default_factory=list)
    health: Sequence[str] = ()
    entry: Sequence[str] = ()
    words: Sequence[str] = ()
    stop: str = ""
    ports: list[str] = field(default_factory=list)

    def make(self) -> None:
        """Make the root; `python` and `pip` are where the base image has them."""
        for name in ("usr", "etc", "dev", "proc", "opt", "var/lib", "root", "image"):
            (self.root / name).mkdir(parents=True)
        for name in ("bin", "sbin", "lib", "lib64"):
            (self.root / name).symlink_to(f"usr/{name}")
        (self.root / "tmp").mkdir()
        (self.root / "tmp").chmod(0o1777)
        (self.root / "image" / "python").symlink_to("/usr/bin/python3")
        (self.root / "image" / "pip").symlink_to("/usr/bin/pip3")
        for name in FROM_HERE:
            source = Path("/etc", name)
            if source.is_dir():
                shutil.copytree(source, self.root / "etc" / name, symlinks=True)
            elif source.exists():
                shutil.copy(source, self.root / "etc" / name)
        (self.root / "etc" / "passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
        (self.root / "etc" / "group").write_text("root:x:0:\n")
        self.environment["PATH"] = "/image:/usr/local/bin:/usr/bin:/bin:/usr/sbin"

    def command(self, words: Sequence[str], more: Mapping[str, str] | None = None) -> list[str]:
        """What runs `words` in the root as its user; one process, which gets the signals."""
        variables = {**self.environment, **(more or {})}
        inside = shlex.join(
            [
                *("chroot", f"--userspec={self.user}", ".", "env", "-i", "-C", self.work),
                *(f"{name}={value}" for name, value in variables.items()),
                *words,
            ]
        )
        return ["unshare", "--mount", "sh", "-c", f"cd {self.root} && {MOUNTS} && exec {inside}"]

    def run(self, words: Sequence[str], more: Mapping[str, str] | None = None) -> str:
        """Run `words`; what they print. Raises AssertionError with it when they fail."""
        done = subprocess.run(self.command(words, more), capture_output=True, text=True)
        said = f"{done.stdout}{done.stderr}"
        assert done.returncode == 0, f"{shlex.join(words)}\n{said[-4000:]}"
        return done.stdout

    def copy(self, source: Path, names: Sequence[str], target: str) -> None:
        """Copy files and the content of folders, as COPY does."""
        place = self.root / self.path(target)
        for name in names:
            found = source / name
            if found.is_dir():
                shutil.copytree(found, place, symlinks=True, dirs_exist_ok=True)
            elif target.endswith("/"):
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(found, place / found.name)
            else:
                shutil.copy(found, place)

    def path(self, name: str) -> str:
        """A path in the root, relative to it."""
        return os.path.join(self.work, name).lstrip("/")


def build(folder: Path, text: str) -> Stage:
    """Run all stages in `folder`; return the last one."""
    context = folder / "context"
    # What is in version control is what the ignore file lets through, and a little more.
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if not (ROOT / name).is_file():
            continue
        (context / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, context / name)
    sources = {name: value for name, value in os.environ.items() if PASSED_ON.match(name)}
    stages: dict[str, Stage] = {}
    stage = Stage(folder)
    for name, arguments in instructions(text):
        if name == "FROM":
            called = arguments.partition(" AS ")[2] or str(len(stages))
            stage = stages[called] = Stage(folder / called)
            stage.make()
        elif name == "RUN":
            stage.run(["sh", "-ec", arguments], sources)
        elif name == "COPY":
            _copy(stage, stages, context, arguments)
        else:
            _set(stage, name, arguments)
    return stage


def _copy(stage: Stage, stages: Mapping[str, Stage], context: Path, arguments: str) -> None:
    *names, target = shlex.split(arguments)
    source = context
    if names[0].startswith("--from="):
        source = stages[names.pop(0).removeprefix("--from=")].root
    stage.copy(source, [name.lstrip("/") for name in names], target)


def _set(stage: Stage, name: str, arguments: str) -> None:
    match name:
        case "ENV":
            for pair in shlex.split(arguments):
                key, _, value = pair.partition("=")
                stage.environment[key] = value.replace("$PATH", stage.environment["PATH"])
        case "WORKDIR":
            stage.work = os.path.join(stage.work, arguments)
            (stage.root / stage.work.lstrip("/")).mkdir(parents=True, exist_ok=True)
        case "USER":
            stage.user = arguments
        case "VOLUME":
            stage.volumes.append(arguments)
        case "EXPOSE":
            stage.ports.append(arguments)
        case "STOPSIGNAL":
            stage.stop = arguments
        case "HEALTHCHECK":
            stage.health = json.loads(arguments.partition("CMD ")[2])
        case "ENTRYPOINT":
            stage.entry = json.loads(arguments)
        case "CMD":
            stage.words = json.loads(arguments)
        case "LABEL":
            pass
        case _:
            raise AssertionError(f"{name} is not known to this test")

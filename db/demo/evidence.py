"""The bytes of the demo's files: waveforms, logs, pictures, plans; the same on every run.

Many attachments share few files: the store keeps equal bytes once, so a demo of any size writes
them quickly.
"""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence, Set
from functools import cache
from math import exp, sin
from pathlib import Path
from random import Random
from typing import NamedTuple

from db.demo import phrases
from db.demo.domain import Domain
from db.demo.picture import draw_trace
from db.demo.voice import Voice, pick
from db.files.media import SNIFFED, media_type_of
from db.files.store import FileStore

SAMPLES = 800
"""Rows of a waveform: about 20 KB."""
EVENTS = 1500
"""Lines of a log: about 80 KB, so that a tail is only a part of it."""
PLANS = ("troubleshooting_plan.md", "root_cause_analysis.md")

_LEVELS = ("INFO", "INFO", "INFO", "INFO", "INFO", "DEBUG", "DEBUG", "WARN")
_SOURCES = ("pmic", "seq", "adc", "can", "fan", "i2c", "ota", "logger")
_VOLTS = {"3V3": 3.3, "1V8_IO": 1.8, "VDD_CORE": 0.9, "5V_USB": 5.0, "VBAT": 3.7}


class Evidence(NamedTuple):
    """The content of a file, and the metadata that its upload would have."""

    data: bytes
    sha256: str
    media_type: str


@cache
def evidence() -> Mapping[tuple[str, str], Evidence]:
    """The content of files by the first tag of their field and their name.

    Names without an entry, such as those of reports, are records without content.
    """
    return {
        (domain.tags[0], name): _described(name, data)
        for domain in phrases.DOMAINS
        for name in (*(name for name, _ in domain.recordings), *PLANS)
        if (data := _made(domain, name)) is not None
    }


def keep(store: FileStore, wanted: Set[object]) -> None:
    """Store the content whose SHA-256 is `wanted`. Raises StoreFull and StoreUnavailable."""
    for each in evidence().values():
        if each.sha256 in wanted:
            with tempfile.NamedTemporaryFile() as file:
                file.write(each.data)
                file.flush()
                store.put(each.sha256, Path(file.name))


def _described(name: str, data: bytes) -> Evidence:
    media_type = media_type_of(data[:SNIFFED], name)
    return Evidence(data, hashlib.sha256(data).hexdigest(), media_type)


def _made(domain: Domain, name: str) -> bytes | None:
    rng = Random(f"{domain.tags[0]} {name}")
    kind = name.rpartition(".")[2]
    if kind == "csv":
        return _waveform(rng)
    if kind == "log":
        return _log(rng, domain)
    if kind == "png":
        return draw_trace([high for _, _, high in _samples(rng)])
    if kind == "md":
        return _plan(rng, domain, name)
    return None


def _samples(rng: Random) -> Sequence[tuple[float, float, float]]:
    """Time in ms, and two channels: a step that rings, and one that sags after it."""
    level, slope = 1.2 + 3.8 * rng.random(), 12 + 30 * rng.random()
    sag, at, width = 0.1 + 0.5 * rng.random(), 0.45 + 0.3 * rng.random(), 0.02 + 0.05 * rng.random()
    made = []
    for number in range(SAMPLES):
        x = number / SAMPLES
        rise = 1 - exp(-slope * x) * (1 + 0.3 * sin(90 * x))
        dip = sag * exp(-(((x - at) / width) ** 2))
        first, second = rng.gauss(0, 0.004), rng.gauss(0, 0.008)
        made.append((x * 40, level * rise + first, level * (rise - dip) + second))
    return made


def _waveform(rng: Random) -> bytes:
    lines = [f"{time:.3f},{first:.4f},{second:.4f}" for time, first, second in _samples(rng)]
    return "\n".join(("time_ms,ch1,ch2", *lines, "")).encode()


def _log(rng: Random, domain: Domain) -> bytes:
    voice, now = Voice(rng, domain), 0.0
    lines = []
    for _ in range(EVENTS):
        now += rng.expovariate(8)
        level, source, rail = pick(rng, _LEVELS), pick(rng, _SOURCES), pick(rng, phrases.RAILS)
        said = f"{rail} {rng.gauss(_VOLTS[rail], 0.02):.3f} V"
        if rng.random() < 0.02:
            level, said = "ERROR", voice.say(domain.observations)
        lines.append(f"[{now:12.6f}] {level:<5} {source}: {said}")
    return "\n".join((*lines, "")).encode()


def _plan(rng: Random, domain: Domain, name: str) -> bytes:
    voice = Voice(rng, domain)
    heading = name.removesuffix(".md").replace("_", " ").capitalize()
    known = [f"- {voice.say(domain.observations)}" for _ in range(3)]
    suspected = [f"{place}. {voice.say(domain.suspicions)}" for place in (1, 2, 3)]
    tried = [
        f"- [{'x' if place < 2 else ' '}] {voice.say(domain.experiments)}" for place in (1, 2, 3)
    ]
    parts = (
        f"# {heading}: {domain.tags[0]}",
        voice.say(phrases.CIRCUMSTANCES),
        "## What is known",
        "\n".join(known),
        "## What it may be",
        "\n".join(suspected),
        "## What was tried",
        "\n".join(tried),
    )
    return ("\n\n".join(parts) + "\n").encode()

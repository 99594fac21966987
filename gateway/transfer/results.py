"""Results of tests as other programs write them: cases, and the files that they left."""

import base64
import binascii
import json
import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from gateway.transfer.records import FileError

ATTACHED = re.compile(r"\[\[ATTACHMENT\|([^\[\]\n]+)\]\]")
"""A file that a case names in its output, as Jenkins and GitLab read it."""
MOST_ATTACHED = 10
"""Files of one case; the others are left out."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a case. `content` is None for one that cannot be read."""

    name: str
    media_type: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a run. `message` is None for one that passed."""

    name: str
    message: str | None = None
    details: str = ""
    output: str = ""
    attached: tuple[Attached, ...] = ()


def read_junit(content: bytes, folder: Path) -> list[Case]:
    """Read JUnit XML, as pytest and many others write it; skipped cases are left out.

    Files that the output names are those below `folder`, the place of the report, and below the
    working directory: a report is made by tests, which must not choose any file of the machine.
    Raises FileError.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileError(["the file declares a document type, which results do not need"])
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise FileError([f"the file is not XML: {error}"]) from None
    if root.tag not in ("testsuites", "testsuite"):
        raise FileError([f"the file is no JUnit report: its root is {root.tag}"])
    cases = {case.name: case for case in _junit_cases(root, folder)}
    return list(cases.values())


def _junit_cases(root: ElementTree.Element, folder: Path) -> Iterator[Case]:
    for each in root.iter("testcase"):
        if each.find("skipped") is not None:
            continue
        name = ".".join(filter(None, (each.get("classname"), each.get("name"))))
        output = "\n".join(
            each.findtext(stream, "").strip() for stream in ("system-out", "system-err")
        ).strip()
        failed = each.find("failure")
        failed = each.find("error") if failed is None else failed
        if failed is None:
            yield Case(name, output=output)
        else:
            message = (failed.get("message") or failed.get("type") or "failed").strip()
            paths = list(dict.fromkeys(ATTACHED.findall(output)))[:MOST_ATTACHED]
            attached = tuple(_file(path.strip(), folder) for path in paths)
            yield Case(name, message, (failed.text or "").strip(), output, attached)


def _file(path: str, folder: Path) -> Attached:
    media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    for root in (folder.resolve(), Path.cwd()):
        found = (root / path).resolve()
        if found.is_relative_to(root) and found.is_file():
            return Attached(found.name, media_type, found.read_bytes())
    return Attached(path, media_type, None)


def read_openhtf(content: bytes, _folder: Path) -> list[Case]:
    """Read OpenHTF's JSON records: one, a list, or one a line; each phase is a case.

    Skipped phases are left out. Raises FileError.
    """
    text = content.decode("utf-8-sig", errors="replace")
    try:
        data = json.loads(text)
    except ValueError:
        try:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise FileError([f"the file is not JSON: {error}"]) from None
    cases: dict[str, Case] = {}
    for record in data if isinstance(data, list) else [data]:
        if not isinstance(record, dict) or "phases" not in record:
            raise FileError(["the file is no OpenHTF record: it has no phases"])
        test = str((record.get("metadata") or {}).get("test_name") or "test")
        for phase in record["phases"]:
            if phase.get("outcome") != "SKIP":
                case = _phase(test, phase, record)
                cases[case.name] = case
    return list(cases.values())


def _phase(test: str, phase: Mapping[str, Any], record: Mapping[str, Any]) -> Case:
    name = f"{test}.{phase.get('name', 'phase')}"
    failing = [
        f"{key}: {measured.get('measured_value')!r}"
        for key, measured in (phase.get("measurements") or {}).items()
        if measured.get("outcome") == "FAIL"
    ]
    outcome = phase.get("outcome")
    logs = [
        str(entry.get("message", "")) if isinstance(entry, dict) else str(entry)
        for entry in record.get("log_records") or ()
    ]
    output = "\n".join(logs)
    if outcome not in ("FAIL", "ERROR") and not failing:
        return Case(name, output=output)
    result = (phase.get("result") or {}).get("phase_result")
    raised = result if isinstance(result, dict) else {}
    message = "; ".join(failing) or str(raised.get("exc_val") or result or outcome)
    device = f"DUT {record['dut_id']}" if record.get("dut_id") else ""
    details = "\n\n".join(filter(None, (device, str(raised.get("exc_tb") or "").strip())))
    files = list((phase.get("attachments") or {}).items())[:MOST_ATTACHED]
    return Case(name, message, details, output, tuple(_inline(*each) for each in files))


def _inline(name: str, given: Mapping[str, Any]) -> Attached:
    media_type = str(given.get("mimetype") or "application/octet-stream")
    try:
        return Attached(name, media_type, base64.b64decode(given["data"], validate=True))
    except (KeyError, TypeError, binascii.Error):
        return Attached(name, media_type, None)


READERS: Mapping[str, Callable[[bytes, Path], list[Case]]] = {
    "junit": read_junit,
    "openhtf": read_openhtf,
}

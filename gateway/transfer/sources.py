"""Files of other programs as records: CSV, NDJSON, and those of GitHub and Jira."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gateway.transfer.records import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    FileError,
    Reading,
    Record,
    Remark,
    distinct,
    fingerprint,
)

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "summary", "name"),
    "description": ("description", "body", "text"),
    "status": ("status", "state"),
    "priority": ("priority",),
    "tags": ("tags", "labels", "label"),
    "owner": ("owner", "assignee"),
    "author": ("author", "reporter", "creator", "created by", "createdby"),
    "created_at": ("created", "created at", "created_at", "createdat"),
    "fingerprint": ("fingerprint", "issue key", "key", "id"),
    "comment": ("comment", "comments"),
}
"""Fields of a record with the columns that they are read from, by their names in lower case."""

LARGEST_CELL = 16 * 1024 * 1024
Columns = Mapping[str, list[int]]
Read = Callable[[bytes, Reading, Mapping[str, str]], list[Record]]


def read_csv(content: bytes, reading: Reading, mapping: Mapping[str, str]) -> list[Record]:
    """Read a CSV file: comma, semicolon or tab, with or without a BOM, UTF-8 or Latin-1."""
    return _csv_records("csv", content, reading, mapping)


def read_jira(content: bytes, reading: Reading, mapping: Mapping[str, str]) -> list[Record]:
    """Read what Jira exports: CSV, or the JSON of its REST search."""
    if content.lstrip()[:1] not in (b"{", b"["):
        return _csv_records("jira", content, reading, mapping)
    data = _json(content)
    issues = data.get("issues", []) if isinstance(data, dict) else data
    return [_jira(f"issue {n}", each, reading) for n, each in enumerate(issues, 1)]


def read_ndjson(content: bytes, reading: Reading, mapping: Mapping[str, str]) -> list[Record]:
    """Read one JSON object a line, with the names of `createIssue` or of the REST surface."""
    records = []
    for number, line in enumerate(_text(content).splitlines(), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            given = json.loads(line)
        except ValueError as error:
            raise FileError([f"{place}: is not JSON: {error}"]) from None
        if not isinstance(given, dict):
            raise FileError([f"{place}: is no JSON object"])
        records.append(_object(place, line, given, reading, mapping))
    return records


def read_github(content: bytes, reading: Reading, _mapping: Mapping[str, str]) -> list[Record]:
    """Read GitHub's REST JSON of issues; `comments` may hold the objects instead of a number."""
    data = _json(content)
    issues = data if isinstance(data, list) else [data]
    return [
        _github(f"issue {number}", each, reading)
        for number, each in enumerate(issues, 1)
        if "pull_request" not in each
    ]


READERS: Mapping[str, Read] = {
    "csv": read_csv,
    "ndjson": read_ndjson,
    "github": read_github,
    "jira": read_jira,
}


def _csv_records(
    source: str, content: bytes, reading: Reading, mapping: Mapping[str, str]
) -> list[Record]:
    text = _text(content)
    csv.field_size_limit(LARGEST_CELL)
    # Strict, since a quote that is never closed would take all that follows for one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
        header, *rows = rows
    except csv.Error as error:
        raise FileError([f"row {len(rows) + 1} is no CSV: {error}"]) from None
    except ValueError:
        raise FileError(["the file is empty"]) from None
    columns = _columns(header, mapping)
    records = []
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        if len(row) > len(header):
            reading.faults.append(f"row {number}: has {len(row)} cells, the header {len(header)}")
            continue
        records.append(_row(source, f"row {number}", header, row, columns, reading))
    return records


def _columns(header: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Return the columns of each field: those mapped to it, else those with its name."""
    names = [name.strip().lower() for name in header]
    found: dict[str, list[int]] = {}
    for column, field in mapping.items():
        if field not in FIELDS:
            raise FileError([f"--map {column}={field}: the fields are {', '.join(FIELDS)}"])
        places = [n for n, name in enumerate(names) if name == column.strip().lower()]
        if not places:
            raise FileError([f"--map {column}={field}: the columns are {', '.join(header)}"])
        found.setdefault(field, []).extend(places)
    taken = {place for places in found.values() for place in places}
    for field, known in FIELDS.items():
        if field not in found:
            places = [n for n, name in enumerate(names) if name in known and n not in taken]
            found[field] = places
    if not found["title"]:
        columns = ", ".join(header)
        raise FileError([f"no column is the title; give --map COLUMN=title, one of {columns}"])
    return found


def _row(
    source: str,
    place: str,
    header: Sequence[str],
    row: Sequence[str],
    columns: Columns,
    reading: Reading,
) -> Record:
    def cells(field: str) -> Iterator[tuple[str, str]]:
        for column in columns[field]:
            if column < len(row) and row[column].strip():
                yield f"column {header[column]}", row[column]

    def first(field: str) -> tuple[str, str]:
        return next(cells(field), (f"column {field}", ""))

    column, title = first("title")
    if not title.strip():
        reading.fault(place, column, "has no title")
    known = first("fingerprint")[1] or hashlib.sha256("\0".join(row).encode()).hexdigest()[:32]
    return Record(
        place,
        fingerprint(source, known.strip()),
        reading.text(place, column, title.strip(), LONGEST_TITLE),
        reading.text(place, *first("description"), LONGEST_TEXT),
        status=reading.status(place, *first("status")),
        priority=reading.priority(place, *first("priority")),
        tags=distinct(part for _, cell in cells("tags") for part in _split(cell)),
        owner=first("owner")[1].strip() or None,
        author=first("author")[1].strip(),
        created_at=reading.instant(place, *first("created_at")),
        remarks=[_jira_remark(cell) for _, cell in cells("comment")],
    )


def _split(cell: str) -> list[str]:
    """Return the tags of a cell: a JSON list, or separated by commas or semicolons."""
    if cell.lstrip().startswith("["):
        try:
            return [str(each) for each in json.loads(cell)]
        except ValueError:
            pass
    return cell.replace(";", ",").split(",")


def _jira_remark(cell: str) -> Remark:
    """Read a comment of Jira's CSV, `date;author;text`, or any other text."""
    parts = cell.split(";", 2)
    if len(parts) == 3 and parts[0][:1].isdigit():
        return Remark(parts[1].strip(), parts[0].strip(), parts[2])
    return Remark("", "", cell)


def _object(
    place: str, line: str, given: Mapping[str, Any], reading: Reading, mapping: Mapping[str, str]
) -> Record:
    fields = {mapping.get(name, name): value for name, value in given.items()}

    def value(*names: str) -> Any:
        return next((fields[name] for name in names if fields.get(name) is not None), "")

    title, described = str(value("title")), value("description")
    if not title.strip():
        reading.fault(place, "title", "has no title")
    tags = value("tags")
    known = str(value("fingerprint", "id", "uuid"))
    known = known or hashlib.sha256(line.encode()).hexdigest()[:32]
    return Record(
        place,
        fingerprint("ndjson", known) if not value("fingerprint") else fingerprint(known),
        reading.text(place, "title", title, LONGEST_TITLE),
        reading.text(place, "description", described, LONGEST_TEXT)
        if isinstance(described, str)
        else "",
        description=described if isinstance(described, list) else None,
        status=reading.status(place, "status", str(value("status"))),
        priority=reading.priority(place, "priority", str(value("priority"))),
        tags=distinct(map(str, tags)) if isinstance(tags, list) else [],
        owner=str(value("owner")) or None,
        author=str(value("createdBy", "created_by", "author")),
        created_at=reading.instant(place, "createdAt", str(value("createdAt", "created_at"))),
    )


def _github(place: str, given: Mapping[str, Any], reading: Reading) -> Record:
    state = given.get("state_reason") if given.get("state") == "closed" else given.get("state")
    comments = given.get("comments")
    assignee = given.get("assignee") or {}
    return Record(
        place,
        fingerprint("github", str(given.get("html_url") or given.get("number"))),
        reading.text(place, "title", str(given.get("title", "")), LONGEST_TITLE),
        reading.text(place, "body", given.get("body") or "", LONGEST_TEXT),
        status=reading.status(place, "state", state or given.get("state") or ""),
        tags=distinct(
            str(label["name"] if isinstance(label, dict) else label)
            for label in given.get("labels", ())
        ),
        owner=assignee.get("login"),
        author=(given.get("user") or {}).get("login", ""),
        created_at=reading.instant(place, "created_at", given.get("created_at") or ""),
        remarks=[
            Remark(
                (each.get("user") or {}).get("login", ""),
                each.get("created_at", ""),
                each.get("body") or "",
            )
            for each in (comments if isinstance(comments, list) else ())
        ],
    )


def _jira(place: str, given: Mapping[str, Any], reading: Reading) -> Record:
    fields = given.get("fields", {})

    def name(field: str, member: str = "name") -> str:
        return str((fields.get(field) or {}).get(member) or "")

    return Record(
        place,
        fingerprint("jira", str(given.get("key", ""))),
        reading.text(place, "summary", str(fields.get("summary") or ""), LONGEST_TITLE),
        reading.text(place, "description", _document(fields.get("description")), LONGEST_TEXT),
        status=reading.status(place, "status", name("status")),
        priority=reading.priority(place, "priority", name("priority")),
        tags=distinct(map(str, fields.get("labels", ()))),
        owner=name("assignee", "displayName") or None,
        author=name("reporter", "displayName"),
        created_at=reading.instant(place, "created", str(fields.get("created") or "")),
        remarks=[
            Remark(
                str((each.get("author") or {}).get("displayName") or ""),
                str(each.get("created") or ""),
                _document(each.get("body")),
            )
            for each in (fields.get("comment") or {}).get("comments", ())
        ],
    )


def _document(value: Any) -> str:
    """Return the text of a description: plain, or Atlassian's document format."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    if value.get("type") == "text":
        return str(value.get("text", ""))
    inner = [_document(child) for child in value.get("content", ())]
    blocks = value.get("type") in ("doc", "bulletList", "orderedList", "listItem")
    return ("\n" if blocks else "").join(inner)


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _json(content: bytes) -> Any:
    try:
        return json.loads(_text(content))
    except ValueError as error:
        raise FileError([f"the file is not JSON: {error}"]) from None

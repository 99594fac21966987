"""Bodies of changes: JSON, or a form with files."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from starlette.requests import Request

from rest_compat.body import Parse, read_json
from rest_compat.evidence.models import FormFields
from rest_compat.execute import ReceiveForm
from rest_compat.problem import Fault, Problem
from rest_compat.routes import RouteDeclaration


@asynccontextmanager
async def sent(
    row: RouteDeclaration, parse: Parse, receive: ReceiveForm, request: Request
) -> AsyncIterator[Mapping[str, object]]:
    """Read the body of `request`, a change: the fields of the operation's input.

    The fields of a form are checked before its files are stored. On exit, files that the operation
    does not use are removed. Raises Problem.
    """
    if row.body is None:
        yield {}
    elif issubclass(row.body, FormFields):
        async with receive(request) as form:
            fields = row.body.read(form.fields).input()
            _require_files(row.body, [part for part, _ in form.names])
            files = [file for _, file in await form.keep()]
            yield {**fields, row.body.part: files if row.body.listed else files[0]}
    else:
        yield row.body.read(await read_json(request, parse)).input()


def _require_files(form: type[FormFields], parts: Sequence[str]) -> None:
    """Check which parts hold files. Raises Problem (422)."""
    faults: list[Fault] = [
        {"loc": ("body", part), "msg": f"Files are sent as `{form.part}`", "type": "extra_file"}
        for part in parts
        if part != form.part
    ]
    if not 1 <= parts.count(form.part) <= form.most_files:
        wanted = "one file" if form.most_files == 1 else f"1 to {form.most_files} files"
        faults.append(
            {"loc": ("body", form.part), "msg": f"There should be {wanted}", "type": "files"}
        )
    if faults:
        raise Problem.unprocessable(faults)

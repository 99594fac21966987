"""The OpenAPI document of the routes, built from their rows and models."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from rest_compat.evidence.models import FormFields
from rest_compat.evidence.streams import STREAM_HEADERS, UPLOADS_TAG, Json, stream_paths
from rest_compat.models import EXTENSION, KEY_PATTERN, UUID_PATTERN, QueryParameters
from rest_compat.problem import MEDIA_TYPE, TITLES
from rest_compat.responses import LinkObject, ProblemObject
from rest_compat.routes import BASE, ROUTES, RouteDeclaration

TEMPLATE = "#/components/schemas/{model}"
ALWAYS = (401, 403, 422, 429, 500, 503)

HEADERS: Mapping[str, Json] = {
    "ETag": {
        "description": "Tag of this very answer; of an object it starts with its version.",
        "schema": {"type": "string"},
    },
    "X-Ignored-Parameters": {
        "description": "Query parameters that the route does not have, at most ten.",
        "schema": {"type": "string"},
    },
    "Location": {"description": "URL of the created object.", "schema": {"type": "string"}},
    "X-Total-Count": {
        "description": "How many items match on all pages together.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "Link": {
        "description": 'The neighbouring pages: `rel="next"` and `rel="prev"`.',
        "schema": {"type": "string"},
    },
    "WWW-Authenticate": {
        "description": "How to authenticate.",
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "Seconds to wait before trying again.",
        "schema": {"type": "integer", "minimum": 0},
    },
}
ERROR_HEADERS = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}
REQUEST_HEADERS: Mapping[str, Json] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Repeating a request with the same key within a week has no further effect"
        " and gets the same answer; another request with that key is 409.",
        "schema": {"type": "string", "pattern": KEY_PATTERN},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "Entity tags, one of which must fit, else 412. A change compares the"
        " versions in them; weak tags and tags of compressed answers are taken.",
        "schema": {"type": "string"},
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "Entity tags; when the answer has one of them it is left out with 304.",
        "schema": {"type": "string"},
    },
}
DESCRIPTION = (
    "Issues with their comments and files, as the public Atlas Issues API documents them. "
    "Errors are `application/problem+json`. Unknown fields and parameters are ignored; the header "
    "`X-Ignored-Parameters` names the parameters. A parameter without a value is left out."
)
TAGS: Mapping[str, str] = {
    "issues": "Problems, and figures over them.",
    "comments": "Comments below an issue.",
    "files": "Files filed under an issue.",
    "attachments": "Stored files.",
    "sessions": "Sessions that issues and attachments come from.",
    "uploads": UPLOADS_TAG,
}
"""Groups of operations: each is a module of a generated client."""
ENUMS: Mapping[str, tuple[str, ...]] = {
    "IssueStatus": ("open", "in_progress", "resolved", "rejected"),
    "IssuePriority": ("low", "medium", "high"),
    "ChartSeriesType": ("bar", "line"),
}
"""Enums with a component of their own, so that generated clients share one type."""
EXAMPLES: Mapping[str, object] = json.loads(
    Path(__file__).with_name("examples.json").read_text("utf-8")
)
"""An example of each body and answer, those of the reference where it has one."""


def build() -> Json:
    """Return the OpenAPI 3.1 document; it depends on nothing but this package."""
    paths: dict[str, Json] = {}
    for row in ROUTES:
        paths.setdefault(row.path, {})[row.method.lower()] = _operation(row)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Atlas Issues API", "version": "1", "description": DESCRIPTION},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": paths | stream_paths(),
        "components": {
            "schemas": _schemas(),
            "parameters": dict(REQUEST_HEADERS),
            "headers": {**HEADERS, **STREAM_HEADERS},
            "responses": {_title(code): _problem(code) for code in TITLES},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def printed() -> str:
    """Return the document as `openapi.json` holds it, for people to read and compare."""
    return json.dumps(build(), indent=2, ensure_ascii=False) + "\n"


def _operation(row: RouteDeclaration) -> Json:
    operation: Json = {
        "operationId": to_camel(row.document),
        "summary": row.summary,
        "tags": [_tag(row)],
        "parameters": [*_path_parameters(row), *_query_parameters(row.query), *_headers(row)],
        "responses": {str(row.status): _success(row)}
        | ({"304": _not_modified()} if not row.changes else {})
        | {str(code): {"$ref": f"#/components/responses/{_title(code)}"} for code in _codes(row)},
    }
    if row.body is not None:
        content = {"application/json": _media(row.body)}
        if issubclass(row.body, FormFields):
            content = {"multipart/form-data": {"schema": _form(row.body)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _tag(row: RouteDeclaration) -> str:
    """Return the noun of the route: the last one of its path that names a group."""
    first, *below = [part for part in row.path.removeprefix(BASE).split("/") if part in TAGS]
    return below[-1] if below and first == "issues" else first


def _media(model: type[BaseModel], *, bare: bool = False) -> Json:
    """Describe JSON of a model, or with `bare` an array of it."""
    name = model.__name__
    schema, example = _reference(model), EXAMPLES.get(name)
    item = EXAMPLES.get(f"{name.removesuffix('List')}Object")
    if name.endswith("List") and item is not None:
        example = {"items": [item], "count": 1}
    if bare:
        schema, example = {"type": "array", "items": schema}, [example]
    return {"schema": schema} if example is None else {"schema": schema, "example": example}


def _reference(model: type[BaseModel]) -> Json:
    return {"$ref": TEMPLATE.format(model=model.__name__)}


def _form(model: type[FormFields]) -> Json:
    """Describe a form: its fields, and the part with its file or files."""
    part: Json = {"type": "string", "format": "binary"}
    if model.listed:
        part = {"type": "array", "items": part, "minItems": 1, "maxItems": model.most_files}
    files: Json = {
        "type": "object",
        "properties": {model.part: part},
        "required": [model.part],
    }
    # Generators read an object without properties as an empty object.
    return {"allOf": [_reference(model), files]} if model.model_fields else files


def _path_parameters(row: RouteDeclaration) -> Iterable[Json]:
    for name in row.ids:
        schema = {"type": "string", "format": "uuid", "pattern": UUID_PATTERN}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(query: type[QueryParameters]) -> Iterable[Json]:
    properties = query.model_json_schema().get("properties", {})
    for name, schema in properties.items():
        described = {key: value for key, value in schema.items() if key not in _BESIDE}
        yield {
            "name": name,
            "in": "query",
            "description": schema["description"],
            "schema": _named(_when_given(described)),
            # Clients send an empty value for null: it is the same as left out.
            **({} if described.get("type") == "array" else {"allowEmptyValue": True}),
            **({EXTENSION: schema[EXTENSION]} if EXTENSION in schema else {}),
        }


_BESIDE = ("title", "description", EXTENSION)


def _when_given(schema: Json) -> Json:
    """Return the schema of a parameter that is there: no parameter is null."""
    members = [
        member for member in cast(Any, schema.get("anyOf", ())) if member != {"type": "null"}
    ]
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return {**rest, **members[0]} if len(members) == 1 else schema


def _headers(row: RouteDeclaration) -> Iterable[Json]:
    used = {
        "IdempotencyKey": row.creates,
        "IfMatch": not row.creates,
        "IfNoneMatch": not row.changes,
    }
    return [{"$ref": f"#/components/parameters/{name}"} for name in used if used[name]]


def _codes(row: RouteDeclaration) -> list[int]:
    codes = {*ALWAYS}
    if row.ids:
        codes.add(404)
    if row.body is not None:
        codes |= {400, 413, 415}
    codes |= {409} if row.creates else {412}
    if row.conditional:
        codes.add(400)
    if row.body is not None and issubclass(row.body, FormFields):
        codes |= {408, 507}
    return sorted(codes)


def _success(row: RouteDeclaration) -> Json:
    described: Json = {"description": row.summary}
    names = {
        "X-Ignored-Parameters": True,
        "ETag": row.response is not None,
        "Location": row.located,
        "X-Total-Count": row.listed,
        "Link": row.listed,
    }
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in names if names[name]}
    if headers:
        described["headers"] = headers
    if row.response is not None:
        described["content"] = {"application/json": _media(row.response, bare=row.bare)}
    if row.creates:
        described["links"] = dict(_links(row))
    return described


def _links(row: RouteDeclaration) -> Iterable[tuple[str, Json]]:
    """Return links from an object that `row` creates to the routes below its path."""
    passed_on = {name: f"$request.path.{name}" for name in row.ids}
    assert row.response is not None
    for other in ROUTES:
        new = [name for name in other.ids if name not in row.ids]
        if other.path.startswith(f"{row.path}/{{") and len(new) == 1:
            name = to_camel(other.document)
            key = new[0] if new[0] in row.response.model_fields else "uuid"
            parameters = {**passed_on, new[0]: f"$response.body#/{key}"}
            yield name, {"operationId": name, "parameters": parameters}


def _not_modified() -> Json:
    return {
        "description": "The client holds this answer already",
        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
    }


def _problem(code: int) -> Json:
    schema = {"$ref": TEMPLATE.format(model=ProblemObject.__name__)}
    described: Json = {"description": TITLES[code], "content": {MEDIA_TYPE: {"schema": schema}}}
    if code in ERROR_HEADERS:
        name = ERROR_HEADERS[code]
        described["headers"] = {name: {"$ref": f"#/components/headers/{name}"}}
    return described


def _title(code: int) -> str:
    return TITLES[code].replace(" ", "")


def _schemas() -> Json:
    bodies = {row.body for row in ROUTES if row.body is not None and row.body.model_fields}
    answers = {row.response for row in ROUTES if row.response is not None}
    answers |= {ProblemObject, LinkObject}
    ordered: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (model, "validation") for model in sorted(bodies | answers, key=lambda one: one.__name__)
    ]
    _, definitions = models_json_schema(ordered, ref_template=TEMPLATE)
    schemas: Json = {
        name: {"type": "string", "title": name, "enum": [*members]}
        for name, members in ENUMS.items()
    }
    schemas |= {name: _named(schema) for name, schema in definitions["$defs"].items()}
    for body in bodies:
        # Generators read a field with a default as one that is always present.
        for field in cast(Any, schemas[body.__name__])["properties"].values():
            field.pop("default", None)
    return dict(sorted(schemas.items()))


def _named(schema: Any) -> Any:
    """Return the schema with a reference in place of each enum that has a name."""
    if isinstance(schema, list):
        return [_named(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    members = schema.get("enum")
    name = next((key for key, known in ENUMS.items() if members == [*known]), None)
    if name is not None:
        kept = {key: schema[key] for key in ("description",) if key in schema}
        return {"$ref": TEMPLATE.format(model=name), **kept}
    return {key: _named(value) for key, value in schema.items()}

"""Exceptions on the wire, for whatever is not an answer of GraphQL or REST itself."""

import math

from starlette.exceptions import HTTPException

from db.errors import Unavailable
from db.files.store import StoreFull, StoreUnavailable
from rest_compat.problem import Problem

RETRY_SECONDS = 1


def problem_for(error: Exception, request_id: str) -> Problem:
    """The problem to answer with; anything unforeseen is a 500 that tells nothing but the id."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        # Starlette's own: no such route, wrong method.
        headers = dict(error.headers) if error.headers else None
        return Problem(error.status_code, error.detail, headers=headers)
    if isinstance(error, Unavailable | TimeoutError):
        seconds = error.retry_after if isinstance(error, Unavailable) else RETRY_SECONDS
        return Problem(
            503,
            "The store of files cannot answer now."
            if isinstance(error, StoreUnavailable)
            else "The database cannot answer now.",
            headers={"Retry-After": str(max(1, math.ceil(seconds)))},
        )
    if isinstance(error, StoreFull):
        return Problem(507, "There is no space for more files.", headers={"Retry-After": "60"})
    return Problem(500, "Something went wrong.", request_id=request_id)

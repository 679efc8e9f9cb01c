"""JSON that a service answered with, which may be anything."""

import json
from typing import Any

from ..arxiv.failures import DamagedError


def read(body: bytes, service: str) -> dict[str, Any]:
    """The object that an answer is; raises DamagedError where it is none."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        message = f"{service}'s answer is no JSON, or was cut off"
        raise DamagedError(message) from error
    if isinstance(answer, dict):
        return answer
    message = f"{service}'s answer is not as its answers are"
    raise DamagedError(message)


def members(value: object) -> list[dict[str, Any]]:
    """The objects in a list; a single one may stand for a list of one."""
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, dict)]


def text_of(value: object) -> str:
    """The value where it is a text or a number, else nothing."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if isinstance(value, str) or is_number else ""

"""What the front page of a language, `docs/<lang>/index.md`, says of itself in its front matter."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from ..files.yaml_source import YamlSource, read_yaml
from .fields import Day
from .hand_written import is_by_hand, read_page
from .reviews import split

_UPDATED: Final = "updated"
_DAY: Final = TypeAdapter[date](Day)


def day_of(fields: Mapping[str, object]) -> date | None:
    """When its writer last changed what it says, None where that is not told.

    Raises ValueError with what would be right where that is no date.
    """
    if not (told := fields.get(_UPDATED)):
        return None
    try:
        return _DAY.validate_python(told)
    except ValidationError as error:
        message = f"{_UPDATED}: {error.errors()[0]['ctx']['error']}"
        raise ValueError(message) from None


def front_page_day(root: Path, language: str) -> date | None:
    """As `day_of`, of the page of a language of the site at `root`; of a faulty one None."""
    path = f"docs/{language}/index.md"
    file = root / path
    text = read_page(file, path)[0] if is_by_hand(file) else None
    parts = split(text or "")
    source = read_yaml(path, parts[0]) if parts else None
    fields = source.value if isinstance(source, YamlSource) else None
    try:
        return day_of(fields) if isinstance(fields, dict) else None
    except ValueError:
        return None

"""`reviews/upkeep.json`: what the pull requests of past weeks have told that stands open since.

What changes no file, such as a link that is dead, is told once: the pull request writes down what
it told, and where it is merged, that is told no more.  Programs write this file, and people none.
"""

from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ..files.atomic import write_if_changed

PATH: Final = "reviews/upkeep.json"


class Told(BaseModel):
    """The names of the matters that were told, by their kinds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corrections: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    lagging: tuple[str, ...] = ()


def read_told(root: Path) -> Told:
    """What was told; of a file that is damaged, nothing, so that all is told again."""
    try:
        return Told.model_validate_json((root / PATH).read_bytes())
    except (FileNotFoundError, ValidationError):
        return Told()


def write_told(root: Path, told: Told) -> None:
    """Write down what was told; raises OSError."""
    ordered = {kind: sorted(names) for kind, names in told.model_dump().items() if names}
    if ordered:
        text = Told.model_validate(ordered).model_dump_json(indent=2, exclude_defaults=True)
        write_if_changed(root / PATH, f"{text}\n", durable=True)
    else:
        (root / PATH).unlink(missing_ok=True)

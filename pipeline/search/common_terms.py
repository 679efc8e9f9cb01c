"""`terms.yaml`: what the program knows by itself of what things are called."""

from functools import cache
from pathlib import Path

from ..written.concept import Concept
from ..written.terms import terms_in

_FILE = Path(__file__).with_name("terms.yaml")


@cache
def common_concepts() -> tuple[Concept, ...]:
    """What the program knows by itself."""
    read = terms_in(_FILE.name, _FILE.read_text("utf-8"))
    if isinstance(read, list):
        raise TypeError("\n".join(map(str, read)))
    return read

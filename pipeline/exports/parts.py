"""What is exported, in parts, so that a part whose making would give the same is not made again."""

from collections.abc import Iterable
from typing import NamedTuple, Self, TypeAlias

File: TypeAlias = tuple[str, str | bytes]
"""A path below `build/html`, and what stands there."""


class Part(NamedTuple):
    """Files that are made together."""

    made_of: str
    """A text that changes with all that the files follow from, and that no other part has.

    What every part is made of need not be in it: the program, the settings and the site's words.
    """
    files: Iterable[File]
    """They are made while one goes through them, once."""

    def below(self, folder: str) -> Self:
        """The part, its files below a folder."""
        files = ((f"{folder}/{path}", content) for path, content in self.files)
        return self._replace(made_of=f"{folder}\n{self.made_of}", files=files)

    @classmethod
    def known(cls, files: Iterable[File]) -> Self:
        """Files that are made sooner than it is found out what they are made of."""
        made = [*files]
        return cls(repr(made), made)

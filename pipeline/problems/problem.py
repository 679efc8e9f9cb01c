"""What a person got wrong, told as `path:line: message [code]`."""

from dataclasses import dataclass
from typing import Self

from ..text.signs import written_out


class Code(str):  # noqa: SLOT000 (a str cannot have slots of its own)
    """The name of a kind of problem, with what it means and an example of it, in MyST.

    A code stands beside the rule that finds it; the guide's page of codes is made from these.
    """

    meaning: str
    example: str

    def __new__(cls, name: str, meaning: str, example: str) -> Self:
        """Keep the explanation with the name."""
        code = super().__new__(cls, name)
        code.meaning = meaning
        code.example = example
        return code

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override] # of more parts
        return str(self), self.meaning, self.example


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what would be right.

    A note is worth telling, but keeps nothing from being built.
    """

    path: str
    line: int
    message: str
    code: Code
    is_note: bool = False

    def __str__(self) -> str:
        """The form that editors and terminals turn into a link.

        Names and values may hold anything; a line break would begin a problem that is none, and
        an escape would speak to the terminal.
        """
        kind = "note: " if self.is_note else ""
        return written_out(f"{self.path}:{self.line}: {kind}{self.message} [{self.code}]")

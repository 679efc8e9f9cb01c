"""What a person got wrong, told as `path:line: message [code]`."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The kinds of problem; each member's comment is the line that explains it."""

    YAML = "yaml"  # the file or its front matter is no YAML of the kind that is read here
    KEY = "key"  # a key is unknown, missing or given twice
    VALUE = "value"  # a value is not of the form that its key asks for
    ID = "id"  # a paper id is none
    DUPLICATE = "duplicate"  # a paper, collection or topic is listed twice
    UNKNOWN_PAPER = "unknown-paper"  # an id names no paper of this site
    UNKNOWN_TOPIC = "unknown-topic"  # a review's topic is not in the list of topics
    FILE_NAME = "file-name"  # a review's file is not named `<id>.<lang>.md`
    FRONT_MATTER = "front-matter"  # a review does not begin with front matter
    FOREIGN_FILE = "foreign-file"  # a file stands where a generated page belongs
    ENCODING = "encoding"  # a file is not UTF-8
    RECORD = "record"  # the record of a paper is damaged


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what would be right."""

    path: str
    line: int
    message: str
    code: Code

    def __str__(self) -> str:
        """The form that editors and terminals turn into a link."""
        return f"{self.path}:{self.line}: {self.message} [{self.code}]"

"""What a person got wrong, told as `path:line: message [code]`."""

from dataclasses import dataclass
from enum import StrEnum

from ..text.signs import written_out


class Code(StrEnum):
    """The kinds of problem; each member's comment is the line that explains it."""

    YAML = "yaml"  # the file or its front matter is no YAML of the kind that is read here
    KEY = "key"  # a key is unknown, missing or given twice
    VALUE = "value"  # a value is not of the form that its key asks for
    ID = "id"  # a paper id is none
    DUPLICATE = "duplicate"  # a paper, collection, topic, question or related paper is listed twice
    UNKNOWN_PAPER = "unknown-paper"  # an id names no paper of this site
    UNKNOWN_TOPIC = "unknown-topic"  # a review's topic is not in the list of topics
    FILE_NAME = "file-name"  # a review's file is not named `<id>.<lang>.md`
    FRONT_MATTER = "front-matter"  # a review does not begin with front matter
    FOREIGN_FILE = "foreign-file"  # a file stands where a generated page belongs
    ENCODING = "encoding"  # a file is not UTF-8
    RECORD = "record"  # the record of a paper is damaged
    SIZE = "size"  # a file, a line or a part of a review is longer than anyone would read
    CHARACTER = "character"  # a character cannot be seen, or hides or changes its neighbours
    FILE_KIND = "file-kind"  # a file is a link or a folder, or stands where it does not belong
    NESTING = "nesting"  # quotes, lists or directives stand too deep within each other
    FUTURE = "future"  # a review is dated later than today
    HTML = "html"  # a review holds raw HTML
    HEADING = "heading"  # a heading is the page's own level, or leaves out a level
    DIRECTIVE = "directive"  # a directive is none of those that a review may use, or lacks its text
    OPTION = "option"  # a directive's option or argument is none of those that it takes here
    ROLE = "role"  # a role is none of those that a review may use
    LINK = "link"  # a link leads nowhere, has no words, stands in another, or is only an address
    IMAGE = "image"  # an image is missing, too large, of another kind, or says nothing to the blind
    FORMULA = "formula"  # a formula cannot be read, reaches beyond itself, or is no formula here
    TARGET = "target"  # a target or label would be seen by other pages
    SUBSTITUTION = "substitution"  # a substitution; what it stands for has to be written out
    COMMENT = "comment"  # a comment, which readers of the site would not see
    FOOTNOTE = "footnote"  # a footnote without a mark, or a mark without one footnote
    REFERENCE = "reference"  # a link's definition is given twice, or nothing uses it
    CODE_LANGUAGE = "code-language"  # code is in a language that is not coloured here
    MARKUP = "markup"  # any other markup that a review may not use, or that does nothing here
    UNCITED = "uncited"  # the summary does not mention a reviewed paper
    THEME = "theme"  # a theme of the summary mentions no paper


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what would be right."""

    path: str
    line: int
    message: str
    code: Code

    def __str__(self) -> str:
        """The form that editors and terminals turn into a link.

        Names and values may hold anything; a line break would begin a problem that is none, and
        an escape would speak to the terminal.
        """
        return written_out(f"{self.path}:{self.line}: {self.message} [{self.code}]")

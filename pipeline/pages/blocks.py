"""What a generated page holds besides headings: text as data, never as Markdown.

Whatever comes from arXiv, from the list or from front matter travels to Sphinx as JSON in a
`{blocks}` directive, is turned into text and formula nodes there, and so never acts as markup.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ..words.languages import Language


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Formula(_Frozen):
    """TeX between its dollars, without them."""

    tex: str
    display: bool = False


Pieces: TypeAlias = tuple[str | Formula, ...]


class Span(_Frozen):
    """A run of text in one language, perhaps a link to an address, a page or a paper.

    `language` is None for text in the page's own language.
    A paper without a text of its own is cited by its label.
    """

    pieces: Pieces = ()
    language: Language | None = None
    style: str | None = None
    address: str | None = None
    page: str | None = None
    paper: str | None = None


class Paragraph(_Frozen):
    """Spans in a row."""

    kind: Literal["paragraph"] = "paragraph"
    spans: tuple[Span, ...]
    style: str | None = None


class Fact(_Frozen):
    """A term and what there is to say of it."""

    term: str
    spans: tuple[Span, ...]


class Facts(_Frozen):
    """Facts, one under the other."""

    kind: Literal["facts"] = "facts"
    facts: tuple[Fact, ...]


class Items(_Frozen):
    """A list; each item is a few paragraphs."""

    kind: Literal["items"] = "items"
    items: tuple[tuple[Paragraph, ...], ...]
    ordered: bool = False
    style: str | None = None


class Fold(_Frozen):
    """A paragraph that opens on demand, below a summary that always shows."""

    kind: Literal["fold"] = "fold"
    summary: str
    content: Paragraph


class Notice(_Frozen):
    """A remark that stands out."""

    kind: Literal["notice"] = "notice"
    spans: tuple[Span, ...]


class Code(_Frozen):
    """Text to copy, in a language that the highlighter knows."""

    kind: Literal["code"] = "code"
    text: str
    syntax: str


Block: TypeAlias = Annotated[
    Paragraph | Facts | Items | Fold | Notice | Code, Field(discriminator="kind")
]

# JSON leaves these as they are, but Python, and so Sphinx, breaks lines at them.
_LINE_BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}

_BLOCKS: TypeAdapter[tuple[Block, ...]] = TypeAdapter(tuple[Block, ...])


class Topic(_Frozen):
    """A topic by its key, and as the page's language calls it."""

    key: str
    label: str


class PaperCard(_Frozen):
    """What other pages show of a paper, and the search finds it by.

    A citation shows the label and, in its preview, title and tl;dr.  `details` is what else of
    the metadata is worth finding: categories, comment, DOI.
    """

    id: str
    label: str
    title: Pieces
    title_language: Language | None = None
    tldr: str | None = None
    tldr_language: Language | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    topics: tuple[Topic, ...] = ()
    read: str | None = None
    details: tuple[str, ...] = ()


def to_json(*blocks: Block) -> str:
    """The blocks as the content of a `{blocks}` directive, one a line."""
    return "[\n" + ",\n".join(_line(block) for block in blocks) + "\n]"


def from_json(text: str) -> tuple[Block, ...]:
    """The blocks that `to_json` wrote.  Raises pydantic's ValidationError on other text."""
    return _BLOCKS.validate_json(text)


def card_to_json(card: PaperCard) -> str:
    """The card as the content of a `{paper}` directive."""
    return _line(card)


def _line(model: BaseModel) -> str:
    return model.model_dump_json(exclude_none=True).translate(_LINE_BREAKS)

"""The text of generated pages."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from pipeline.pages.blocks import (
    Block,
    Code,
    Fact,
    Facts,
    Fold,
    Formula,
    Items,
    Notice,
    PaperCard,
    Paragraph,
    Span,
    card_to_json,
    from_json,
    to_json,
)
from pipeline.words.languages import Language
from pipeline.pages import markdown, pages
from tests.sites import FIXTURE, PROJECT, Site

# Whatever Unicode has, but for half characters, which are in no file, and NUL, which is in no XML.
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "`",
                "```",
                "*",
                "_",
                "__",
                "[",
                "](",
                ")",
                "!",
                "<",
                ">",
                "&amp;",
                "&#60;",
                "&",
                "#",
            ),
            *("{", "}", "{paper}`x`", "{{", "}}", "$", "$$", "\\", "\\(", "|", "~~", "^", "%", "+"),
            *(
                "+++",
                "---",
                "===",
                ":::",
                ":",
                "(x)=",
                "[^1]",
                "http://a.b",
                "<!--",
                "1.",
                "- ",
                "@",
            ),
            *("a", "1", " ", "\n", "\u2028", "\x85", "\t", "字", "'", '"', "--", "...", "[ ]"),
        ]
    ),
    max_size=20,
).map("".join)
TEXTS = LINES | MARKUP

PIECES = st.lists(TEXTS | st.builds(Formula, tex=TEXTS, display=st.booleans()), max_size=3).map(
    tuple
)
SPANS = st.builds(
    Span,
    pieces=PIECES,
    language=st.sampled_from([None, *Language]),
    style=st.none() | TEXTS,
    address=st.none() | TEXTS,
    page=st.none() | TEXTS,
    paper=st.none() | TEXTS,
)
PARAGRAPHS = st.builds(
    Paragraph, spans=st.lists(SPANS, max_size=2).map(tuple), style=st.none() | TEXTS
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    PARAGRAPHS,
    st.builds(
        Facts,
        facts=st.lists(
            st.builds(Fact, term=TEXTS, spans=st.lists(SPANS, max_size=2).map(tuple)), max_size=2
        ).map(tuple),
    ),
    st.builds(
        Items,
        items=st.lists(st.lists(PARAGRAPHS, max_size=2).map(tuple), max_size=2).map(tuple),
        ordered=st.booleans(),
        style=st.none() | TEXTS,
    ),
    st.builds(Fold, summary=TEXTS, content=PARAGRAPHS),
    st.builds(Notice, spans=st.lists(SPANS, max_size=2).map(tuple)),
    st.builds(Code, text=TEXTS, syntax=TEXTS),
)


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    """Markdown as the site reads it."""
    settings: dict[str, object] = {}
    exec((PROJECT / "docs/conf.py").read_text("utf-8"), settings)  # noqa: S102 (our own)
    extensions = settings["myst_enable_extensions"]
    assert isinstance(extensions, list | set | tuple | frozenset)
    return create_md_parser(MdParserConfig(enable_extensions=set(extensions)), RendererHTML)


def read(parser: MarkdownIt, text: str) -> list[tuple[str, str]]:
    """Each token that shows something, with what it shows."""
    return [
        (child.type, child.content)
        for token in parser.parse(text)
        for child in token.children or [token]
        if child.content
    ]


@given(text=TEXTS)
def test_an_escaped_title_is_the_text_that_it_was(parser: MarkdownIt, text: str) -> None:
    shown = " ".join(text.split())
    tokens = read(parser, f"# {markdown.escaped(text)}\n")
    assert {kind for kind, _ in tokens} <= {"text", "text_special"}
    assert "".join(content for _, content in tokens) == shown


@given(text=TEXTS)
def test_a_page_s_title_is_all_of_its_markdown(parser: MarkdownIt, text: str) -> None:
    _, *tokens = read(parser, markdown.page(text))
    assert "".join(content for _, content in tokens) == " ".join(text.split())


@given(st.lists(BLOCKS, max_size=4))
def test_blocks_come_back_from_their_json(blocks: list[Block]) -> None:
    assert from_json(to_json(*blocks)) == tuple(blocks)


@given(blocks=st.lists(BLOCKS, max_size=4))
def test_a_directive_with_blocks_is_one_fence(parser: MarkdownIt, blocks: list[Block]) -> None:
    [token] = parser.parse(markdown.blocks(*blocks))
    assert (token.type, token.info) == ("fence", "{blocks}")
    assert from_json("\n".join(token.content.splitlines())) == tuple(blocks)


@given(text=TEXTS, title=PIECES)
def test_a_card_comes_back_from_its_directive(
    parser: MarkdownIt, text: str, title: tuple[str | Formula, ...]
) -> None:
    card = PaperCard(id=text, label=text, title=title, tldr=text)
    [token] = parser.parse(markdown.paper(card))
    assert token.info == "{paper}"
    assert PaperCard.model_validate_json("\n".join(token.content.splitlines())) == card
    assert card_to_json(card) == token.content.rstrip("\n")


@pytest.fixture(scope="module")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return pages(Site.create(tmp_path_factory.mktemp("pages") / "site").library())


def test_the_pages_are_the_same_on_every_run(emitted: dict[str, str], tmp_path: Path) -> None:
    site = Site.create(tmp_path / "elsewhere")
    for file in random.Random(1).sample(sorted(site.root.rglob("*.*")), 5):  # noqa: S311
        file.touch()
    assert pages(site.library()) == emitted


def test_every_page_is_there_in_both_languages(emitted: dict[str, str]) -> None:
    names = [
        {name.removeprefix(f"{language}/") for name in emitted if name.startswith(f"{language}/")}
        for language in Language
    ]
    assert names[0] == names[1]
    assert len(emitted) == 2 * len(names[0])


def test_every_page_says_that_it_is_generated(emitted: dict[str, str]) -> None:
    assert [name for name, text in emitted.items() if markdown.MARKER not in text[:200]] == []


def test_every_page_ends_with_one_newline(emitted: dict[str, str]) -> None:
    assert [name for name, text in emitted.items() if re.search(r"[^\n]\n\Z", text) is None] == []


def test_pages_of_papers_are_orphans(emitted: dict[str, str]) -> None:
    papers = [text for name, text in emitted.items() if "/papers/" in name]
    assert papers
    assert all("\norphan: true\n" in text for text in papers)


def test_no_page_holds_the_place_where_it_was_made(emitted: dict[str, str]) -> None:
    places = (str(PROJECT), str(FIXTURE), "/tmp")  # noqa: S108 (a name that must not appear)
    assert [name for name, text in emitted.items() if any(map(text.__contains__, places))] == []

"""Paragraphs and underlined headings are what the parser's own rules make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import lheading, paragraph

from pipeline.checking.allowed import review_config, site_config
from pipeline.syntax.reviews import review_parser

STARTS = (
    *(
        "",
        "",
        " ",
        "   ",
        "    ",
        "\t",
        "> ",
        ">",
        "- ",
        "* ",
        "+",
        "1. ",
        "2) ",
        "a. ",
        "# ",
        "##",
    ),
    *(
        "---",
        "===",
        "- - -",
        "***",
        "```",
        "~~~",
        ":::{note}",
        ":::",
        "::::",
        "$$",
        r"\begin{align}",
    ),
    *(r"\end{align}", "[^1]: ", "[^1]", "[a]: b", ": ", "~ ", "(a)=", "% ", "+++", "<!-- ", "-->"),
    *("<details>", "</details>", "<summary>", "<div>", "| a | b |", "|---|---|", "---|---", ":-"),
    *(
        "> [!note]",
        "[!tip]",
        "- [ ] ",
        "{note}",
        "![a](b)",
        "\ufdd0",
        "é",
        "あ",
        "①",
        "１．",
        "\u3000",
    ),
)
LINES = st.tuples(
    st.sampled_from(STARTS), st.sampled_from(STARTS), st.sampled_from(["", "a", "| b", "=", "-"])
)
TEXTS = st.lists(LINES.map("".join), max_size=8).map("\n".join)


def parsers(config: str) -> tuple[MarkdownIt, MarkdownIt]:
    """The parser of reviews, and the same with the rules that come with markdown-it."""
    made = site_config if config == "site" else review_config
    ours, theirs = (review_parser(made(), RendererHTML) for _ in range(2))
    theirs.block.ruler.at("lheading", lheading)
    theirs.block.ruler.at("paragraph", paragraph)
    return ours, theirs


def tokens(parser: MarkdownIt, text: str) -> list[object]:
    return [token.as_dict() for token in parser.parse(text)]


@pytest.mark.parametrize("config", ["site", "review"])
def test_any_text_is_read_as_by_the_own_rules_of_the_parser(config: str) -> None:
    ours, theirs = parsers(config)

    @given(TEXTS)
    def same(text: str) -> None:
        assert tokens(ours, text) == tokens(theirs, text)

    same()

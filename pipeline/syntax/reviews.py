"""A parser of reviews: MyST's, and what people write elsewhere."""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from . import (
    addresses,
    callouts,
    comments,
    details,
    emoji,
    formulas,
    headings,
    images,
    labels,
    marks,
    paragraphs,
    scripts,
    tables,
    tags,
)

_PARTS = (
    *(headings, paragraphs, comments, details, callouts, formulas, labels, tables),
    *(addresses, emoji, images, marks, scripts, tags),
)


def review_parser(
    config: MdParserConfig, renderer: Callable[[MarkdownIt], RendererProtocol]
) -> MarkdownIt:
    """MyST as `config` has it, with the syntax of reviews, for the check and for the build."""
    parser = create_md_parser(config, renderer)
    parser.disable("html_block")  # what stands there is told, or is text, piece by piece
    for part in _PARTS:
        part.extend(parser)
    return parser

"""The `{review}` directive: a review on the page of its paper, in a section of its own.

Its headings stand below the section's, so that none of them is at the level of the page's own;
the section says whose review it is, and where it ends.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxTranslator
from sphinx.writers.html5 import HTML5Translator

from ..checking.allowed import MAX_COLOURED, PLAIN, code_language
from ..checking.images import FOLDER, image_name, read_image
from ..pages.data import ReviewData
from ..written.file_names import name_parts
from ..written.reviews import Body, split
from .configuration import words_at
from .domain import paper_domain
from .review_parser import parse_review
from .shown import language_classes

# A review's own ids have more behind this: `ID_PREFIX`.
_ID: Final = "review"
_UNSEARCHED: Final = "no-search"


class reviewed(nodes.section):  # noqa: N801 (docutils finds visitors by the class's name)
    """The section that is a review; screen readers name it by its `label`."""


def register(app: Sphinx) -> None:
    """Register the directive, and what it makes."""
    app.add_directive("review", _ReviewDirective)
    plain = (_visit, _depart)
    app.add_node(reviewed, html=(_visit_html, _depart), latex=plain, text=plain, man=plain)


def _visit(translator: SphinxTranslator, node: reviewed) -> None:
    translator.visit_section(node)


def _visit_html(translator: HTML5Translator, node: reviewed) -> None:
    translator.section_level += 1
    label = {"aria-label": node["label"]}
    translator.body.append(translator.starttag(node, "section", CLASS="review", **label))


def _depart(translator: SphinxTranslator, node: reviewed) -> None:
    translator.depart_section(node)


class _ReviewDirective(SphinxDirective):
    """Takes the path of a review, from the folder that holds `reviews/` and `docs/`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return [review_section(self, self.arguments[0])]


def review_section(
    directive: SphinxDirective,
    path: str,
    *,
    head: Sequence[nodes.Node] = (),
    tail: Sequence[nodes.Node] = (),
    is_one_of_several: bool = False,
) -> reviewed:
    """The section of the review at `path`, on the page of `directive`.

    `head` and `tail` stand before and behind its body.
    The ids and footnotes of one of several are kept apart from those of the others.
    """
    env = directive.env
    review = _review_at(env, path)
    reader, anchor = (review.reader, review.anchor) if review and is_one_of_several else ("", _ID)
    words = words_at(env)
    name = review.name if review else ""
    label = words("Review by {name}", name=name) if name else words("Review")
    body, file = _read(env, path)
    section = parse_review(body, str(file), directive.state.document, reader)
    folder, page = file.parents[1] / FOLDER, Path(env.doc2path(env.docname)).parent
    _place_images(section, folder, page, words("Image without a description"))
    _tame_code(section)
    _mark_language(section, file, env.config.language)
    title = nodes.title("", "", nodes.Text(label), classes=[_UNSEARCHED])
    end = nodes.paragraph("", words("End of the review"), classes=["end", _UNSEARCHED])
    parts = [title, *head, *section.children, *tail, end]
    made = reviewed("", *parts, ids=[anchor], names=[anchor], label=label)
    made.source, made.line = str(file), body.first_line
    directive.state.document.note_implicit_target(made, made)
    return made


def _review_at(env: BuildEnvironment, path: str) -> ReviewData | None:
    paper = paper_domain(env).paper_on(env.docname)
    return next((each for each in (paper.reviews if paper else ()) if each.path == path), None)


def _read(env: BuildEnvironment, path: str) -> tuple[Body, Path]:
    file = env.srcdir.parents[1] / path  # above docs/<lang>
    env.note_dependency(file)
    return _body(file), file


def _mark_language(section: nodes.section, file: Path, page_language: str) -> None:
    parts = name_parts(file.name)
    if parts and parts.language != page_language:
        for child in section.children:
            if isinstance(child, nodes.Element):
                child["classes"] += language_classes(parts.language)


def _body(file: Path) -> Body:
    # The check has refused links; whoever builds without it gets no other file either.
    if not stat.S_ISREG(file.lstat().st_mode):
        return Body("", first_line=1)
    text = file.read_text(encoding="utf-8")
    parts = split(text)
    return parts[1] if parts else Body(text, first_line=1)


def _place_images(section: nodes.section, folder: Path, page: Path, nameless: str) -> None:
    """Make images relative to the page; of what is no image of a review, the words remain.

    `nameless` is what those hear who cannot see an image of which nothing is said.
    """
    for image in list(section.findall(nodes.image)):
        name = image_name(image["uri"])
        if name and read_image(folder, name).flaw is None:
            image["uri"] = Path(os.path.relpath(folder / name, page)).as_posix()
            image["alt"] = image.get("alt", "").strip() or nameless
        else:
            image.replace_self(nodes.inline("", image.get("alt", "")))


def _tame_code(section: nodes.section) -> None:
    """Colour code in known languages only, and not too much; take no valid code as it is."""
    length = 0
    for block in section.findall(nodes.literal_block):
        block["force"] = True
        language = code_language(block.get("language", "none"))
        length += 0 if language in PLAIN else len(block.astext())
        block["language"] = "none" if language is None or length > MAX_COLOURED else language

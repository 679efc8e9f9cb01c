"""The `{review}` directive: a review on the page of its paper, marked with its language."""

import os
import stat
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..checking.allowed import code_language
from ..checking.images import FOLDER, image_name, read_image
from ..written.file_names import name_parts
from ..written.reviews import Body, split
from .review_parser import parse_review
from .shown import language_classes


def register(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("review", _ReviewDirective)


class _ReviewDirective(SphinxDirective):
    """Takes the path of a review, from the folder that holds `reviews/` and `docs/`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        root = self.env.srcdir.parents[1]  # above docs/<lang>
        file = root / self.arguments[0]
        self.env.note_dependency(file)
        body = _body(file)
        section = parse_review(body.text, body.first_line, str(file), self.state.document)
        _place_images(section, root / FOLDER, Path(self.env.doc2path(self.env.docname)).parent)
        _tame_code(section)
        self._mark_language(section, file)
        return section.children

    def _mark_language(self, section: nodes.section, file: Path) -> None:
        parts = name_parts(file.name)
        if parts and parts[1] != self.config.language:
            for child in section.children:
                if isinstance(child, nodes.Element):
                    child["classes"] += language_classes(parts[1])


def _body(file: Path) -> Body:
    # The check has refused links; whoever builds without it gets no other file either.
    if not stat.S_ISREG(file.lstat().st_mode):
        return Body("", first_line=1)
    text = file.read_text(encoding="utf-8")
    parts = split(text)
    return parts[1] if parts else Body(text, first_line=1)


def _place_images(section: nodes.section, folder: Path, page: Path) -> None:
    """Make images relative to the page; of what is no image of a review, the words remain."""
    for image in list(section.findall(nodes.image)):
        name = image_name(image["uri"])
        if name and read_image(folder, name).flaw is None:
            image["uri"] = Path(os.path.relpath(folder / name, page)).as_posix()
        else:
            image.replace_self(nodes.inline("", image.get("alt", "")))


def _tame_code(section: nodes.section) -> None:
    """Colour code in known languages only, and take what is no valid code as it is."""
    for block in section.findall(nodes.literal_block):
        block["force"] = True
        language = code_language(block.get("language", "none"))
        block["language"] = "none" if language is None else language

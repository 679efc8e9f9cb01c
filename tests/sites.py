"""Small sites, emitted and built by Sphinx in this process."""

import shutil
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from lxml import html
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from pipeline.checking.sources import Sources, read_sources
from pipeline.commands import steps
from pipeline.exports.files import exports
from pipeline.library.library import Library
from pipeline.library.loading import load_library
from pipeline.pages.contents import Contents
from pipeline.pages.tree import Changes
from pipeline.written.hand_written import is_generated
from pipeline.written.settings import Settings, read_settings

FIXTURE = Path(__file__).parent / "site"
LANGUAGES = ("ja", "en")
"""The languages of the fixture, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One build of one language: where it is, and what Sphinx did and said."""

    output: Path
    read: frozenset[str]
    written: frozenset[str]
    warnings: list[str]

    def page(self, name: str) -> html.HtmlElement:
        return html.parse(self.output / f"{name}.html", html.HTMLParser(encoding="utf-8")).getroot()

    def pages(self) -> list[str]:
        return sorted(
            file.relative_to(self.output).with_suffix("").as_posix()
            for file in self.output.rglob("*.html")
            if "_static" not in file.parts
        )

    def files(self) -> dict[str, bytes]:
        return {
            file.relative_to(self.output).as_posix(): file.read_bytes()
            for file in self.output.rglob("*")
            if file.is_file()
        }


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with settings, `reviews/` and `docs/`."""

    root: Path

    @classmethod
    def create(cls, root: Path, source: Path = FIXTURE) -> "Site":
        """Copy what people write; the generated pages are not part of it."""
        shutil.copytree(source, root, ignore=shutil.ignore_patterns("build"))
        for file in (root / "docs").rglob("*.md"):
            if is_generated(file):
                file.unlink()
        return cls(root)

    def library(self) -> Library:
        sources = read_sources(self.root)
        assert isinstance(sources, Sources), sources
        library = load_library(self.root, sources)
        assert isinstance(library, Library), library
        return library

    def settings(self) -> Settings:
        found = read_settings(self.root)
        assert not isinstance(found, list), found
        return found.settings

    def emit(self) -> Changes:
        sources = read_sources(self.root)
        assert isinstance(sources, Sources), sources
        return steps.emit(self.root, sources).changes

    def export(self) -> None:
        """Write the files beside the pages that are built."""
        steps.export(self.root, Contents(self.library()), self.settings())

    def build(self, language: str = "en", processes: int = 1) -> Built:
        """Emit the pages, and have Sphinx build those of one language."""
        self.emit()
        return self.sphinx(language, processes)

    def sphinx(self, language: str = "en", processes: int = 1) -> Built:
        """Have Sphinx build one language from the pages that are there."""
        docs, build = self.root / "docs", self.root / "build"
        output = build / "html" / language
        said = StringIO()
        _forget_last_build()
        with warnings.catch_warnings(), patch_docutils(docs), docutils_namespace():
            # myst-parser 5.2 is not ready for Sphinx 11, and need not be.
            warnings.simplefilter("ignore", RemovedInSphinx11Warning)
            app = Sphinx(
                srcdir=docs / language,
                confdir=docs,
                outdir=output,
                doctreedir=build / "doctrees" / language,
                buildername="html",
                confoverrides={"language": language, "nitpicky": True},
                status=None,
                warning=said,
                parallel=processes,
            )
            read, written = set[str](), set[str]()
            app.connect("env-before-read-docs", lambda _app, _env, names: read.update(names))
            app.connect("doctree-resolved", lambda _app, _tree, name: written.add(name))
            app.build()
        return Built(
            output=output,
            read=frozenset(read),
            written=frozenset(written),
            warnings=strip_colors(said.getvalue()).splitlines(),
        )

    def exported(self) -> Mapping[str, str]:
        """The texts that are exported of the site as it was built, by path below `build/html`."""
        return {
            path: text
            for part in exports(Contents(self.library()), self.settings(), self.root)
            for path, text in part.files
            if isinstance(text, str)
        }

    def edit(self, path: str, old: str, new: str) -> None:
        """Put `new` where `old` stands in a file."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


def _forget_last_build() -> None:
    """Forget what Sphinx keeps for a process; the program builds each language by its own."""
    locale.translators.clear()  # Sphinx adds the words of each language to the last one's
    if checksums := vars(_assets).get("_file_checksum_inner"):
        checksums.cache_clear()


def texts(page: html.HtmlElement, path: str) -> list[str]:
    """The text of each element at `path`, an XPath; runs of white space are one space."""
    found: list[Any] = page.xpath(path)
    return [" ".join(each.text_content().split()) for each in found]

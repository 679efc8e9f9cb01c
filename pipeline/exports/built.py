"""The pages as Sphinx has written them: what is exported of them is what readers see."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import html

from ..files.states import files_below, states

_START: Final = '<article role="main"'
_END: Final = "</article>"
_IMAGES: Final = "_images"
_NO_PAGES: Final = frozenset({"_static", "_sources", _IMAGES})
_ENDING: Final = ".html"
_SEARCH: Final = "search.html"
PRINTED: Final = ".print"
"""What ends the name of a page to print, which is an export itself."""


@dataclass(frozen=True, slots=True)
class Built:
    """The folder `build/html`, a site in each language below it."""

    folder: Path

    def pages(self, language: str) -> Sequence[str]:
        """The names of the pages that a language is read by, such as `papers/index`, in order."""
        return [name.removesuffix(_ENDING) for name in sorted(self._files(language), key=_order)]

    def states(self, language: str, pages: Iterable[str]) -> Iterator[str]:
        """How the files of these pages stand on the disk."""
        return states(self.folder, (f"{language}/{page}{_ENDING}" for page in pages))

    def images(self, language: str) -> Iterator[str]:
        """How the images that pages show stand on the disk."""
        return states(self.folder, sorted(files_below(self.folder, f"{language}/{_IMAGES}")))

    def _files(self, language: str) -> Iterator[str]:
        top = str(self.folder / language)
        for folder, folders, files in os.walk(top):
            within = folder[len(top) + 1 :].replace(os.sep, "/")
            if not within:
                folders[:] = [each for each in folders if each not in _NO_PAGES]
            names = [f"{within}/{file}" if within else file for file in files]
            for name in names:
                is_page = name.endswith(_ENDING) and not name.endswith(PRINTED + _ENDING)
                if is_page and name != _SEARCH:
                    yield name

    def article(self, language: str, page: str) -> str | None:
        """What stands between a page's header and footer, None where there is no such page."""
        try:
            text = (self.folder / language / f"{page}.html").read_text("utf-8")
        except FileNotFoundError:
            return None
        start, end = text.find(_START), text.rfind(_END)
        return text[start : end + len(_END)] if 0 <= start < end else None

    def title(self, language: str, page: str) -> str | None:
        """What stands as a page's title, None where there is no such page."""
        article = self.article(language, page)
        for heading in html.fragment_fromstring(article).iter("h1") if article else ():
            for link in heading.find_class("headerlink"):
                link.drop_tree()
            return " ".join(heading.text_content().split())
        return None


def _order(name: str) -> list[str]:
    return name.split("/")


def has_class(element: html.HtmlElement, name: str) -> bool:
    """Whether an element is of a class."""
    return name in (element.get("class") or "").split()

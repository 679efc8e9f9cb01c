"""The pages as Sphinx has written them: what is exported of them is what readers see."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import html

_START: Final = '<article role="main"'
_END: Final = "</article>"
_NO_PAGES: Final = frozenset({"_static", "_sources", "_images"})
_SEARCH: Final = "search"
PRINTED: Final = ".print"
"""What ends the name of a page to print, which is an export itself."""


@dataclass(frozen=True, slots=True)
class Built:
    """The folder `build/html`, a site in each language below it."""

    folder: Path

    def pages(self, language: str) -> Iterator[str]:
        """The names of the pages that a language is read by, such as `papers/index`."""
        top = self.folder / language
        for file in sorted(top.rglob("*.html")):
            name = file.relative_to(top).with_suffix("").as_posix()
            is_read = name != _SEARCH and not name.endswith(PRINTED)
            if is_read and name.split("/")[0] not in _NO_PAGES:
                yield name

    def article(self, language: str, page: str) -> html.HtmlElement | None:
        """What stands between a page's header and footer, None where there is no such page."""
        try:
            text = (self.folder / language / f"{page}.html").read_text("utf-8")
        except FileNotFoundError:
            return None
        start, end = text.find(_START), text.rfind(_END)
        if not 0 <= start < end:
            return None
        return html.fragment_fromstring(text[start : end + len(_END)])

    def title(self, language: str, page: str) -> str | None:
        """What stands as a page's title, None where there is no such page."""
        article = self.article(language, page)
        for heading in () if article is None else article.iter("h1"):
            for link in heading.find_class("headerlink"):
                link.drop_tree()
            return " ".join(heading.text_content().split())
        return None


def has_class(element: html.HtmlElement, name: str) -> bool:
    """Whether an element is of a class."""
    return name in (element.get("class") or "").split()

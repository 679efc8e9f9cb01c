"""`llms.txt`: where programs that read text find the site's pages as Markdown.

https://llmstxt.org
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ..guide.pages import GUIDE_PAGES
from ..pages import news, upkeep
from ..words.language import own_name
from .feeds import FEED
from .markdown import escaped
from .page_text import has_text
from .sets import ALL, COLLECTIONS, TOPICS, PaperSet
from .source import Source

_HERE: Final = "llms.txt"
_OF_PAPERS: Final = frozenset(
    {COLLECTIONS, "index", "papers", "questions", TOPICS, news.PAGE, upkeep.PAGE}
)


def llms_txt(sources: Sequence[Source]) -> str:
    """The file; what stands in it of each language is in that language."""
    first = sources[0]
    settings, words = first.settings, first.words
    description = settings.description_in(first.language)
    parts = [f"# {escaped(settings.title_in(first.language))}"]
    if description:
        parts.append(f"> {escaped(description)}")
    parts.append(
        words(
            "Reviews of research papers. Each says how much of the paper was read. "
            "Every page is there as Markdown: its address with .md in place of .html."
        )
    )
    for source in sources:
        parts += [f"## {escaped(own_name(source.language))}", "\n".join(_pages(source))]
    # The name of this section is the format's own: what may be left out.
    parts += ["## Optional", "\n".join(link for each in sources for link in _optional(each))]
    return "\n\n".join(parts) + "\n"


def _pages(source: Source) -> Iterator[str]:
    words = source.words
    yield _link(source, "index.md", source.settings.title_in(source.language))
    yield _link(
        source, "papers/index.md", words("All papers"), _count(source, source.exported.sets[0])
    )
    for each in source.exported.sets[1:]:
        if each.place == each.page:
            title = each.title or words("Unsorted")
            yield _link(source, f"{each.page}.md", title, _count(source, each))
    yield _link(source, "questions.md", words("Open questions"))
    yield from (_page(source, page) for page in _others(source) if page not in GUIDE_PAGES)


def _optional(source: Source) -> Iterator[str]:
    words = source.words
    yield _link(source, f"{FEED}.atom", words("New reviews, as a feed"))
    yield _link(source, f"{ALL}.bib", words("All papers, as BibTeX"))
    yield from (_page(source, page) for page in _others(source) if page in GUIDE_PAGES)


def _others(source: Source) -> Iterator[str]:
    """The pages that neither show nor list papers."""
    for page in source.pages:
        if page.split("/")[0] not in _OF_PAPERS and has_text(page):
            yield page


def _page(source: Source, page: str) -> str:
    return _link(source, f"{page}.md", source.built.title(source.language, page) or page)


def _count(source: Source, each: PaperSet) -> str:
    return source.words.counted("{count} paper", "{count} papers", len(each.papers))


def _link(source: Source, path: str, title: str, about: str = "") -> str:
    address = source.address(path, _HERE).replace("(", "%28").replace(")", "%29")
    return f"- [{escaped(title)}]({address}){f': {about}' if about else ''}"

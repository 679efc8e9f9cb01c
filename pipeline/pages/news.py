"""What is new: the reviews that came or changed last, month by month."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from ..library.library import Library
from . import markdown
from .data import NewsData, NewsEntryData

PAGE: Final = "new"
MOST: Final = 100
"""How many reviews the page has; a browser remembers as many."""


def news_page(library: Library, row: str, language: str) -> str:
    """The reviews in a language, the newest first; `row` leads to the other lists."""
    content = markdown.directive("news", content=news(library, language).as_json())
    return markdown.page("new", row, content)


def news(library: Library, language: str) -> NewsData:
    """The newest reviews in a language; those of one day in the order of their papers."""
    entries = sorted(_entries(library, language), key=lambda each: each.day, reverse=True)
    months: dict[str, list[NewsEntryData]] = defaultdict(list)
    for entry in entries[:MOST]:
        months[f"{entry.day:%Y-%m}"].append(entry)
    return NewsData(
        months={month: tuple(found) for month, found in months.items()},
        older=max(0, len(entries) - MOST),
    )


def _entries(library: Library, language: str) -> Iterator[NewsEntryData]:
    for paper in library.papers:
        for review in paper.readings(language):
            day = review.changed
            yield NewsEntryData(
                paper=paper.id, path=review.path, day=day, is_update=day > review.front.date
            )

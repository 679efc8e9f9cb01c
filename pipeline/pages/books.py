"""Which collections are offered as a book."""

from typing import Final

from ..library.library import Paper, Shelf

MOST_CHAPTERS: Final = 100
"""How many reviewed papers a book has at most: nobody prints a longer one, or reads it through."""


def chapters(shelf: Shelf, language: str) -> list[Paper]:
    """The reviewed papers of a collection, or none where there are too many for a book."""
    reviewed = [paper for paper in shelf.papers if paper.readings(language)]
    return reviewed if len(reviewed) <= MOST_CHAPTERS else []

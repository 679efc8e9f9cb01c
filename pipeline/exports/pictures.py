"""Every share card of a site as a picture."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from ..words.catalogue import words_of
from ..written.settings import Settings
from .cards import Card, card_of, card_place, site_card
from .parts import File, Part
from .sets import Exported


def pictures(exported: Sequence[Exported], settings: Settings, *catalogues: Path) -> Iterator[Part]:
    """The cards, each a part of its own: drawing them takes long.

    Those of one paper come together, as they have most of their lines in common.
    """
    spoken = {each.language: words_of(each.language, *catalogues) for each in exported}
    found: dict[str, Part] = {}
    for each in exported:
        title = settings.title_in(each.language)
        description = settings.description_in(each.language) or ""
        place = card_place(None, each.language)
        found[place] = Part(place, _drawn(place, partial(site_card, title, description)))
        for paper in each.papers.values():
            if paper.review and (place := card_place(paper)) not in found:
                language = paper.review.language
                card = partial(card_of, paper, settings.title_in(language), spoken[language])
                found[place] = Part(f"{place}\n{paper.digest}", _drawn(place, card))
    yield from (found[place] for place in sorted(found))


def _drawn(place: str, card: Callable[[], Card]) -> Iterator[File]:
    # Drawing loads libraries that no other command has to wait for.
    from . import drawing  # noqa: PLC0415

    yield place, drawing.drawn(card())

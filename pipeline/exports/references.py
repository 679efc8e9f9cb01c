"""How to cite a paper: a reference as readers see it, in APA and in IEEE style.

Both say what the styles `apa` and `ieee` of https://github.com/citation-style-language/styles say.
They are written out here because citeproc-py takes 36 ms for a paper, as long as the rest of its
page takes, and fails at given names that have no initials ("太郎") or small letters ("Yi-fan").
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ..text.names import Name
from .cited import Cited, Kind

_MOST_IN_APA: Final = 20
_MOST_IN_IEEE: Final = 6
_PAIR: Final = 2
_GLUED: Final = re.compile(r"\.(?=\w)")
_ENDS: Final = ("?", "!", ".", "…", "？", "！", "。")


def apa(cited: Cited) -> str:
    """The reference in the style of the American Psychological Association, 7th edition."""
    id_there = f" (arXiv:{cited.arxiv})" if cited.is_on_arxiv_alone else ""
    sentences = (
        _apa_names(cited.names),
        f"({cited.year or 'n.d.'})",
        cited.plain_title + id_there,
        _apa_place(cited),
    )
    link = f"https://doi.org/{cited.any_doi}" if cited.any_doi else cited.address
    return " ".join([*map(_ended, filter(None, sentences)), link])


def ieee(cited: Cited) -> str:
    """The reference in the style of the IEEE, without the number that a list gives it."""
    title = cited.plain_title
    quoted = f"“{title}”" if title.endswith(_ENDS) else f"“{title},”"
    named = ", ".join(filter(None, (_ieee_names(cited.names), quoted)))
    place = ", ".join(filter(None, _ieee_place(cited)))
    if not cited.any_doi:
        return " ".join(
            filter(None, (named, _ended(place), f"[Online]. Available: {cited.address}"))
        )
    joint = ", " if cited.kind is Kind.ARTICLE else ". "
    return f"{named} {place}{joint if place else ''}doi: {cited.any_doi}."


def _apa_names(names: Sequence[Name]) -> str:
    said = [_inverted(name) for name in names]
    if len(said) > _MOST_IN_APA:
        return f"{', '.join(said[: _MOST_IN_APA - 1])}, … {said[-1]}"
    return f"{', '.join(said[:-1])}, & {said[-1]}" if len(said) > 1 else "".join(said)


def _apa_place(cited: Cited) -> str:
    container = "arXiv" if cited.is_on_arxiv_alone else cited.container
    volume = f"{cited.volume}({cited.issue})" if cited.issue else cited.volume
    return ", ".join(filter(None, (container, volume, cited.pages.replace("-", "–"))))


def _ieee_names(names: Sequence[Name]) -> str:
    said = [_forward(name) for name in names]
    if len(said) > _MOST_IN_IEEE:
        return f"{said[0]} et al."
    if len(said) > _PAIR:
        return f"{', '.join(said[:-1])}, and {said[-1]}"
    return " and ".join(said)


def _ieee_place(cited: Cited) -> Sequence[str]:
    year = str(cited.year or "")
    if cited.kind is Kind.PREPRINT:
        return (year, f"arXiv:{cited.arxiv}" if cited.is_on_arxiv_alone else "")
    pages = cited.pages.replace("-", "–")
    return (
        f"in {cited.container}" if cited.kind is Kind.PROCEEDINGS else cited.container,
        f"vol. {cited.volume}" if cited.volume else "",
        f"no. {cited.issue}" if cited.issue else "",
        f"{'pp.' if '–' in pages else 'p.'} {pages}" if pages else "",
        year,
    )


def _inverted(name: Name) -> str:
    """The name as "van der Maaten, L."; one that has no initials is whole, the family first."""
    given = _initials(name.given)
    if name.given and not given:
        return " ".join(filter(None, (name.family, name.given, name.suffix)))
    return ", ".join(filter(None, (name.family, given, name.suffix)))


def _forward(name: Name) -> str:
    """The name as "L. van der Maaten"; one that has no initials is whole, the family first."""
    given = _initials(name.given)
    if name.given and not given:
        return _inverted(name)
    return " ".join(filter(None, (given, name.family, name.suffix)))


def _initials(given: str) -> str:
    """The initials of a given name; none where its script has no capitals."""
    if given.lower() == given.upper():
        return ""
    return " ".join(map(_initial, _GLUED.sub(". ", given).split()))


def _initial(word: str) -> str:
    if not word[0].isupper():
        return word  # "de la", "(王小明)"
    return "-".join(f"{part[0].upper()}." for part in word.split("-") if part and part[0].isalpha())


def _ended(text: str) -> str:
    return text if not text or text.endswith(_ENDS) else f"{text}."


STYLES: Final[Mapping[str, Callable[[Cited], str]]] = {"APA": apa, "IEEE": ieee}
"""By what people know them."""

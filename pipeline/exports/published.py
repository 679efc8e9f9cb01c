"""Where an article appeared, as far as a journal reference tells it in a form that many use.

Authors write arXiv's field by hand, so what is not told clearly is not guessed at.
"""

import re
from dataclasses import dataclass
from typing import Final

_JOURNAL: Final = r"(?P<journal>[^\W\d_][^\d;:]{1,120}?[^\W\d_]\.?\)?)[\s,:]*"
_VOLUME: Final = r"(?:\bvol(?:ume)?\.?\s*)?(?P<volume>\d{1,4})"
_ISSUE: Final = (
    r"(?:\s?\((?P<issue>\d{1,3}(?:[-–]\d{1,3})?)\)"
    r"|[\s,]+(?:no|nr|num|number|issue|iss)\.?\s*(?P<number>\d{1,4}))?"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_LABEL: Final = r"(?:pp?\.|pages?\b|art(?:\.|icle\b)(?:\s*(?:no|id)\.?)?)\s*"
_NUMBERS: Final = r"(?P<pages>[A-Z]{0,2}\d[\dA-Z]*(?:\s?[-–—]{1,2}\s?[A-Z]{0,2}\d[\dA-Z]*)?)"
_PAGES: Final = rf"(?:[\s,:]+(?:{_LABEL})?{_NUMBERS})?"
_AFTER_VOLUME: Final = (
    # As in: Phys. Rev. D 80, 043001 (2009); JHEP 0912:001,2009
    rf"\s?[,:]\s?(?:{_LABEL})?{_NUMBERS}(?:,\s?|\s?(?P<open>\()){_YEAR}(?(open)\))",
    # As in: Ann. Phys. 3 (2021) 1--9; J. Math. 50 (2009), no. 3, 1-20
    rf"[\s,]*\({_YEAR}\)(?:,?\s?(?:no|issue)\.?\s?(?P<later>\d{{1,4}}))?{_PAGES}",
    # As in: Networks, Volume 5, 2009, Pages 1-20
    rf",\s?{_YEAR},\s?{_LABEL}{_NUMBERS}",
)
_FORMS: Final = [
    re.compile(_JOURNAL + _VOLUME + _ISSUE + rest, re.IGNORECASE) for rest in _AFTER_VOLUME
]
_NO_JOURNAL: Final = re.compile(
    r"\A(?:in|to|published|accepted|appear\w*|advances in neural)\b"
    r"|conference|workshop|symposium|\bconf\b|chapter",
    re.IGNORECASE,
)
_DASH: Final = re.compile(r"\s?[-–—]{1,2}\s?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A place in a journal; what is not told is empty."""

    journal: str
    volume: str
    issue: str
    pages: str
    """A number, or the first and the last with a hyphen between."""
    year: int


def published(reference: str) -> Published | None:
    """The place that a reference names, a plain text on one line; None where that is unclear."""
    for form in _FORMS:
        if (found := form.fullmatch(reference.strip(" .,;"))) and not _NO_JOURNAL.search(
            found["journal"]
        ):
            named = found.groupdict()
            return Published(
                journal=found["journal"].strip(" ,"),
                volume=found["volume"],
                issue=named["issue"] or named["number"] or named.get("later") or "",
                pages=_DASH.sub("-", named["pages"] or ""),
                year=int(found["year"]),
            )
    return None

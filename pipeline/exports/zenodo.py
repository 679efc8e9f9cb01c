"""`.zenodo.json`: what Zenodo is told of an archived site.

Zenodo reads the file in the root of what GitHub releases, and takes what it lacks from GitHub: who
contributed, under which licence, at which version.
https://help.zenodo.org/docs/github/describe-software/zenodo-json/
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import escape

from ..library.library import Library, Paper
from ..text.names import names
from ..written.reviews import Reviewer
from ..written.settings import Settings

# https://support.orcid.org/hc/en-us/articles/360006897674-Structure-of-the-ORCID-Identifier
_ORCID: Final = re.compile(r"https?://orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?")


def zenodo_json(library: Library, settings: Settings) -> str:
    """The file; what nobody has written down is left out."""
    language = library.languages[0]
    about: dict[str, Any] = {
        "title": settings.title_in(language),
        "upload_type": "publication",
        "publication_type": "other",
        "access_right": "open",
    }
    if description := settings.description_in(language):
        about["description"] = f"<p>{escape(description)}</p>"
    if creators := list(_creators(library)):
        about["creators"] = creators
    if keywords := sorted({library.topic(key, language) for key in library.topics}):
        about["keywords"] = keywords
    if related := list(_related(library, settings)):
        about["related_identifiers"] = related
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _creators(library: Library) -> Iterator[Mapping[str, str]]:
    """Whoever is named as a reviewer, those with the most reviews first."""
    named = [review.front.reviewer for _, review in library.reviews if review.front.reviewer]
    counts = Counter(reviewer.name for reviewer in named)
    links: dict[str, str] = {}
    for reviewer in named:
        if orcid := _orcid(reviewer):
            links.setdefault(reviewer.name, orcid)
    for name in sorted(counts, key=lambda each: (-counts[each], each)):
        yield {"name": _inverted(name)} | ({"orcid": links[name]} if name in links else {})


def _orcid(reviewer: Reviewer) -> str | None:
    match = _ORCID.fullmatch(str(reviewer.link or ""))
    return match[1] if match and _is_sound(match[1]) else None


def _is_sound(orcid: str) -> bool:
    """Whether the last digit of an ORCID iD is right by the others (ISO 7064 mod 11-2)."""
    signs = orcid.replace("-", "")
    last, total = signs[-1], 0
    for digit in signs[:-1]:
        total = (total + int(digit)) * 2
    return (12 - total % 11) % 11 == (10 if last == "X" else int(last))


def _inverted(name: str) -> str:
    """A name with the family first, as far as it can be taken apart."""
    found = names([name])
    if len(found) != 1:
        return name
    return ", ".join(filter(None, (found[0].family, found[0].given, found[0].suffix)))


def _related(library: Library, settings: Settings) -> Iterator[Mapping[str, str]]:
    """The site that this is a copy of, and the papers that are reviewed."""
    if settings.address:
        yield _relation("isVariantFormOf", str(settings.address), "url")
    for paper in library.papers:
        if paper.reviews:
            yield _reviewed(paper)


def _reviewed(paper: Paper) -> Mapping[str, str]:
    if paper.on_arxiv:
        return _relation("reviews", f"arXiv:{paper.id}", "arxiv")
    if paper.doi:
        return _relation("reviews", paper.doi.split()[0], "doi")
    return _relation("reviews", paper.address, "url")


def _relation(relation: str, identifier: str, scheme: str) -> Mapping[str, str]:
    return {"relation": relation, "identifier": identifier, "scheme": scheme}

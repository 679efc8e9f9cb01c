"""A page in the words of https://schema.org, as JSON-LD: the reviews of a paper, or the site.

Search engines and libraries read it.  A paper without a review has none: all that the site could
say of it there arXiv says itself.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from ..pages.data import PaperData, ReviewData
from ..text.names import Name, names
from ..text.signs import without_unseen
from ..words.language import tag
from ..written.fields import RATINGS
from ..written.reviews import DEPTHS
from .identity import address_read, addresses, cited_as
from .plain import plain

Thing: TypeAlias = Mapping[str, Any]

_MOST_AUTHORS: Final = 12
_CONTEXT: Final = {"@context": "https://schema.org"}
# What could end a script or open a comment in it, and what could end a line.
# https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def paper_reviews(paper: PaperData, page: str) -> Thing | None:
    """The reviews of a paper, None where there are none; `page` is the page's address, or ""."""
    if not paper.reviews:
        return None
    whole = _paper(paper)
    # Of several reviews, the first describes the paper, and the others name it.
    named = {"@id": whole["@id"]}
    reviews = [
        _filled(_review(paper, review, page) | {"itemReviewed": named if number else whole})
        for number, review in enumerate(paper.reviews)
    ]
    return _CONTEXT | (reviews[0] if len(reviews) == 1 else {"@graph": reviews})


def site(title: str, description: str, language: str, page: str) -> Thing:
    """A language's whole site; `page` is the address of its front page, or ""."""
    facts = {"name": title, "description": description, "inLanguage": tag(language), "url": page}
    return _CONTEXT | {"@type": "WebSite"} | _filled(facts)


def as_script(thing: Thing) -> str:
    """JSON that no text in it ends, as the content of a script element."""
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def _review(paper: PaperData, review: ReviewData, page: str) -> dict[str, Any]:
    return {
        "@type": "Review",
        "url": f"{page}{paper.place_of(review)}" if page else "",
        "author": _reviewer(review),
        "datePublished": review.date.isoformat(),
        "dateModified": review.updated.isoformat() if review.updated else None,
        "inLanguage": tag(review.language),
        "description": plain(review.tldr),
        "reviewAspect": DEPTHS[review.read],
        "reviewRating": _rating(review.rating) if review.rating else None,
        "isBasedOn": address_read(paper, review),
    }


def _reviewer(review: ReviewData) -> Thing | None:
    if review.reviewer is None:
        return None
    facts = {"name": without_unseen(review.reviewer.name), "url": review.reviewer.link}
    return {"@type": "Person"} | _filled(facts)


def _rating(rating: int) -> Thing:
    return {
        "@type": "Rating",
        "ratingValue": rating,
        "bestRating": max(RATINGS),
        "worstRating": min(RATINGS),
    }


def _paper(paper: PaperData) -> dict[str, Any]:
    published = paper.published.isoformat() if paper.published else str(paper.year or "")
    main = cited_as(paper) or paper.address
    facts = {
        "name": plain(paper.title),
        "author": list(_authors(paper)),
        "datePublished": published,
        "sameAs": [each for each in addresses(paper) if each != main],
        "creativeWorkStatus": "withdrawn" if paper.is_withdrawn else None,
    }
    return {"@type": "ScholarlyArticle", "@id": main} | _filled(facts)


def _authors(paper: PaperData) -> Iterator[Thing]:
    """The first, as many as the page names at once: each has its price in bytes."""
    for author in paper.authors[:_MOST_AUTHORS]:
        text = plain(author)
        found = names([text])
        for name in found:
            is_whole = len(found) == 1 and "," not in text
            kind = "Organization" if name.is_group else "Person"
            yield {"@type": kind, "name": text if is_whole else _spoken(name)}


def _spoken(name: Name) -> str:
    return " ".join(filter(None, (name.given, name.family, name.suffix)))


def _filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}

"""How the site itself is cited: `CITATION.cff`, as GitHub, Zenodo and Zotero read it.

https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..files.yaml_text import as_yaml
from ..text.names import names
from ..text.signs import one_line
from .api import last_change
from .sets import Exported
from .source import Source


def citation_file(source: Source) -> str:
    """The file, of a language's site; it is as new as the newest review."""
    exported, settings, language = source.exported, source.settings, source.language
    changed = last_change(exported)
    day = changed.isoformat() if changed else None
    title = one_line(settings.title_in(language))
    facts = {
        "cff-version": "1.2.0",
        "message": source.words("If you use these reviews, please cite them as below."),
        "type": "dataset",
        "title": title,
        "authors": list(_authors(exported)) or [{"name": title}],
        "abstract": one_line(settings.description_in(language) or ""),
        "keywords": _keywords(exported),
        "url": str(settings.address or ""),
        "repository-code": settings.forge.address if settings.forge else "",
        "version": day,
        "date-released": day,
    }
    return as_yaml({name: value for name, value in facts.items() if value}) + "\n"


def _authors(exported: Exported) -> Iterator[Mapping[str, Any]]:
    """The reviewers that say who they are, those first who first wrote a review."""
    reviews = [review for paper in exported.papers.values() for review in paper.reviews]
    named = [each.reviewer for each in sorted(reviews, key=lambda each: each.date)]
    first = {reviewer.name: reviewer for reviewer in reversed(named) if reviewer}
    for reviewer in reversed(first.values()):
        person = _name(one_line(reviewer.name))
        yield person | {"website": reviewer.link} if reviewer.link else person


def _name(text: str) -> dict[str, str]:
    match names([text]):
        case (name,) if name.given and not name.is_group:
            suffix = {"name-suffix": name.suffix} if name.suffix else {}
            return {"family-names": name.family, "given-names": name.given} | suffix
    return {"name": text}


def _keywords(exported: Exported) -> Sequence[str]:
    topics = (paper.all_topics for paper in exported.papers.values())
    return sorted({label for each in topics for label in each.values()})

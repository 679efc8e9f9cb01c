"""What Zotero saves of a ContextObject: its rules, told from its public sources in our own words.

https://github.com/zotero/utilities, `openurl.js` and `utilities.js`
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

FORMATS = {"journal": "journalArticle", "book": "book", "dc": "webpage"}
GENRES = {"proceeding": "conferencePaper", "conference": "conferencePaper"}
TYPES = {"preprint"}
"""Those of its item types that `rft.type` can name and that are met here."""
WITH_CONTAINER = {"journalArticle", "conferencePaper"}
PLAIN_KEYS = {
    **{f"rft.{name}": name for name in ("volume", "issue", "pages", "date", "publisher")},
    "rft.description": "abstractNote",
    "rft.source": "publicationTitle",
}


@dataclass
class Item:
    """An item of a library; a creator is a family and a given name, "" where there is none."""

    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Part:
    """A creator that was told in parts, and how many were told whole before."""

    family: str | None
    given: str | None
    offset: int


def saved(title: str) -> Item | None:
    """The item that the title of a span with the class `Z3988` makes, or None."""
    pairs = [part.split("=")[:2] for part in title.split("&")]
    kinds = [unquote(value).rpartition(":")[2] for key, value in pairs if key == "rft_val_fmt"]
    if not kinds or kinds[0] not in FORMATS:
        return None
    item = Item(FORMATS[kinds[0]])
    if item.kind == "book":
        genres = [value for key, value in pairs if key == "rft.genre"]
        item.kind = next((GENRES[each] for each in genres if each in GENRES), "book")
    parts: list[_Part] = []
    for key, raw in pairs:
        # A plus is a space however it is written.
        value = unquote(re.sub(r"\+|%2[bB]", " ", raw), errors="strict")
        if not value:
            continue
        if key == "rft_id":
            _identify(item, value)
        elif key == "rft.au":
            item.creators.append(_tidied(value))
        elif key in {"rft.aulast", "rft.aufirst"}:
            _begin_or_end(parts, key, value, len(item.creators))
        else:
            _describe(item, key, value)
    _insert(item, parts)
    return item


def _identify(item: Item, value: str) -> None:
    if value[:8].lower() == "info:doi":
        item.fields["DOI"] = value[9:]
    elif re.match("https?://", value):
        item.fields["url"] = value


def _describe(item: Item, key: str, value: str) -> None:
    has_container = item.kind in WITH_CONTAINER
    if key == "rft.type" and value in TYPES:
        item.kind = value
    elif key == "rft.title":
        item.fields["publicationTitle" if has_container else "title"] = value
    elif key == "rft.atitle" and has_container:
        item.fields["title"] = value
    elif key in {"rft.jtitle", "rft.btitle"} and has_container:
        item.fields["publicationTitle"] = value
    elif key in PLAIN_KEYS:
        item.fields[PLAIN_KEYS[key]] = value


def _begin_or_end(parts: list[_Part], key: str, value: str, offset: int) -> None:
    """The other half of the last creator where that lacks it, and else a new one."""
    last = parts[-1] if parts else _Part("", "", 0)
    if key == "rft.aulast" and last.family is None:
        last.family = value
    elif key == "rft.aufirst" and last.given is None:
        last.given = value
    elif key == "rft.aulast":
        parts.append(_Part(value, None, offset))
    else:
        parts.append(_Part(None, value, offset))


def _insert(item: Item, parts: list[_Part]) -> None:
    """Put creators that were told in parts where they stood, but those that are there already."""
    inserted = 0
    for part in parts:
        namesakes = [given for family, given in item.creators if family == part.family and given]
        # Zotero stops with an error where the part has no given name.
        assert not namesakes or part.given is not None
        if not any(given.startswith(part.given or "\0") for given in namesakes):
            item.creators.insert(part.offset + inserted, (part.family or "", part.given or ""))
            inserted += 1


def _tidied(name: str) -> tuple[str, str]:
    """A name with a comma as it is saved, its initials with full stops."""
    name = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", name)
    if "," not in name:
        assert " " not in name, "without a comma, the last word would be the family"
        return name, ""
    name = re.sub(r"\.([^ ])", r". \1", name, count=1)
    family, given = re.split(", ?", name)[:2]
    if re.fullmatch("[A-Z\u0400-\u042f]{1,3}", given) and (
        len(given) == 1 or family.upper() != family
    ):
        given = " ".join(f"{letter}." for letter in given)
    given = re.sub(r"\s*[-\xad\u2010-\u2015\u2212]\s*", "-", given.strip(" ,"), count=1)
    words = [word for word in re.split(r"[\s.]+|(?=-)", given) if word]
    dotted = (f"{word}." if re.fullmatch("-?[A-Z\u0400-\u042f]", word) else word for word in words)
    return family, " ".join(dotted).replace(" -", "-")

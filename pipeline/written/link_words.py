"""The words of a link, where they are an address themselves: they lead where they say.

Besides web addresses, those of mail, DOIs and arXiv's ids are looked for.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final
from urllib.parse import unquote

from babel import Locale

from ..text.hosts import LOOKALIKES, ascii_host
from .links import linked_page, linked_paper
from .paper_ids import PaperId, from_file_stem, nearest_arxiv_id

# Domains whose hosts are known by their names alone; the last ones are for examples:
# https://www.rfc-editor.org/rfc/rfc2606
# fmt: off
_DOMAINS: Final = frozenset({
    "academy", "app", "art", "blog", "cloud", "com", "dev", "edu", "eu", "gov", "info", "jobs",
    "mil", "museum", "net", "news", "online", "onion", "org", "page", "press", "pub", "science",
    "shop", "site", "space", "store", "studio", "tech", "uk", "website", "wiki", "world", "xyz",
    "example", "invalid", "localhost", "test",
})
# Domains of countries that also end the names of files, or are words of programs behind a dot.
_WORDS_TOO: Final = frozenset({
    "as", "at", "cc", "cu", "do", "ge", "gt", "id", "in", "is", "lt", "lu", "md", "ml", "mm", "mv",
    "ne", "no", "pl", "ps", "pt", "py", "rs", "sh", "so", "st", "tf", "to", "va",
})
# fmt: on
_SECOND: Final = frozenset(("ac", "co", "com", "edu", "go", "gov", "net", "or", "org"))
"""Below a country's domain these are no file's name: `example.ac.at`."""

_SENTENCE_END: Final = re.compile(r"(?P<before>[^\W_])[。｡．]")
_FULL_STOPS: Final = str.maketrans("。｡ꓸ‧٠۰", "......")
"""Besides those that Unicode makes a full stop of, as it does of the full-width one."""
_LABEL: Final = r"(?:(?<![a-z0-9_\u0300-])[a-z0-9_\u0300-]++|(?<![^\W\d_a-z])[^\W\d_a-z]++)"
_CLAIM: Final = re.compile(
    r"(?P<whole>(?<![a-z0-9])[a-z][a-z0-9+-]{1,15}+:[/\\]{1,3}[^\s<>\"/\\][^\s<>\"]*)"
    r"|(?P<doi>(?<![a-z0-9.])10\.\d{4,9}/[^\s<>\"]+)"
    r"|(?P<arxiv>(?<![a-z0-9.])(?:\d{4}\.\d{4,5}|[a-z-]{2,20}+(?:\.[a-z]{2})?/\d{7})"
    r"(?:v\d+)?(?![a-z0-9]|\.\d))"
    rf"|(?P<host>{_LABEL}(?:\.{_LABEL})+)(?::\d{{1,5}})?(?:[/?#][^\s<>\"]*)?"
)
_MAILBOX: Final = re.compile(r"[\w.+-]{1,64}@$")
_MAIL: Final = re.compile(r"mailto:(?P<mail>[^?]*)", re.IGNORECASE)
_PARTS: Final = re.compile(r"(?:https?:)?[/\\]{0,3}(?P<authority>[^/?#\\]*)(?P<rest>.*)", re.DOTALL)
_PORT: Final = re.compile(r":(?P<port>\d{1,5})$")
_USUAL: Final = frozenset({"", "80", "443"})
_FOREIGN_END: Final = re.compile(r"(?<=[a-z0-9)\]])[^\x00-\x7f].*", re.DOTALL)
_CUT: Final = re.compile(r"\.{3,}")
"""Where an address is shortened; of an ellipsis, Unicode makes three full stops."""
_ENDS: Final = "'\"*.,:;!?)]}/"
_DOI_HOSTS: Final = frozenset({"doi.org", "dx.doi.org"})


class _Kind(Enum):
    ADDRESS = auto()
    MAIL = auto()
    DOI = auto()
    ARXIV = auto()


@dataclass(frozen=True, slots=True)
class _Claim:
    text: str
    kind: _Kind

    @property
    def right(self) -> str:
        """The address to which words that say this lead."""
        match self.kind:
            case _Kind.MAIL:
                return f"mailto:{self.text}"
            case _Kind.DOI:
                return f"https://doi.org/{self.text}"
            case _Kind.ARXIV:
                return f"https://arxiv.org/abs/{nearest_arxiv_id(self.text)}"
            case _Kind.ADDRESS:
                return self.text if "//" in self.text else f"https://{self.text}"


def lie(words: str, address: str) -> str | None:
    """What to do about words that name another place than the link's `address`, None if nothing.

    The words may be shortened at their end, and lack `https://`, `www.` and a last slash.
    """
    for claim in _claims(_folded(words)):
        if not _leads(claim, address):
            return (
                f"the words say {claim.text}, and the link leads to {address};"
                f" let it lead to {claim.right}, or choose other words"
            )
    return None


def _folded(words: str) -> str:
    """The words as readers take them: one form of each letter, and full stops as those of hosts."""
    parted = _SENTENCE_END.sub(_ended, words)
    return unicodedata.normalize("NFKC", parted.translate(_FULL_STOPS)).casefold()


def _ended(found: re.Match[str]) -> str:
    # Behind letters that are not Latin, it is the full stop of a sentence.
    is_latin = unicodedata.normalize("NFKC", found["before"]).isascii()
    return found[0] if is_latin else f"{found['before']} "


def _claims(said: str) -> Iterator[_Claim]:
    latin = "".join(map(_as_latin, said))
    for found in _CLAIM.finditer(latin):
        text = said[slice(*found.span())]
        kind = found.lastgroup
        if kind == "whole":
            yield _Claim(text, _Kind.ADDRESS)
        elif kind == "doi":
            yield _Claim(text.rstrip(_ENDS), _Kind.DOI)
        elif kind == "arxiv" and nearest_arxiv_id(_without_class(text)):
            yield _Claim(_without_class(text), _Kind.ARXIV)
        elif kind == "host" and _is_host(found["host"]):
            box = _MAILBOX.search(said[max(0, found.start() - 65) : found.start()])
            yield _Claim(f"{box[0]}{text}", _Kind.MAIL) if box else _Claim(text, _Kind.ADDRESS)


@cache
def _as_latin(sign: str) -> str:
    """The Latin letter for which a reader takes the sign; a mark of a letter is U+0300."""
    base = unicodedata.normalize("NFD", sign.translate(LOOKALIKES))[0]
    if unicodedata.category(base).startswith("M"):
        return "\u0300"
    return base.lower() if base.isascii() else sign


def _is_host(name: str) -> bool:
    labels = [label.replace("\u0300", "") for label in name.split(".")]
    domain, above = labels[-1], labels[-2]
    if labels[0] == "www" or domain in _DOMAINS:
        return True
    is_second = len(labels) > 2 and above in _SECOND  # noqa: PLR2004 (one more than both)
    return domain in _countries() and (is_second or domain not in _WORDS_TOO)


@cache
def _countries() -> frozenset[str]:
    # Those with digits are of continents.
    codes = map(str, Locale("en").territories)
    return frozenset(code.lower() for code in codes if code.isalpha())


def _without_class(text: str) -> str:
    archive, slash, number = text.partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else text


def _leads(claim: _Claim, address: str) -> bool:
    match claim.kind:
        case _Kind.MAIL:
            return _leads_to_box(claim.text, address)
        case _Kind.DOI:
            return _leads_to_doi(claim.text, address)
        case _Kind.ARXIV:
            paper = nearest_arxiv_id(claim.text)
            return paper is not None and paper in _papers(address)
        case _Kind.ADDRESS:
            texts = (claim.text, _FOREIGN_END.sub("", claim.text))
            return any(_leads_there(text, address) for text in texts)


def _leads_to_box(box: str, address: str) -> bool:
    mail = _MAIL.match(address)
    if mail:
        return unquote(mail["mail"]).casefold() == box
    # As accounts are written, of Mastodon or git.
    there, said = _host_and_rest(address), _host_and_rest(box.partition("@")[2])
    return there is not None and said is not None and there[0] == said[0]


def _leads_to_doi(doi: str, address: str) -> bool:
    there = _host_and_rest(address)
    if there and there[0] in _DOI_HOSTS:
        return there[1].lstrip("/") == unquote(doi)
    paper = nearest_arxiv_id(f"https://doi.org/{doi}")
    return paper is not None and paper in _papers(address)


def _papers(address: str) -> Iterator[PaperId]:
    """The paper that an address names."""
    page = linked_page(address)
    named = (
        linked_paper(address),
        nearest_arxiv_id(address),
        from_file_stem(page.removeprefix("papers/")) if page else None,
    )
    yield from filter(None, named)


def _leads_there(said: str, address: str) -> bool:
    there, here = _host_and_rest(address), _host_and_rest(said)
    if there is None or here is None:
        return False
    if {there[0], here[0]} <= _DOI_HOSTS:
        return _is_shortened(here[1], there[1])
    if there[0] != here[0]:
        return False
    if there[0].endswith("arxiv.org") and {*_papers(address)} & {*_papers(said)}:
        return True
    return _is_shortened(here[1], there[1])


def _is_shortened(said: str, whole: str) -> bool:
    if said == whole:
        return True
    start, *_, end = _CUT.split(said) if _CUT.search(said) else (said, None)
    if end is not None:
        return whole.startswith(start) and whole.endswith(end)
    return whole.startswith(start) and (
        not start or whole[len(start)] in "/?#&" or whole[len(start) :] == ".git"
    )


def _host_and_rest(address: str) -> tuple[str, str] | None:
    """The host of a web address with a port that is not the usual one, and what follows it.

    Both are in the form in which addresses are compared; None where there is no such host.
    """
    parts = _PARTS.fullmatch(address.casefold())
    if parts is None:
        return None
    authority = parts["authority"].rstrip(_ENDS) if not parts["rest"] else parts["authority"]
    port = _PORT.search(authority)
    host = ascii_host(_PORT.sub("", authority))
    if host is None:
        return None
    number = "" if port is None or port["port"] in _USUAL else f":{port['port']}"
    rest = unquote(parts["rest"])
    return host.removeprefix("www.") + number, rest if _CUT.search(rest) else rest.rstrip(_ENDS)

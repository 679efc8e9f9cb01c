"""One service on this machine that stands in for arXiv, DBLP, Crossref and all pages."""

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from rapidfuzz import fuzz

from tests.fetch.made_up import Dialect, MadeUp, feed
from tests.serving import running

CASES: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A work as a service has it."""

    title: str
    authors: tuple[str, ...]
    arxiv: str = ""
    doi: str = ""
    year: int = 2021


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An entry of the queue, and what is right to be written into it."""

    kind: str
    title: str
    authors: tuple[str, ...]
    url: str = ""
    right: str = ""
    """An id or address; empty where a person is to be asked."""


@dataclass(slots=True)
class Service:
    """What each service has, what goes wrong, and what was asked."""

    arxiv: list[Held] = field(default_factory=list)
    dblp: list[Held] = field(default_factory=list)
    crossref: list[Held] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[Any]] = field(default_factory=dict)
    """By the beginnings of paths: statuses, headers or bodies for the next answers."""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {
            "ARXIV_API_URL": f"{self.url}/arxiv",
            "DBLP_API_URL": f"{self.url}/dblp",
            "CROSSREF_API_URL": f"{self.url}/crossref",
            "PAGES_API_URL": f"{self.url}/pages",
        }

    def answer(self, path: str) -> tuple[int, Mapping[str, str], str]:
        self.asked.append(path)
        name = path.split("/")[1].partition("?")[0]
        for fault in self.faults.get(name, [])[:1]:
            if len(self.faults[name]) > 1 or not fault.get("always"):
                self.faults[name].pop(0)
            return fault.get("status", 200), fault.get("headers", {}), fault.get("body", "")
        query = {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}
        if name == "pages":
            address = path.removeprefix("/pages/")
            known = address in self.pages
            body = self.pages.get(address, "")
            if body.startswith(("https://", "http://")):
                return 302, {"Location": body}, ""
            return 200 if known else 404, {"Content-Type": "text/html; charset=utf-8"}, body
        return getattr(self, f"_{name}")(query, path)  # type: ignore[no-any-return]

    def _arxiv(self, query: Mapping[str, str], _: str) -> tuple[int, Mapping[str, str], str]:
        if ids := query.get("id_list"):
            found = [held for held in self.arxiv if held.arxiv in ids.split(",")]
        else:
            found = _with_words(self.arxiv, query["search_query"].partition(":")[2])
        papers = [
            MadeUp(id=held.arxiv, title=held.title, authors=held.authors, abstract="It is made up.")
            for held in found
        ]
        return 200, {}, feed(papers, Dialect.NEW)

    def _dblp(self, query: Mapping[str, str], _: str) -> tuple[int, Mapping[str, str], str]:
        hits = [{"info": _in_dblp(held)} for held in _with_words(self.dblp, query["q"])]
        found = {"@total": str(len(hits)), **({"hit": hits} if hits else {})}
        return 200, {}, json.dumps({"result": {"status": {"@code": "200"}, "hits": found}})

    def _crossref(self, query: Mapping[str, str], path: str) -> tuple[int, Mapping[str, str], str]:
        if "query.bibliographic" not in query:
            doi = unquote(path.removeprefix("/crossref/"))
            for held in self.crossref:
                if held.doi == doi:
                    return 200, {}, json.dumps({"status": "ok", "message": _in_crossref(held)})
            return 404, {}, "Resource not found."
        sought = query["query.bibliographic"]
        near = [held for held in self.crossref if fuzz.partial_ratio(_low(held), sought) > 60]
        items = [_in_crossref(held) for held in near]
        return 200, {}, json.dumps({"status": "ok", "message": {"items": items}})


def _low(held: Held) -> str:
    return " ".join(re.findall(r"\w+", held.title.lower()))


def _with_words(works: Sequence[Held], text: str) -> list[Held]:
    words = set(re.findall(r"\w+", text.lower()))
    return [held for held in works if words <= set(_low(held).split())]


def _in_dblp(held: Held) -> dict[str, Any]:
    people = [{"@pid": str(n), "text": f"{name} 0001"} for n, name in enumerate(held.authors)]
    informal = "Informal and Other Publications"
    where = (
        {"type": "Conference and Workshop Papers", "ee": f"https://doi.org/{held.doi}"}
        if held.doi
        else {"type": informal, "ee": f"https://arxiv.org/abs/{held.arxiv}", "venue": "CoRR"}
    )
    return {
        "authors": {"author": people[0] if len(people) == 1 else people},
        "title": f"{escape(held.title)}.",
        "year": str(held.year),
        **({"doi": held.doi.upper()} if held.doi else {}),
        **where,
    }


def _in_crossref(held: Held) -> dict[str, Any]:
    names = [name.rpartition(" ") for name in held.authors]
    return {
        "DOI": held.doi,
        "type": "proceedings-article",
        "title": [f"<i>{escape(held.title)}</i>"],
        "author": [{"given": given, "family": family} for given, _, family in names],
        "issued": {"date-parts": [[held.year, 5]]},
        "container-title": ["Made-up Proceedings"],
        **(
            {"relation": {"has-preprint": [{"id": f"10.48550/arxiv.{held.arxiv}"}]}}
            if held.arxiv
            else {}
        ),
    }


def page_of(held: Held) -> str:
    """A page with the tags of scholars' search engines."""
    tags = [("citation_title", held.title)]
    tags += [("citation_author", name) for name in held.authors]
    tags += [("citation_publication_date", f"{held.year}/12/06")]
    tags += [("citation_arxiv_id", held.arxiv)] if held.arxiv else []
    tags += [("citation_doi", held.doi)] if held.doi else []
    lines = [f'<meta name="{name}" content="{escape(text)}">' for name, text in tags]
    return "<!DOCTYPE html><html><head>" + "".join(lines) + "</head><body>…</body></html>"


def made_up() -> tuple[Service, list[Case]]:
    """Every kind of case with each of the words, and the services that know of them."""
    service, cases = Service(), []
    for k, kind in enumerate(CASES["kind"]):
        for w, words in enumerate(CASES["words"]):
            number = 100 * k + 10 * w + 1
            cases.append(_add(service, kind, words, number))
    return service, cases


def _add(service: Service, kind: Mapping[str, Any], words: list[str], number: int) -> Case:
    people = CASES["authors"][number // 10 % len(CASES["authors"])]
    # Each kind has titles of its own, so that none is found for another.
    mark = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}").capitalize()
    title = f"{words[0]} {words[1]}: {mark} Time Series in the {words[2]} Room"
    ours, theirs = kind.get("ours", {}), kind.get("theirs", {})
    case_title = ours.get("title", "{title}").format_map(_titles(title))
    authors = _people(people, ours.get("authors", "{full}"))
    there = theirs.get("title", "{title}").format_map(_titles(title))
    if kind.get("wide"):  # what a search for the words of the one finds too
        further = case_title.replace(" 2", " 2 and 3")
        service.arxiv.append(Held(title=further, authors=tuple(people), arxiv=f"2103.{number:05}"))
    held = Held(
        title=there,
        authors=_people(people, theirs.get("authors", "{full}")),
        arxiv=f"2101.{number:05}" if kind["where"] in {"arxiv", "dblp", "page"} else "",
        doi=f"10.5555/made.{number}" if kind["where"] in {"crossref", "both"} else "",
    )
    beside = [
        Held(
            title=other.format_map(_titles(title)),
            authors=held.authors,
            arxiv=f"2102.{number + n:05}" if held.arxiv else "",
            doi=f"10.5555/other.{number + n}" if held.doi else "",
        )
        for n, other in enumerate(kind.get("beside", ()))
    ]
    if kind.get("others"):
        strangers = ("Xaver Unbekannt", "Yolanda Fremd")
        beside.append(Held(title=there, authors=strangers, arxiv=f"2104.{number:05}"))
    works = [*beside, *(() if kind.get("alone") else (held,))]
    url = _put(service, kind["where"], works, number)
    right = held.arxiv or f"https://doi.org/{held.doi}"
    return Case(
        kind=kind["name"],
        title=case_title,
        authors=authors,
        url=url,
        right=right if kind["found"] else "",
    )


def _put(service: Service, where: str, works: Sequence[Held], number: int) -> str:
    if where == "page":
        service.arxiv += [Held(title=w.title, authors=w.authors, arxiv=w.arxiv) for w in works]
        url = f"https://papers.example.org/{number}"
        service.pages[url] = page_of(works[0])
        return url
    if where in {"arxiv", "dblp"}:
        service.arxiv += works
    for name in ("dblp", "crossref"):
        if where in {name, "both"}:
            getattr(service, name).extend(works)
    return ""


def _titles(title: str) -> dict[str, str]:
    words = title.split(" ")
    return {
        "title": title,
        "lower": title.lower(),
        "upper": title.upper(),
        "hyphens": title.replace("Time Series", "Time-Series").replace(": ", " - "),
        "braces": " ".join([f"{{{words[0][0]}}}{words[0][1:]}", f"{{{words[1]}}}", *words[2:]]),
        "dot": f"{title}.",
    }


def _people(names: Sequence[str], way: str) -> tuple[str, ...]:
    strangers = ("Xaver Unbekannt", "Yolanda Fremd")
    parts = [name.split(" ", 1) for name in names]
    ways = {
        "{full}": names,
        "{initials}": map(_initials, names),
        "{comma}": (f"{family}, {given}" for given, family in parts),
        "{reversed}": reversed(names),
        "{plain}": map(_plain, names),
        "{first}": (names[0], "et al."),
        "{more}": (*names, "Zoë Added"),
        "{half}": (names[0], *strangers),
        "{none}": (),
    }
    return tuple(ways[way])


def _initials(name: str) -> str:
    given, family = name.split(" ", 1)
    return f"{given[0]}. {family}"


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.service.agents.add(self.headers["User-Agent"])
        status, headers, text = self.service.answer(self.path)
        body = text.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """Let the service run on a free port of this machine."""
    handler = type("Handler", (_Handler,), {"service": service})
    with running(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as service.url:
        yield service

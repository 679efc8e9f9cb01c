"""Whether readers find the page that they want, whose words they do not know.

`python -m tests.bench.meaning` asks the queries of `meaning.yaml`, each with the page that its
reader would want, on the fixture of the search's tests with the papers of `meaning_papers.yaml`;
`nox -s bench -- search` does so too.  `--queries FILE` asks others, `--misses` prints what ours
does not find.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from pipeline.arxiv.records import Record, sha256
from pipeline.files.yaml_text import from_yaml
from pipeline.written.paper_ids import PaperId, file_stem
from tests.bench import corpus
from tests.bench.engines import OURS, PAGEFIND, SPHINX, Engine, addresses, build, chromium, opened
from tests.serving import serving
from tests.sites import LANGUAGES, Site

QUERIES = Path(__file__).with_name("meaning.yaml")
PAPERS = Path(__file__).with_name("meaning_papers.yaml")

TOP = 10
LEAST_FOUND = 0.95
"""Of the queries of each class, those with a wanted page among the first ten."""
LEAST_FIRST = 0.75
"""Of the queries of each class, those with a wanted page in first place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed, the language of the site, and the addresses of the wanted pages."""

    kind: str
    text: str
    language: str
    wanted: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The addresses of what an engine found, best first."""

    query: Query
    found: Sequence[str]

    @property
    def is_found(self) -> bool:
        return not self.query.wanted.isdisjoint(self.found[:TOP])

    @property
    def is_first(self) -> bool:
        return not self.query.wanted.isdisjoint(self.found[:1])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of classes; the exit status is 1 where ours misses a goal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--queries", type=Path, default=QUERIES)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args(arguments)
    queries = list(_queries(options.queries))
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        answers = _measured(queries, Path(folder), browser)
    print(*_table(answers), sep="\n")
    if options.misses:
        print(*_misses(answers[OURS.name]), sep="\n")
    faults = list(_faults(answers[OURS.name]))
    print(*faults, sep="\n")
    return bool(faults)


def _queries(file: Path) -> Iterator[Query]:
    for kind, lines in _read(file).items():
        for text, language, pages, why in lines:
            names = [pages] if isinstance(pages, str) else pages
            wanted = frozenset(f"{_path(name)}.html" for name in names)
            yield Query(kind=kind, text=text, language=language, wanted=wanted, why=why)


def _path(name: str) -> str:
    return name if "/" in name else f"papers/{name}"


def _read(file: Path) -> dict[str, Any]:
    read = from_yaml(file.read_text(encoding="utf-8"))
    assert isinstance(read, dict)
    return read


def write(root: Path) -> None:
    """The site below `root`: the fixture of the search's tests, with more papers."""
    shutil.copytree(corpus.FIXTURE, root)
    more = _read(PAPERS)
    file = root / "reviews" / "papers.yaml"
    listing = _read(file)
    listing["topics"] |= more["topics"]
    papers = [each["paper"] for each in more["papers"]]
    listing["collections"].append({"id": "more", "title": "More papers", "papers": papers})
    file.write_text(json.dumps(listing, ensure_ascii=False, indent=1), encoding="utf-8")
    for each in more["papers"]:
        for path, text in _files(each):
            (root / "reviews" / path).write_text(text, encoding="utf-8")


def _files(each: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    stem = file_stem(PaperId(each["paper"]["id"]))
    for language in LANGUAGES:
        if said := each.get(language):
            front = {
                "read": "skimmed",
                "date": "2026-01-31",
                "topics": each["topics"],
                "tldr": said["tldr"],
            }
            lines = (f"{key}: {json.dumps(value)}" for key, value in front.items())
            yield f"{stem}.{language}.md", "\n".join(["---", *lines, "---", "", said["review"]])
    if said := each.get("record"):
        record = Record(
            **said,
            id=PaperId(each["paper"]["id"]),
            abstract_sha256=sha256(said["abstract"]),
            version=1,
        )
        yield f"records/{stem}.json", record.as_json()


def _measured(queries: Sequence[Query], folder: Path, browser: Browser) -> dict[str, list[Answer]]:
    """The answers of each engine to all queries."""
    write(folder / "site")
    Site(folder / "site").emit()
    answers: defaultdict[str, list[Answer]] = defaultdict(list)
    for language in LANGUAGES:
        asked = [query for query in queries if query.language == language]
        for engine in (OURS, PAGEFIND, SPHINX[language]) if asked else ():
            # Pagefind indexes the pages that ours has built.
            output = folder / (OURS if engine is PAGEFIND else engine).name / language
            build(folder / "site", output, engine, language)
            answers[engine.name.split(" (")[0]] += _asked(engine, asked, output, browser)
    return answers


def _asked(
    engine: Engine, queries: Sequence[Query], output: Path, browser: Browser
) -> Iterator[Answer]:
    with serving(output) as address:
        page = opened(engine, address, browser)
        for query in queries:
            found = page.evaluate(engine.all, query.text)
            yield Answer(query=query, found=addresses(found))
        page.context.close()


def _by_kind(answers: Sequence[Answer]) -> dict[str, list[Answer]]:
    kinds: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        kinds[answer.query.kind].append(answer)
    return kinds


def _table(answers: Mapping[str, Sequence[Answer]]) -> Iterator[str]:
    yield f"| | queries | {' | '.join(answers)} |"
    yield "|---|---|" + "---|" * len(answers)
    by_engine = [_by_kind(each) for each in answers.values()]
    for kind, queries in by_engine[0].items():
        yield f"| {kind} | {len(queries)} | {' | '.join(_said(each[kind]) for each in by_engine)} |"
    total = len(next(iter(answers.values())))
    yield f"| all | {total} | {' | '.join(map(_said, answers.values()))} |"


def _said(answers: Sequence[Answer]) -> str:
    found, first, empty = _shares(answers)
    return f"{found:.3f}, {first:.3f}, {empty}"


def _shares(answers: Sequence[Answer]) -> tuple[float, float, int]:
    """What is found among the first ten, what comes first, and how often nothing is found."""
    found = sum(answer.is_found for answer in answers) / len(answers)
    first = sum(answer.is_first for answer in answers) / len(answers)
    return found, first, sum(not answer.found for answer in answers)


def _faults(answers: Sequence[Answer]) -> Iterator[str]:
    for kind, each in _by_kind(answers).items():
        found, first, empty = _shares(each)
        if found < LEAST_FOUND or first < LEAST_FIRST or empty:
            yield f"{kind}: {found:.3f} found, {first:.3f} first, {empty} empty"


def _misses(answers: Sequence[Answer]) -> Iterator[str]:
    for answer in answers:
        if not answer.is_first:
            query = answer.query
            kept = "SECOND" if answer.is_found else "MISSED" if answer.found else "EMPTY"
            wanted, found = (", ".join(each) for each in (sorted(query.wanted), answer.found[:3]))
            yield f"{kept} {query.kind} [{query.language}] {query.text} | {wanted} | {found}"


if __name__ == "__main__":
    sys.exit(main())

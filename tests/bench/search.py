"""Measure the search beside Sphinx's own and Pagefind, on the same made-up pages and queries.

    nox -s bench -- search

Every engine is asked in Chromium; then `meaning.py` asks what readers type.
`--sizes 16 155` and `--queries FILE` choose others; a file of queries is a JSON list of
[kind, query], and a page is to be found where its text holds the query.
"""

import argparse
import gzip
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from unittest.mock import patch

from playwright.sync_api import Browser

from pipeline.search.index import INDEX
from pipeline.search.parts import FOLDER as SEARCH
from pipeline.written import paper_list
from tests.bench import corpus, meaning, truth
from tests.bench.engines import (
    ENGINES,
    OURS,
    PAGEFIND,
    Cost,
    Engine,
    addresses,
    build,
    chromium,
    is_paper,
    opened,
)
from tests.serving import Silent, serving
from tests.sites import Site

SIZES = (16, 155, 2_334, 10_000)
QUERIES = Path(__file__).with_name("queries.json")
TOP = 10
SHOWN = 4
"""Results that are shown at once."""
FIRST_QUERIES = 8
"""One in so many queries is asked as a browser's first."""

_TIMED = """async (argument) => {{
  const ask = {ask};
  const start = performance.now();
  await ask(argument);
  return performance.now() - start;
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an engine found for a query."""

    kind: str
    wanted: frozenset[str]
    found: tuple[str, ...]
    milliseconds: float

    @property
    def recall(self) -> float:
        """The share of the wanted pages that are found."""
        return len(self.wanted.intersection(self.found)) / len(self.wanted)

    @property
    def precision(self) -> float:
        """The share of the first results that are wanted."""
        top = self.found[: min(TOP, len(self.wanted))]
        return sum(name in self.wanted for name in top) / len(top) if top else 0.0

    @property
    def r_precision(self) -> float:
        """The share of wanted pages among as many first results as there are wanted pages."""
        return len(self.wanted.intersection(self.found[: len(self.wanted)])) / len(self.wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """What a browser loads for its first query: files and bytes, compressed."""

    requests: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An engine at so many pages."""

    pages: int
    engine: str
    cost: Cost
    answers: Sequence[Answer]
    firsts: Sequence[First]


def main() -> int:
    """Print what is found of each kind, then the tables of `README.md`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--queries", type=Path, default=QUERIES)
    options = parser.parse_args()
    queries = json.loads(options.queries.read_text(encoding="utf-8"))
    with chromium() as browser:
        measured = [
            each for size in options.sizes for each in _measure_size(size, queries, browser)
        ]
    print(*_tables(measured), sep="\n")
    return meaning.main([])


def _measure_size(
    size: int, queries: Sequence[Sequence[str]], browser: Browser
) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        site = Site(root / "site")
        drawn = corpus.write(site.root, size - 1)  # and the front page
        texts = list(truth.texts(corpus.fixture(), drawn))
        wanted = [(kind, query, frozenset(truth.holders(query, texts))) for kind, query in queries]
        # Nobody writes the metadata of so many papers by hand.
        with patch.object(paper_list, "MAX_BYTES", 1 << 30):
            site.emit()
        for engine in ENGINES:
            output = root / (OURS if engine is PAGEFIND else engine).name.replace(" ", "")
            cost = build(site.root, output, engine)
            print(f"{size} pages, {engine.name}: {cost.seconds:.1f} s, {cost.megabytes:.0f} MB")
            if engine is OURS:
                print(f"of these, the index: {_index_seconds(site.root, output):.1f} s")
            with serving(output, _Recorder) as address:
                answers, firsts = _ask(engine, wanted, address, output, browser)
            _report(answers)
            yield Measured(
                pages=size, engine=engine.name, cost=cost, answers=answers, firsts=firsts
            )


def _index_seconds(root: Path, output: Path) -> float:
    """What the index alone costs: a build with nothing else to do, less one with nothing at all."""
    (output / SEARCH / INDEX).unlink()
    with_index = build(root, output, OURS)
    return with_index.seconds - build(root, output, OURS).seconds


def _ask(
    engine: Engine,
    wanted: Sequence[tuple[str, str, frozenset[str]]],
    address: str,
    output: Path,
    browser: Browser,
) -> tuple[list[Answer], list[First]]:
    firsts = [
        _first(engine, query, address, output, browser)
        for _, query, held in wanted[::FIRST_QUERIES]
        if held
    ]
    page = opened(engine, address, browser)
    answers = []
    for kind, query, held in wanted:
        if not held:
            continue
        found = page.evaluate(engine.all, query)
        timed = page.evaluate(_TIMED.format(ask=engine.first), [query, SHOWN])
        papers = tuple(name for name in addresses(found) if is_paper(name))
        answers.append(Answer(kind=kind, wanted=held, found=papers, milliseconds=timed))
    page.context.close()
    return answers, firsts


def _first(engine: Engine, query: str, address: str, output: Path, browser: Browser) -> First:
    page = opened(engine, address, browser, prepare=False)
    _Recorder.asked.clear()
    page.evaluate(engine.prepare)
    page.evaluate(engine.first, [query, SHOWN])
    page.context.close()
    asked = [path.split("?")[0].removeprefix("/") for path in _Recorder.asked]
    files = [output / path for path in asked if "favicon" not in path]
    sizes = [_compressed(file) for file in files if file.is_file()]
    return First(requests=len(sizes), size=sum(sizes))


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


class _Recorder(Silent):
    """Remembers what is asked for: a page cannot tell what its workers load."""

    asked: ClassVar[list[str]] = []

    def log_request(self, *_: object) -> None:
        self.asked.append(self.path)


def _report(answers: Sequence[Answer]) -> None:
    by_kind: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_kind[answer.kind].append(answer)
    print(f"{'':22}queries  recall, precision, R-precision, nothing found")
    for kind, row in by_kind.items():
        print(f"{kind:22}{len(row):7}  {', '.join(_found(row))}", flush=True)


def _tables(measured: Iterable[Measured]) -> Iterator[str]:
    measured = sorted(measured, key=lambda each: each.pages)
    yield "| | pages | recall | precision | R-precision | queries that find nothing |"
    yield "|---|---|---|---|---|---|"
    for each in measured:
        yield _row(each, *_found(each.answers))
    yield "\n| | pages | KB | requests | milliseconds | build, s | memory, MB |"
    yield "|---|---|---|---|---|---|---|"
    for each in measured:
        yield _row(
            each,
            _spread([first.size / 1024 for first in each.firsts]),
            _spread([first.requests for first in each.firsts]),
            _spread([answer.milliseconds for answer in each.answers]),
            f"{each.cost.seconds:.1f}",
            f"{each.cost.megabytes:.0f}",
        )


def _row(measured: Measured, *figures: str) -> str:
    return f"| {' | '.join([measured.engine, f'{measured.pages:,}', *figures])} |"


def _found(answers: Sequence[Answer]) -> list[str]:
    means = (
        statistics.mean(answer.recall for answer in answers),
        statistics.mean(answer.precision for answer in answers),
        statistics.mean(answer.r_precision for answer in answers),
    )
    return [*(f"{mean:.3f}" for mean in means), str(sum(not answer.found for answer in answers))]


def _spread(values: Sequence[float]) -> str:
    """The median, what 95 % do not exceed, and the most."""
    ordered = sorted(values)
    p50, p95 = (ordered[round(share * (len(ordered) - 1))] for share in (0.5, 0.95))
    return " / ".join(f"{value:.1f}".removesuffix(".0") for value in (p50, p95, ordered[-1]))


if __name__ == "__main__":
    sys.exit(main())

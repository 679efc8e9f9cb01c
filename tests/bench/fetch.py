"""What fetching costs and stands: `nox -s bench -- fetch`.

Beside the bare `arxiv.Client` with its defaults, against the same stand-in on this machine, at
the real pace; then damaged answers and killed runs by the hundred.  It takes about ten minutes.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import arxiv

from pipeline.arxiv import fetching
from pipeline.arxiv.records import RecordStore
from tests.fetch.damage import tally
from tests.fetch.killing import check_nothing_lost, lay_out, start
from tests.fetch.made_up import made_up
from tests.fetch.runs import files, options_of, run
from tests.fetch.stand_in import StandIn, serving

SIZES = (15, 155, 2334)
PACE_S = 3
ANSWERS = 20_000
KILLS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What it took to get some papers."""

    papers: int
    requests: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.papers:6} {self.requests:9} {self.seconds:8.1f} {self.floor_s:8.1f}"

    @property
    def floor_s(self) -> float:
        """What the requests may take by arXiv's terms; the first one need not wait."""
        return PACE_S * self.requests


def main() -> None:
    """Print a table of costs, then how the damaged answers and the killed runs fared."""
    print(f"{'':10} {'asked':>6} {'papers':>6} {'requests':>9} {'seconds':>8} {'3 s each':>8}")
    for size in SIZES:
        for name, get in (("shoroku", _by_shoroku), ("arxiv", _by_arxiv)):
            print(f"{name:10} {size:6} {_cost(size, get)}", flush=True)
    fates = tally(ANSWERS, seed=20_000)
    print(f"{ANSWERS} damaged answers: none lost anything unseen: {dict(fates)}", flush=True)
    print(f"{KILLS} killed runs: no torn file; {_killed(KILLS)} were in the middle of writing")


def _cost(size: int, get: Callable[[StandIn, Path], int]) -> Cost:
    papers = {paper.id: paper for paper in map(made_up, range(1, size + 1))}
    with serving(StandIn(papers=papers)) as stand_in, _folder() as folder:
        began = time.monotonic()
        got = get(stand_in, folder)
        seconds = time.monotonic() - began
    return Cost(papers=got, requests=len(stand_in.calls), seconds=seconds)


def _by_shoroku(stand_in: StandIn, root: Path) -> int:
    fetching.fetch(
        [fetching.Wanted(id=name, path="papers.yaml", line=1) for name in stand_in.papers],
        RecordStore(root),
        keep_abstracts=False,
        options=options_of("--quiet"),
        surroundings=fetching.Surroundings(environment={"ARXIV_API_URL": stand_in.url}),
    )
    return len(list((root / "reviews" / "records").iterdir()))


def _by_arxiv(stand_in: StandIn, _: Path) -> int:
    client = arxiv.Client()
    client.query_url_format = stand_in.url + "?{}"
    try:
        return len(list(client.results(arxiv.Search(id_list=list(stand_in.papers)))))
    except arxiv.ArxivError as error:
        print(error.message)
        return 0


def _killed(count: int) -> int:
    """How many of so many killed runs had written some of their records, but not all."""
    chance = random.Random(count)  # noqa: S311 (nothing secret)
    with serving(StandIn()) as stand_in, _folder() as folder:
        run(folder / "good", stand_in, list(stand_in.papers))
        good = files(folder / "good")
        written = [_kill(chance, stand_in, folder / str(n), good) for n in range(count)]
    return sum(0 < records < len(good) / 2 for records in written)


def _kill(chance: random.Random, stand_in: StandIn, root: Path, good: dict[str, bytes]) -> int:
    """How many records a run had written when it was killed."""
    lay_out(root, good, stand_in)
    process = start(root, stand_in)
    asked = len(stand_in.calls)
    while len(stand_in.calls) == asked and process.poll() is None:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.1))
    process.kill()
    process.communicate()
    return check_nothing_lost(root, stand_in)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        before, tempfile.tempdir = tempfile.tempdir, name
        try:
            yield Path(name)
        finally:
            tempfile.tempdir = before


if __name__ == "__main__":
    main()

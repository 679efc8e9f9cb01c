"""How long a build takes, and how that grows with the number of papers.

`python -m tests.bench.build` builds 155 and 620 made-up papers in English and prints a table.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import corpus
from tests.sites import Site

SIZES = (155, 620)
MOST_GROWTH = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds that each step took."""

    papers: int
    emit: float
    build: float
    again: float

    @property
    def whole(self) -> float:
        return self.emit + self.build


def seconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def measure(papers: int, root: Path) -> Times:
    corpus.write(root, papers)
    site = Site(root)
    return Times(
        papers=papers,
        emit=seconds(site.emit),
        build=seconds(site.sphinx),
        again=seconds(site.build),
    )


def main() -> int:
    """Print the table; the exit status is 1 where the time grows faster than the papers."""
    with TemporaryDirectory() as folder:
        small, large = (measure(papers, Path(folder) / str(papers)) for papers in SIZES)
    print(f"{'papers':>8}{'emit s':>10}{'build s':>10}{'no-op s':>10}")
    for times in (small, large):
        print(f"{times.papers:8}{times.emit:10.2f}{times.build:10.2f}{times.again:10.2f}")
    growth = large.whole / small.whole
    print(f"{SIZES[1]} papers took {growth:.2f} times as long as {SIZES[0]}")
    return 0 if growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())

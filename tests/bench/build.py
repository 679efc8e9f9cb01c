"""What a build takes beside bare Sphinx, and how that grows with the papers.

`python -m tests.bench.build` makes up conferences of 15, 155 and 2,334 papers, builds them, changes
them in the ways that people do, and prints a table.
`--sizes` names other sizes, and `--runs` how often.
Bare Sphinx is MyST and the theme `basic`, without a search, over Markdown with the same words,
which is what the site gives away of each page.
Each step of ours is followed by the same step of theirs.
The exit status is 1 where a figure is over its bound.
"""

import argparse
import os
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.written.paper_ids import PaperId
from tests.bench import conference
from tests.bench.engines import run

SIZES: Final = (15, 155, 2_334)
MOST: Final = {"cold": 1.3, "nothing changed": 1.25, "a review edited": 1.6}
"""How many times the processor's seconds of bare Sphinx a step may take, at `_BOUND` papers."""
MOST_OF_CHECK: Final = {"check, cold": 0.05, "check again": 0.015}
"""What part of the seconds of bare Sphinx's cold build they may take."""
MOST_MEGABYTES: Final = {"memory": 300, "output": 90}
_BOUND: Final = 2_334

_BARE: Final = """\
extensions = ["myst_parser"]
html_theme = "basic"
html_use_index = False
myst_enable_extensions = ["dollarmath"]
suppress_warnings = ["myst", "toc", "misc", "ref", "image", "docutils"]


def setup(app):
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What commands took: seconds of processors and of the clock, and the largest process."""

    processor: float
    wall: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Conference:
    """A made-up site and the same words for bare Sphinx."""

    root: Path
    bare: Path
    size: int

    def ours(self, command: str = "build") -> Cost:
        """Run a command of the program, which asks nothing of the network."""
        offline = ["--offline"] if command == "build" else []
        return _cost([["-m", "pipeline", "--root", str(self.root), command, *offline]])

    def theirs(self) -> Cost:
        """Build each language by bare Sphinx."""
        return _cost(
            [
                "-m",
                "sphinx",
                "-q",
                "-b",
                "html",
                str(self.bare / each),
                str(self.bare / f"{each}-html"),
            ]
            for each in conference.LANGUAGES
        )

    def write_bare(self) -> None:
        """Give bare Sphinx the Markdown of the pages that were built."""
        for language in conference.LANGUAGES:
            html = self.root / "build" / "html" / language
            for file in html.rglob("*.md"):
                copy = self.bare / language / file.relative_to(html)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
            (self.bare / language / "conf.py").write_text(_BARE, "utf-8")

    def bare_page(self, language: str, paper_id: PaperId) -> Path:
        return self.bare / language / "papers" / f"{paper_id}.md"


def edit(site: Conference) -> None:
    """Add a sentence to a review."""
    for file in (
        site.root / "reviews" / f"{conference.paper_id(1)}.ja.md",
        site.bare_page("ja", conference.paper_id(1)),
    ):
        file.write_text(f"{file.read_text('utf-8')}\nAnother sentence.\n", "utf-8")


def append(site: Conference) -> None:
    """List and review one more paper."""
    new, known = (conference.paper_id(number) for number in (site.size, 0))
    listing = site.root / "reviews" / "papers.yaml"
    listing.write_text(f'{listing.read_text("utf-8")}      - "{new}"\n', "utf-8")
    conference.add(site.root, site.size, [known])
    for language in conference.LANGUAGES:
        shutil.copyfile(site.bare_page(language, known), site.bare_page(language, new))


def remove(site: Conference) -> None:
    """Take that paper away."""
    new = conference.paper_id(site.size)
    listing = site.root / "reviews" / "papers.yaml"
    listing.write_text(listing.read_text("utf-8").replace(f'      - "{new}"\n', ""), "utf-8")
    for language in conference.LANGUAGES:
        (site.root / "reviews" / f"{new}.{language}.md").unlink()
        site.bare_page(language, new).unlink()


def change_record(site: Conference) -> None:
    """Have arXiv give a paper another title."""
    conference.change_record(site.root, 2, "Another title")
    for language in conference.LANGUAGES:
        page = site.bare_page(language, conference.paper_id(2))
        page.write_text(f"{page.read_text('utf-8')}\nAnother title.\n", "utf-8")


def rename_topic(site: Conference) -> None:
    """Call a topic otherwise, which a fifteenth of the pages show."""
    pages = (site.bare / "en").rglob("*.md")
    for file in (site.root / "reviews" / "papers.yaml", *pages):
        text = file.read_text("utf-8")
        if conference.RENAMED in text:
            file.write_text(text.replace(conference.RENAMED, "Another topic"), "utf-8")


_STEPS: Final[dict[str, Callable[[Conference], None]]] = {
    "nothing changed": lambda _: None,
    "a review edited": edit,
    "a paper added": append,
    "a paper removed": remove,
    "a record changed": change_record,
    "a topic renamed": rename_topic,
}


def measure(site: Conference) -> Iterator[tuple[str, Cost, Cost | None]]:
    """(step, ours, that of bare Sphinx) of each step, in their order."""
    yield "check, cold", site.ours("check"), None
    yield "check again", site.ours("check"), None
    ours = site.ours()
    site.write_bare()
    yield "cold", ours, site.theirs()
    for name, change in _STEPS.items():
        change(site)
        yield name, site.ours(), site.theirs()


def main() -> int:
    """Print the table; the exit status is 1 where a figure is over its bound."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    print("| papers | step | ours, s | bare Sphinx, s | ratio | wall, s | largest process, MB |")
    print("|---|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        _let_compile(Path(folder))
        over = [each for size in options.sizes for each in _table(size, options.runs)]
    print(*over, sep="\n")
    return 1 if over else 0


def _let_compile(folder: Path) -> None:
    """Have Python keep what it compiles, as it does where nobody forbids it, and compile all."""
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    site = Conference(folder / "site", folder / "bare", 1)
    conference.write(site.root, site.size)
    site.ours()
    site.write_bare()
    site.theirs()


def _table(size: int, runs: int) -> Iterator[str]:
    """Print the rows of a size, and yield what is over its bound."""
    found: defaultdict[str, list[tuple[Cost, Cost | None]]] = defaultdict(list)
    output = 0
    for _ in range(runs):
        with TemporaryDirectory() as folder:
            place = Path(folder)
            os.environ["XDG_CACHE_HOME"] = str(place / "cache")
            site = Conference(place / "site", place / "bare", size)
            conference.write(site.root, size)
            for step, ours, theirs in measure(site):
                found[step].append((ours, theirs))
                output = max(output, _bytes(site.root / "build" / "html"))
    cold = statistics.median(bare.processor for _, bare in found["cold"] if bare)
    for step, costs in found.items():
        ratios = [ours.processor / (bare.processor if bare else cold) for ours, bare in costs]
        print(_row(size, step, costs, ratios))
        most = {**MOST, **MOST_OF_CHECK}.get(step)
        if size == _BOUND and most and statistics.median(ratios) > most:
            yield f"{step}: {statistics.median(ratios):.3f} times bare Sphinx, at most {most}"
    largest = max(ours.megabytes for costs in found.values() for ours, _ in costs)
    print(f"| {size:,} | output | | | | | {output / 1e6:.1f} in all |")
    for name, figure in (("memory", largest), ("output", output / 1e6)):
        if size == _BOUND and figure > MOST_MEGABYTES[name]:
            yield f"{name}: {figure:.0f} MB, at most {MOST_MEGABYTES[name]}"


def _row(
    size: int, step: str, costs: Sequence[tuple[Cost, Cost | None]], ratios: Sequence[float]
) -> str:
    ours, theirs = [each for each, _ in costs], [each for _, each in costs if each]
    spread = f"{statistics.median(ratios):.3g}"
    if len(ratios) > 1:
        spread += f" ({min(ratios):.3g} to {max(ratios):.3g})"
    figures = (
        statistics.median(each.processor for each in ours),
        statistics.median(each.processor for each in theirs) if theirs else None,
    )
    seconds = " | ".join("" if each is None else f"{each:.1f}" for each in figures)
    wall = statistics.median(each.wall for each in ours)
    memory = max(each.megabytes for each in ours)
    return f"| {size:,} | {step} | {seconds} | {spread} | {wall:.1f} | {memory:.0f} |"


def _cost(commands: Iterator[list[str]] | list[list[str]]) -> Cost:
    """Run modules of this Python, one after the other."""
    began = time.perf_counter()
    costs = [run(*command) for command in commands]
    return Cost(
        sum(each.seconds for each in costs),
        time.perf_counter() - began,
        max(each.megabytes for each in costs),
    )


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    sys.exit(main())

"""Find what changed since the last time, and say it as the body of a pull request."""

import argparse
import json
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..arxiv import options as fetching
from ..arxiv import outcomes
from ..checking.sources import Sources, read_sound_sources, read_sources
from ..files.atomic import write_atomically
from ..files.memory import Memory
from ..library.loading import load_records, notes
from ..site.build import build_site
from ..upkeep import links
from ..upkeep.matters import Matter
from ..upkeep.quoting import quoted
from ..upkeep.report import Section, body
from ..upkeep.week import Week, World, records, week
from ..written.told import write_told
from . import candidates, capture, reading, steps
from .outcome import Exit, ProblemsFoundError, count, or_problems

_LINKS_S: Final = 600.0
"""The most time for asking links."""
_HAD: Final = frozenset(status for status in outcomes.Status if status.is_had)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the options of this command."""
    parser.add_argument(
        "--body",
        type=Path,
        metavar="FILE",
        help="write there what changed, in Markdown, or nothing where nothing did (default: print)",
    )
    parser.add_argument(
        "--capture",
        type=Path,
        metavar="EVENT",
        help="instead, queue the paper that an issue names, told by GitHub's file of its event",
    )
    fetching.add_options(parser)
    parser.set_defaults(refresh=0.0)


def run(options: argparse.Namespace) -> int:
    """Ask arXiv and the links anew, and say what changed."""
    if options.capture:
        return capture.run(options)
    world = World(
        today=reading.today(),
        answers=_answers,
        new_candidates=lambda: _new_candidates(options.root, options.budget),
    )
    with reading.memory_of(options.root) as memory:
        return refresh(options, world, memory)


def refresh(options: argparse.Namespace, world: World, memory: Memory) -> int:
    """As `run`, with the world as it is told."""
    root: Path = options.root
    found = or_problems(read_sound_sources(root, reading.today(), memory))
    papers = list(found.named())
    before = records(root, papers)
    status, not_had = _fetch(found, options)
    after = records(root, papers)
    new = week(root, before, after, steps.library(root, found, memory), world)
    with suppress(OSError):  # then a link is dead a week later
        links.write_doubtful(root, new.doubtful)
    if options.body:
        options.body.unlink(missing_ok=True)
    if new.is_quiet:
        print("Nothing changed")
        return status
    write_told(root, new.told)
    checked, problems = _checked(root, memory)
    text = _body(new, not_had, checked)
    if options.body:
        write_atomically(options.body, text)
    else:
        print(text, end="")
    return Exit.PROBLEMS if problems else status


def _fetch(found: Sources, options: argparse.Namespace) -> tuple[int, Mapping[str, int]]:
    """The status of the fetch, and how many papers could not be had for which reason."""
    with tempfile.TemporaryDirectory() as folder:
        report = options.report or Path(folder) / "fetched.json"
        told = argparse.Namespace(**{**vars(options), "report": report})
        status = steps.fetch(found.named(), found.settings, told)
        papers = json.loads(report.read_text("utf-8"))["papers"]
    reasons: dict[str, int] = {}
    for paper in papers:
        if paper["status"] not in _HAD:
            reasons[paper["reason"]] = reasons.get(paper["reason"], 0) + 1
    return status, reasons


def _body(new: Week, not_had: Mapping[str, int], checked: list[str]) -> str:
    asked = [
        f"{count(papers, 'paper')}: {quoted(reason)}; what was there stays"
        for reason, papers in not_had.items()
    ]
    end = [Section("What could not be had", asked), Section("Check and build", checked)]
    return body([*new.sections(), *end])


def _checked(root: Path, memory: Memory) -> tuple[list[str], bool]:
    """What check and build say of the site as it is now, and whether it has problems."""
    try:
        found = or_problems(read_sources(root, reading.today(), memory))
        known = or_problems(load_records(root, found, reading.today(), memory))
        told = notes(found, known)
        reviews, said = count(len(found.reviews), "review"), count(len(told), "note")
        checked = f"check: {reviews}, no problem found, {said}"
        built = _built(root, found, memory)
    except ProblemsFoundError as error:
        counted = count(len(error.args), "problem")
        head = f"check: {counted}; nothing was built"
        return [head, *(quoted(str(problem)) for problem in error.args)], True
    return [checked, built or "build: it failed; the log says why"], built is None


def _built(root: Path, found: Sources, memory: Memory) -> str | None:
    """What was built, None where that failed."""
    emitted = steps.emit(root, found, memory)
    front_page = build_site(root, found.settings)
    if front_page is None:
        return None
    steps.export(root, emitted.contents, found.settings)
    pages = sum(1 for _ in front_page.parent.rglob("*.html"))
    return f"build: {count(pages, 'page')}"


def _new_candidates(root: Path, budget_s: float) -> list[Matter]:
    return [
        Matter(f"{name} {title}", f"{quoted(title)}: the query of {quoted(name)} finds it")
        for name, title in candidates.queued_anew(root, budget_s=budget_s)
    ]


def _answers(addresses: Iterable[str]) -> Mapping[str, int | None]:
    # A tenth of a second of loading that no other command has to wait for.
    from ..upkeep import visiting  # noqa: PLC0415

    return visiting.answers(addresses, _LINKS_S)

"""No step grows faster than the papers: counted in calls of functions, which no machine changes."""

import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

import pytest

from pipeline.checking.sources import Sources, read_sources
from pipeline.commands import reading, steps
from pipeline.exports.sets import Exported
from pipeline.files.memory import Memory
from pipeline.library.library import Library
from pipeline.pages.contents import Contents
from pipeline.search.index import build
from pipeline.search.joining import join
from pipeline.search.page import Field, Page
from tests.bench import conference
from tests.sites import Site

FEW, MANY = 25, 100
MOST_GROWTH = 1.1 * MANY / FEW


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return conference.write(tmp_path_factory.mktemp("few") / "site", FEW)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return conference.write(tmp_path_factory.mktemp("many") / "site", MANY)


def calls(act: Callable[[], object]) -> int:
    """How many functions `act` calls, those of C among them."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def sources(site: Site) -> Sources:
    found = read_sources(site.root)
    assert isinstance(found, Sources), found
    return found


def library(site: Site) -> Library:
    return steps.library(site.root, sources(site))


def emit(site: Site) -> object:
    return steps.emit(site.root, sources(site))


def export(site: Site) -> object:
    contents = Contents(library(site))
    return [Exported.of(contents, language) for language in conference.LANGUAGES]


def pages(site: Site) -> list[Page]:
    return [
        Page(
            address=f"papers/{paper.id}.html",
            texts={Field.TITLE: paper.title, Field.ABSTRACT: paper.abstract or ""},
        )
        for paper in library(site).papers
    ]


def index(site: Site) -> object:
    return build(pages(site), "version")


@pytest.mark.parametrize("step", [sources, library, emit, export, index])
def test_no_step_grows_faster_than_the_papers(
    few: Site, many: Site, step: Callable[[Site], object]
) -> None:
    for site in (few, many):  # what is done once for a process is not counted
        step(site)
    growth = calls(lambda: step(many)) / calls(lambda: step(few))
    assert growth < MOST_GROWTH


def test_what_was_seen_before_costs_little(many: Site) -> None:
    memory = Memory()
    first, again = (
        calls(lambda: read_sources(many.root, reading.today(), memory)) for _ in range(2)
    )
    assert again < first / 4


@pytest.mark.parametrize("change", ["edited", "came last", "went last"])
def test_one_page_costs_the_index_little(many: Site, change: str) -> None:
    first, *others, last = pages(many)
    there = [first, *others, last]
    edited = replace(first, texts={**first.texts, Field.TITLE: "Another title"})
    before, after = {
        "edited": (there, [edited, *others, last]),
        "came last": ([first, *others], there),
        "went last": (there, [first, *others]),
    }[change]
    known = join(before)
    assert calls(lambda: join(after, known)) < calls(lambda: join(after)) / 2

"""What arXiv changed since a review is told, all of it and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arxiv.entries import Paper
from pipeline.arxiv.history import remembering
from pipeline.arxiv.records import Record, sha256
from pipeline.library.drift import Drift, Moved, drift, states_of, version_read
from pipeline.written.paper_ids import PaperId
from pipeline.written.reviews import Depth, FrontMatter

FIRST = date(2021, 1, 4)
DAYS = 60


@dataclass(frozen=True, kw_only=True)
class Told:
    """What arXiv says of a paper from a day on."""

    day: int = 0
    version: int = 1
    version_day: int = 0
    title: str = "Rivers"
    abstract: str = "On rivers."
    comment: str = ""
    category: str = "cs.LG"
    withdrawn: bool = False
    doi: str | None = None

    def paper(self) -> Paper:
        record = Record(
            id=PaperId("2101.00001"),
            version=self.version,
            title=self.title,
            authors=("A. Author",),
            abstract_sha256=sha256(self.abstract),
            categories=(self.category,),
            published=moment(0),
            updated=moment(self.version_day),
            comment=self.comment or None,
            withdrawn=self.withdrawn,
            doi=self.doi,
        )
        return Paper(record=record, abstract=self.abstract)


def moment(day: int) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, 12, tzinfo=UTC) + timedelta(days=day)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def front(day: int, read: Depth = Depth.FULL, **more: object) -> FrontMatter:
    fields: dict[str, object] = {
        "read": read.value,
        "date": str(on(day)),
        "topics": [],
        "tldr": "It flows.",
    }
    return FrontMatter.model_validate(fields | {key: str(value) for key, value in more.items()})


def kept(told: Sequence[Told], fetches: Sequence[int]) -> Record:
    """The record after arXiv was asked on these days."""
    record = None
    for day in fetches:
        record = remembering(at(told, day).paper(), record, on(day))
        assert Record.model_validate_json(record.as_json()) == record
    assert record
    return record


def at(told: Sequence[Told], day: int) -> Told:
    return [each for each in told if each.day <= day][-1]


def since(record: Record, review: FrontMatter) -> Drift | None:
    return drift(states_of(record), record.published and record.published.date(), review)


def changes(record: Record, review: FrontMatter) -> set[Moved]:
    found = since(record, review)
    return set(found.changes) if found else set()


@st.composite
def histories(draw: st.DrawFn) -> list[Told]:
    days = sorted(draw(st.sets(st.integers(1, DAYS - 1), max_size=6)))
    told = [Told()]
    for day in days:
        last = replace(told[-1], day=day)
        kind = draw(st.sampled_from(["comment", "category", "doi", "version", "withdrawn"]))
        match kind:
            case "comment":
                last = replace(last, comment=draw(st.sampled_from(["", "12 pages", "withdrawing"])))
            case "category":
                last = replace(last, category=draw(st.sampled_from(["cs.LG", "stat.ML"])))
            case "doi":
                last = replace(last, doi="10.1234/x")
            case _:
                is_gone = kind == "withdrawn"
                last = replace(
                    last,
                    version=last.version + 1,
                    version_day=day,
                    withdrawn=is_gone,
                    title=draw(st.sampled_from(["Rivers", "On rivers"])),
                    abstract="Gone." if is_gone else draw(st.sampled_from(["On rivers.", "Sea."])),
                )
        told.append(last)
    return told


FETCHES = st.lists(st.integers(0, DAYS - 1), max_size=5)


@given(histories(), FETCHES, st.integers(0, DAYS - 1), st.sampled_from(Depth))
def test_all_that_changed_after_a_review_that_new_began_is_told_and_nothing_else(
    told: list[Told], others: list[int], day: int, read: Depth
) -> None:
    record = kept(told, sorted({*others, day, DAYS}))
    was, now = at(told, day), at(told, DAYS)
    expected = set()
    if now.withdrawn:
        expected |= {Moved.WITHDRAWN} if not was.withdrawn else set()
    else:
        expected |= {Moved.TITLE} if was.title != now.title else set()
        expected |= {Moved.ABSTRACT} if was.abstract != now.abstract else set()
        if now.version > was.version and (expected or read is not Depth.ABSTRACT):
            expected.add(Moved.VERSION)
        expected |= {Moved.PUBLISHED} if now.doi and not was.doi else set()
    assert changes(record, front(day, read, version=was.version)) == expected


@given(histories(), FETCHES, st.integers(0, DAYS - 1), st.sampled_from(Depth))
def test_without_a_version_nothing_false_is_told_and_no_move_is_missed(
    told: list[Told], others: list[int], day: int, read: Depth
) -> None:
    record = kept(told, sorted({*others, DAYS}))
    was, now = at(told, day), at(told, DAYS)
    found = changes(record, front(day, read))
    assert Moved.TITLE not in found or was.title != now.title
    assert Moved.ABSTRACT not in found or was.abstract != now.abstract
    assert Moved.VERSION not in found or now.version > was.version
    assert Moved.WITHDRAWN not in found or (now.withdrawn and now.version > was.version)
    assert Moved.PUBLISHED not in found or now.doi
    if now.version > was.version and not was.withdrawn:
        texts = (was.title, was.abstract) != (now.title, now.abstract)
        assert found or not (now.withdrawn or texts or read is not Depth.ABSTRACT)
    read_then = version_read(states_of(record), record.published and FIRST, front(day))
    assert read_then in {None, was.version}


@given(histories(), FETCHES, st.integers(0, DAYS - 1), st.sampled_from([(), ("version",)]))
def test_whoever_looked_since_is_told_of_nothing(
    told: list[Told], others: list[int], day: int, named: tuple[str, ...]
) -> None:
    record = kept(told, sorted({*others, day, DAYS}))
    version: dict[str, object] = {name: at(told, day).version for name in named}
    assert since(record, front(day, Depth.FULL, checked=on(DAYS), **version)) is None
    found = since(record, front(day, Depth.FULL, **version))
    if found:
        assert since(record, front(day, Depth.FULL, checked=found.day, **version)) is None


@given(histories(), st.integers(0, DAYS - 1))
def test_asking_more_often_changes_no_record_where_arxiv_did_not(
    told: list[Told], day: int
) -> None:
    once, twice = kept(told, [day, DAYS]), kept(told, [day, DAYS, DAYS + 1, DAYS + 9])
    assert once == twice


V1 = Told()
V2 = Told(day=10, version=2, version_day=10, abstract="Sea.")
BACK = Told(day=20, version=3, version_day=20)
V3 = Told(day=20, version=3, version_day=20, abstract="Sea.")


@pytest.mark.parametrize(
    ("told", "fetches", "review", "expected"),
    [
        ([V1, V2], [30], front(5), {Moved.VERSION}),
        ([V1, V2], [30], front(10), set()),
        ([V1, V2], [30], front(5, Depth.ABSTRACT), {Moved.VERSION}),
        ([V1, V2], [1, 30], front(5, Depth.ABSTRACT), {Moved.ABSTRACT, Moved.VERSION}),
        ([V1, V2, V3], [1, 30], front(5), {Moved.VERSION}),
        ([V1, V2, V3], [1, 12, 30], front(15, Depth.ABSTRACT), set()),
        ([V1, V2, BACK], [1, 30], front(15, Depth.ABSTRACT), {Moved.VERSION}),
        ([V1, V2, BACK], [1, 30], front(5, Depth.ABSTRACT, version=1), set()),
        ([V1, V2, V3], [1, 30], front(25, version=1), {Moved.ABSTRACT, Moved.VERSION}),
        ([V1, V2, V3], [1, 30], front(25, version=1, checked=on(25)), set()),
        ([V1, V2, V3], [1, 12, 30], front(5, version=2), {Moved.VERSION}),
        ([V1, V2, V3], [1, 30], front(5, version=4), set()),
        ([V1, replace(V1, day=9, comment="withdrawing cash")], [1, 30], front(5), set()),
        ([V1, replace(V1, day=9, doi="10.1234/x")], [1, 30], front(5), {Moved.PUBLISHED}),
        ([V1, replace(V2, withdrawn=True)], [1, 30], front(5), {Moved.WITHDRAWN}),
        ([V1, replace(V2, withdrawn=True)], [30], front(5), {Moved.WITHDRAWN}),
        ([V1, replace(V2, withdrawn=True)], [1, 30], front(12), set()),
    ],
)
def test_cases(
    told: list[Told], fetches: list[int], review: FrontMatter, expected: set[Moved]
) -> None:
    assert changes(kept(told, fetches), review) == expected


def test_what_only_this_program_reads_otherwise_is_no_change() -> None:
    paper = replace(V1, abstract="One.\n\nTwo.").paper()
    flat = sha256("One. Two.")
    older = paper.record.model_copy(update={"abstract_sha256": flat, "title": "Rivers "})
    new = remembering(Paper(record=paper.record, abstract=paper.abstract), older, on(9))
    assert new.history == ()
    gone = replace(V1, withdrawn=True).paper()
    assert remembering(gone, V1.paper().record, on(9)).history == ()


def test_a_record_of_no_days_tells_nothing() -> None:
    bare = V2.paper().record.model_copy(update={"updated": None, "published": None})
    assert since(bare, front(5)) is None

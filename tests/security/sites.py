"""A site of hostile reviews, built with `check` switched off, and the same one of harmless ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.problems.problem import Problem
from tests.security import hostile
from tests.security.hostile import Case
from tests.sites import Built

# What only takes long is measured by tests/bench/security.py.
CASES = [
    case
    for case in hostile.cases("html", "links", "markup", "characters")
    if case.finding != "size"
]


def together(cases: list[Case]) -> list[list[Case]]:
    """The cases by page; one that is to be at the beginning of its page is there."""
    pages: list[list[Case]] = [[]]
    for case in cases:
        if len(pages[-1]) == CASES_A_PAGE or case.body.startswith("---"):
            pages.append([])
        pages[-1].append(case)
    return pages


CASES_A_PAGE = 6
PAGES = together(CASES)


def review(cases: list[Case]) -> str:
    """One review of all of the cases, a paragraph with its name behind each."""
    body = "\n\n".join(f"{case.body}\n\n{end_of(case)}" for case in cases)
    return Case("", "", "", hostile.FRONT, body).text


HARMLESS = Case("", "", "", hostile.FRONT, "Text.")


def end_of(case: Case) -> str:
    """The paragraph behind a case."""
    return f"This was: {case.name}."


@dataclass(frozen=True, slots=True)
class Sites:
    """Both sites, page by page the same but for the reviews."""

    hostile: Built
    harmless: Built


def build_both(attacked: Path, spared: Path, patch: pytest.MonkeyPatch) -> Sites:
    """Build both sites in English, each in a folder of its own."""
    switch_check_off(patch)
    return Sites(
        hostile.write(attacked, [review(page) for page in PAGES]).build(),
        hostile.write(spared, [HARMLESS.text] * len(PAGES)).build(),
    )


def switch_check_off(patch: pytest.MonkeyPatch) -> None:
    """Read any text that is UTF-8, and find nothing wrong with any body."""

    def no_problem(*_: object) -> Iterator[Problem]:
        yield from ()

    def read(file: Path, _path: str) -> str:
        return file.read_bytes().decode()

    def all_seen(text: str, _path: str) -> tuple[str, list[Problem]]:
        return text, []

    patch.setattr("pipeline.checking.sources.check_reviews", no_problem)
    patch.setattr("pipeline.written.reviews.read_any_text", read)
    patch.setattr("pipeline.written.reviews.seen_text", all_seen)
    patch.setattr("pipeline.files.gate.without_unseen", lambda text: text)

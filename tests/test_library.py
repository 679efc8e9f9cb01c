"""Papers joined from the list, the records and the reviews."""

from pathlib import Path

import pytest

from pipeline.words.languages import Language
from pipeline.library.library import Library, Paper
from pipeline.checking.sources import Sources, load_library, read_sources
from pipeline.written.paper_list import UNSORTED
from pipeline.arxiv.records import RecordStore
from tests.examples import ABSTRACT, MAXIMAL_RECORD

LIST = """\
repository: https://example.org/reviews/
collections:
  - id: first
    title: {ja: 一つめ, en: First}
    venue: Conference 2021
    papers:
      - 2101.00001
      - {id: 2101.00002, venue: Workshop 2021}
      - {id: by-hand, title: By hand, authors: [A. Author], year: 2020, url: https://example.org/a}
topics:
  one: {ja: 一, en: One}
"""
REVIEW = """\
---
read: abstract
date: 2026-01-31
topics: [one]
tldr: A sentence.
---
"""


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "reviews/papers.yaml", LIST)
    return tmp_path


def library(root: Path) -> Library:
    sources = read_sources(root)
    assert isinstance(sources, Sources), sources
    joined = load_library(root, sources)
    assert isinstance(joined, Library), joined
    return joined


def paper(root: Path, paper_id: str) -> Paper:
    [found] = [paper for paper in library(root).papers if paper.id == paper_id]
    return found


def test_papers_stand_in_the_order_of_the_list(root: Path) -> None:
    assert [paper.id for paper in library(root).papers] == ["2101.00001", "2101.00002", "by-hand"]


def test_a_reviewed_paper_that_nobody_listed_is_unsorted_at_the_end(root: Path) -> None:
    write(root, "reviews/2102.00009.en.md", REVIEW)
    write(root, "reviews/2102.00008.ja.md", REVIEW)
    first, unsorted = library(root).shelves
    assert first.id == "first"
    assert unsorted.id == UNSORTED
    assert [paper.id for paper in unsorted.papers] == ["2102.00008", "2102.00009"]


def test_without_such_a_paper_nothing_is_unsorted(root: Path) -> None:
    assert [shelf.id for shelf in library(root).shelves] == ["first"]


def test_a_review_is_shown_in_its_own_language(root: Path) -> None:
    for language in Language:
        write(root, f"reviews/2101.00001.{language}.md", REVIEW)
    for language in Language:
        review = paper(root, "2101.00001").review(language)
        assert review is not None
        assert review.language is language


@pytest.mark.parametrize("language", Language)
def test_a_review_stands_in_for_the_one_that_is_missing(root: Path, language: Language) -> None:
    write(root, f"reviews/2101.00001.{language}.md", REVIEW)
    review = paper(root, "2101.00001").review(language.other)
    assert review is not None
    assert review.language is language


def test_a_paper_without_review_has_none(root: Path) -> None:
    assert paper(root, "2101.00001").review(Language.EN) is None


def test_a_paper_has_what_its_record_says(root: Path) -> None:
    RecordStore(root).save(MAXIMAL_RECORD, ABSTRACT)
    joined = paper(root, "2101.00001")
    for field in ("title", "authors", "abstract", "comment", "doi", "version", "withdrawn"):
        assert getattr(joined, field) == getattr(MAXIMAL_RECORD, field)


def test_classes_of_other_schemes_are_no_categories(root: Path) -> None:
    categories = (
        "cs.LG",
        "I.2.6",
        "68T07",
        "hep-th",
        "cond-mat.stat-mech",
        "H.1.1; I.2",
        "eess.AS",
    )
    record = MAXIMAL_RECORD.model_copy(update={"categories": categories})
    RecordStore(root).save(record, ABSTRACT)
    found = paper(root, "2101.00001").categories
    assert found == ("cs.LG", "hep-th", "cond-mat.stat-mech", "eess.AS")


def test_the_year_is_that_of_the_id(root: Path) -> None:
    assert paper(root, "2101.00001").year == 2021


def test_the_year_of_a_paper_by_hand_is_given(root: Path) -> None:
    assert paper(root, "by-hand").year == 2020


def test_a_paper_appeared_where_its_collection_did_unless_it_says_otherwise(root: Path) -> None:
    assert paper(root, "2101.00001").venue == "Conference 2021"
    assert paper(root, "2101.00002").venue == "Workshop 2021"


def test_a_paper_without_record_is_not_known(root: Path) -> None:
    assert not paper(root, "2101.00001").known
    assert paper(root, "by-hand").known


def test_the_repository_s_address_has_no_slash_at_its_end(root: Path) -> None:
    assert library(root).repository == "https://example.org/reviews"


def test_every_paper_on_arxiv_is_named_with_the_place_that_names_it(root: Path) -> None:
    write(root, "reviews/2102.00009.en.md", REVIEW)
    sources = read_sources(root)
    assert isinstance(sources, Sources)
    assert sources.named() == {
        "2101.00001": ("reviews/papers.yaml", 7),
        "2101.00002": ("reviews/papers.yaml", 8),
        "2102.00009": ("reviews/2102.00009.en.md", 1),
    }

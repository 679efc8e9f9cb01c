"""Papers joined from the list, the records and the reviews."""

from pathlib import Path

import pytest

from pipeline.arxiv.records import RecordStore
from pipeline.checking.site_map import generated_pages, papers_of
from pipeline.checking.sources import Sources, read_sources
from pipeline.exports.bibtex import bibtex
from pipeline.library.library import Library, Paper
from pipeline.library.loading import load_library
from pipeline.pages.all_pages import drafts, pages
from pipeline.pages.authors import Authors
from pipeline.pages.contents import Contents
from pipeline.pages.paper import paper_data
from pipeline.written.paper_list import UNSORTED
from tests.examples import ABSTRACT, MAXIMAL_RECORD
from tests.sites import LANGUAGES

LIST = """\
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
SETTINGS = """\
[tool.shoroku]
title = "A site"
languages = ["ja", "en"]
keep_abstracts = true
"""
REVIEW = """\
---
read: abstract
date: 2026-01-31
topics: [one]
tldr: A sentence.
---
A review.
"""


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "pyproject.toml", SETTINGS)
    write(tmp_path, "reviews/papers.yaml", LIST)
    write(tmp_path, "docs/conf.py", 'extensions = ["shoroku"]\n')
    for language in LANGUAGES:
        write(tmp_path, f"docs/{language}/index.md", "# Front page\n")
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
    for language in LANGUAGES:
        write(root, f"reviews/2101.00001.{language}.md", REVIEW)
    for language in LANGUAGES:
        review = paper(root, "2101.00001").review(language)
        assert review is not None
        assert review.language == language


@pytest.mark.parametrize(("language", "other"), [("ja", "en"), ("en", "ja")])
def test_a_review_stands_in_for_the_one_that_is_missing(
    root: Path, language: str, other: str
) -> None:
    write(root, f"reviews/2101.00001.{language}.md", REVIEW)
    review = paper(root, "2101.00001").review(other)
    assert review is not None
    assert review.language == language


def test_of_several_reviews_that_of_the_site_s_first_language_stands_in(root: Path) -> None:
    write(root, "pyproject.toml", SETTINGS.replace('"ja", "en"', '"en", "ja", "fr"'))
    write(root, "docs/fr/index.md", "# Accueil\n")
    for language in LANGUAGES:
        write(root, f"reviews/2101.00001.{language}.md", REVIEW)
    review = paper(root, "2101.00001").review("fr")
    assert review is not None
    assert review.language == "en"


def test_a_paper_without_review_has_none(root: Path) -> None:
    assert paper(root, "2101.00001").review("en") is None


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


def test_a_paper_appeared_in_the_year_that_its_venue_tells(root: Path) -> None:
    write(root, "reviews/papers.yaml", LIST.replace("Conference 2021", "Conference 2022"))
    assert paper(root, "2101.00001").year == 2022
    write(root, "reviews/papers.yaml", LIST.replace("Conference 2021", "Books 2019 and 2020"))
    assert paper(root, "2101.00001").year == 2021


def test_a_colon_is_no_author(root: Path) -> None:
    authors = ("The Big Collaboration", ":", "A. One")
    RecordStore(root).save(MAXIMAL_RECORD.model_copy(update={"authors": authors}), ABSTRACT)
    assert paper(root, "2101.00001").authors == ("The Big Collaboration", "A. One")


def test_a_paper_without_record_is_not_known(root: Path) -> None:
    assert not paper(root, "2101.00001").known
    assert paper(root, "by-hand").known


def test_every_paper_on_arxiv_is_named_with_the_place_that_names_it(root: Path) -> None:
    write(root, "reviews/2102.00009.en.md", REVIEW)
    sources = read_sources(root)
    assert isinstance(sources, Sources)
    assert sources.named() == {
        "2101.00001": ("reviews/papers.yaml", 6),
        "2101.00002": ("reviews/papers.yaml", 7),
        "2102.00009": ("reviews/2102.00009.en.md", 1),
    }


@pytest.mark.parametrize(
    "change",
    [{"doi": "10.1/x},\n  note = {y"}, {"primary_category": "}\n@misc{evil,"}],
    ids=["doi", "category"],
)
def test_what_is_no_doi_or_category_reaches_no_page(root: Path, change: dict[str, str]) -> None:
    record = MAXIMAL_RECORD.model_copy(update=change)
    RecordStore(root).save(record, ABSTRACT)
    joined = library(root)
    shown = paper_data(0, joined.shelves[0], joined, Authors.of(joined), "en")
    [field] = change
    assert getattr(shown, field) is None
    assert bibtex(shown).count("@") == 1
    assert "note = {y" not in bibtex(shown)
    text = pages(joined)["en/papers/2101.00001.md"]
    assert "misc{evil" not in text
    assert "note = {y" not in text


def test_of_several_dois_those_that_are_none_are_left_out(root: Path) -> None:
    record = MAXIMAL_RECORD.model_copy(update={"doi": "10.1234/first {y} 10.1234/second"})
    RecordStore(root).save(record, ABSTRACT)
    assert paper(root, "2101.00001").doi == "10.1234/first 10.1234/second"


@pytest.mark.parametrize(("count", "told"), [(1_000, []), (1_001, ["size"])])
def test_a_list_has_not_any_number_of_topics(root: Path, count: int, told: list[str]) -> None:
    topics = "".join(f"  topic-{number}: Topic\n" for number in range(count - 1))
    write(root, "reviews/papers.yaml", LIST + topics)
    found = read_sources(root)
    assert [each.code for each in found] == told if isinstance(found, list) else not told


@pytest.mark.parametrize("reviews", [[], ["2102.00009", "by-hand"]], ids=["none", "unsorted"])
def test_the_check_knows_every_page_that_is_made(root: Path, reviews: list[str]) -> None:
    for name in reviews:
        write(root, f"reviews/{name}.en.md", REVIEW)
    sources = read_sources(root)
    assert isinstance(sources, Sources)
    papers = papers_of(sources.listing, sources.reviews)
    known = sorted(generated_pages(sources.listing, papers))
    made = drafts(Contents(library(root)))
    for language in LANGUAGES:
        start = f"{language}/"
        names = [path.removeprefix(start) for path in made if path.startswith(start)]
        assert sorted(name.removesuffix(".md") for name in names) == known

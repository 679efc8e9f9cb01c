"""What this repository itself holds: its first collection, in two languages."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel

from pipeline.words.languages import Language
from pipeline.library.library import Library
from pipeline.written.paper_ids import PaperId
from pipeline.written.reviews import Review
from pipeline.written.schemas import MODELS, schema
from tests.sites import PROJECT, Built, Site, texts

CITATION = re.compile(r"\{paper\}`(?:[^`]*<)?([^`<>]+)>?`")
RECORDS = sorted((PROJECT / "reviews/records").glob("*.json"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project without what it fetched, as in a clean clone without a network."""
    return Site.create(tmp_path_factory.mktemp("project") / "site", PROJECT)


@pytest.fixture(scope="module")
def library(site: Site) -> Library:
    return site.library()


@pytest.fixture(scope="module")
def built(site: Site) -> Mapping[Language, Built]:
    return {language: site.build(language) for language in Language}


def body(review: Review) -> str:
    _, _, text = (PROJECT / review.path).read_text("utf-8").split("---\n", 2)
    return text


def test_fifteen_papers_are_listed(library: Library) -> None:
    assert len(library.papers) == 15


def test_thirteen_of_them_are_on_arxiv_and_have_a_record(library: Library) -> None:
    on_arxiv = {paper.id for paper in library.papers if paper.on_arxiv}
    assert len(on_arxiv) == 13
    assert {record.stem for record in RECORDS} == on_arxiv


def test_every_paper_is_reviewed_in_both_languages(library: Library) -> None:
    assert [paper.id for paper in library.papers if set(paper.reviews) != set(Language)] == []


def test_a_review_has_the_same_topics_and_depth_in_both_languages(library: Library) -> None:
    for paper in library.papers:
        japanese, english = (paper.reviews[language].front for language in Language)
        assert (japanese.topics, japanese.read) == (english.topics, english.read)


def test_every_english_review_has_120_to_400_words(library: Library) -> None:
    lengths = {paper.id: len(body(paper.reviews[Language.EN]).split()) for paper in library.papers}
    assert {name: length for name, length in lengths.items() if not 120 <= length <= 400} == {}


def test_every_japanese_review_has_300_to_1000_characters(library: Library) -> None:
    lengths = {
        paper.id: len("".join(body(paper.reviews[Language.JA]).split())) for paper in library.papers
    }
    assert {name: length for name, length in lengths.items() if not 300 <= length <= 1000} == {}


def test_every_topic_has_a_paper(library: Library) -> None:
    used = {
        topic
        for paper in library.papers
        for review in paper.reviews.values()
        for topic in review.front.topics
    }
    assert used == set(library.topics)


@pytest.mark.parametrize("language", Language)
def test_the_front_page_cites_every_paper(library: Library, language: Language) -> None:
    text = (PROJECT / "docs" / language / "index.md").read_text("utf-8")
    cited = Counter(CITATION.findall(text))
    assert set(cited) == {paper.id for paper in library.papers}


@pytest.mark.parametrize("language", Language)
def test_the_front_page_tells_the_two_zhangs_apart(
    built: Mapping[Language, Built], language: Language
) -> None:
    labels = texts(built[language].page("index"), "//a[@aria-describedby]")
    zhangs = {label for label in labels if label.startswith("Zhang")}
    assert len(zhangs) == 2


@pytest.mark.parametrize("language", Language)
def test_the_site_is_built_without_a_warning(
    built: Mapping[Language, Built], language: Language
) -> None:
    assert built[language].warnings == []


def test_an_accent_in_a_record_is_one_on_its_page(built: Mapping[Language, Built]) -> None:
    [title] = texts(built[Language.JA].page("papers/2111.00035"), "/html/head/title")
    assert "Nyström" in title


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_is_in_its_canonical_form(site: Site, record: Path) -> None:
    read = json.loads(record.read_text("utf-8"))
    text = json.dumps(read, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert record.read_text("utf-8") == text
    assert read["id"] == PaperId(record.stem)
    assert site.root.is_dir()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_no_record_holds_an_abstract(record: Path) -> None:
    assert "abstract" not in json.loads(record.read_text("utf-8"))


@pytest.mark.parametrize(("path", "model"), MODELS.items())
def test_a_schema_is_that_of_its_model(path: str, model: type[BaseModel]) -> None:
    assert (PROJECT / path).read_text("utf-8") == schema(model)

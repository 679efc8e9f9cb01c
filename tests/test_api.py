"""The site's data for programs: valid by the schemas that are published with them, and right."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.exports.api import api
from pipeline.exports.shapes import published_schemas
from pipeline.library.library import Library
from pipeline.pages.data import PaperData, QuestionData, ReplyData, ReviewerData
from pipeline.text.tex import plain
from pipeline.written.settings import Settings
from tests import kinds
from tests.examples import PAPER, REVIEW, source_of
from tests.sites import Site
from tests.test_hostile_text import FRAGMENTS, RECORDS

ADDRESS = 'address = "https://shore.example/a/"'
LIBRARY = Library(languages=("en",), shelves=(), topics={})
SCHEMAS = published_schemas()
TEXTS = st.one_of(st.sampled_from(FRAGMENTS), st.text(st.characters(exclude_categories=["Cs"])))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return kinds.write(tmp_path_factory.mktemp("api") / "site")


@pytest.fixture(scope="module")
def files(site: Site) -> Mapping[str, str]:
    return site.exported()


def data(files: Mapping[str, str], name: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(files[name])


def problems(files: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with each document by the schema that it names."""
    for name, text in files.items():
        if name.endswith(".json") and not name.startswith("schemas/") and ".csl." not in name:
            document = json.loads(text)
            place = Path("/", name).parent / document["$schema"]
            schema = json.loads(files[str(place.resolve()).removeprefix("/")])
            checker = Draft202012Validator.FORMAT_CHECKER
            judge = Draft202012Validator(schema, format_checker=checker)
            yield from (f"{name}: {error.message}" for error in judge.iter_errors(document))


def test_every_document_is_valid_by_the_schema_it_names(files: Mapping[str, str]) -> None:
    assert list(problems(files)) == []
    assert {"ja/papers.json", "en/topics.json", f"en/papers/{kinds.CROWD}.json"} <= files.keys()


def test_every_schema_is_one(files: Mapping[str, str]) -> None:
    names = [name for name in files if name.startswith("schemas/")]
    assert sorted(names) == [
        "schemas/changes.v1.json",
        "schemas/paper.v1.json",
        "schemas/papers.v1.json",
        "schemas/topics.v1.json",
    ]
    for name in names:
        Draft202012Validator.check_schema(data(files, name))


def test_a_document_that_lacks_something_is_not_valid(files: Mapping[str, str]) -> None:
    document = data(files, "en/papers.json")
    del document["papers"][0]["title"]
    assert list(problems({**files, "en/papers.json": json.dumps(document)}))


def test_all_papers_are_listed_in_their_order(site: Site, files: Mapping[str, str]) -> None:
    papers = data(files, "en/papers.json")["papers"]
    assert [each["id"] for each in papers] == [paper.id for paper in site.library().papers]


def test_a_paper_is_told_in_short_and_in_full(files: Mapping[str, str]) -> None:
    papers = {each["id"]: each for each in data(files, "en/papers.json")["papers"]}
    listed = papers[kinds.CROWD]
    assert (len(listed["authors"]), listed["author_count"]) == (50, 2831)
    assert (listed["read"], listed["tldr"]) == ("full", "Whatever a review can hold, with x^2.")
    assert listed["page"] == f"papers/{kinds.CROWD}.html"
    assert listed["card"] == f"../cards/{kinds.CROWD}.en.png"
    paper = data(files, f"en/{listed['data']}")["paper"]
    assert len(paper["authors"]) == 2831
    [review] = paper["reviews"]
    assert review["date"] == "2026-01-31"
    assert review["questions"] == ["What is not here?"]
    assert review["page"] == f"../papers/{kinds.CROWD}.html"
    assert paper["related"] == [kinds.PLAIN]
    assert papers[kinds.WITHDRAWN]["withdrawn"] is True
    assert {"read", "tldr", "card"}.isdisjoint(papers[kinds.UNREVIEWED])


def test_topics_name_their_papers(files: Mapping[str, str]) -> None:
    topics = {each["key"]: each for each in data(files, "en/topics.json")["topics"]}
    assert kinds.CROWD in topics["kernel-methods"]["papers"]
    assert topics["kernel-methods"]["page"] == "topics/kernel-methods.html"


def test_addresses_are_whole_where_the_site_s_is_known(tmp_path: Path) -> None:
    site = kinds.write(tmp_path / "site")
    site.edit("pyproject.toml", "languages =", f"{ADDRESS}\nlanguages =")
    files = site.exported()
    assert data(files, "en/papers.json")["site"]["address"] == "https://shore.example/a/en/"
    paper = data(files, f"en/papers/{kinds.CROWD}.json")
    assert paper["$schema"] == "https://shore.example/a/schemas/paper.v1.json"
    assert paper["paper"]["page"] == f"https://shore.example/a/en/papers/{kinds.CROWD}.html"
    assert paper["paper"]["card"] == f"https://shore.example/a/cards/{kinds.CROWD}.en.png"


@pytest.mark.parametrize(("keeps", "abstract"), [(True, "An abstract of x."), (False, None)])
def test_an_abstract_is_handed_on_where_it_may_be_kept(keeps: bool, abstract: str | None) -> None:  # noqa: FBT001 (a case)
    paper = PAPER.model_copy(update={"abstract": "An abstract of $x$."})
    files = told(paper, keeps=keeps)
    assert data(files, "papers/2101.00001.json")["paper"].get("abstract") == abstract


def test_the_newest_change_comes_first() -> None:
    reply = ReplyData(author="A. Author", date=date(2026, 3, 1), text="Thanks for $x$.")
    update = {"updated": date(2026, 2, 1), "reply": reply}
    reviews = (REVIEW.model_copy(update=update), REVIEW.model_copy(update={"reader": "ann"}))
    files = told(PAPER.model_copy(update={"reviews": reviews}))
    changes = data(files, "changes.json")["changes"]
    assert [(each["date"], each["kind"], each.get("reviewer")) for each in changes] == [
        ("2026-03-01", "reply", None),
        ("2026-02-01", "update", None),
        ("2026-01-31", "review", None),
        ("2026-01-31", "review", "ann"),
    ]
    assert changes[3]["page"] == "papers/2101.00001.html#reading-ann"
    assert data(files, "papers.json")["site"]["changed"] == "2026-02-01"


def test_a_change_of_one_paper_leaves_the_files_of_others(tmp_path: Path) -> None:
    site = kinds.write(tmp_path / "site")
    before = site.exported()
    site.edit(f"reviews/{kinds.CROWD}.en.md", "date: 2026-01-31", "date: 2026-02-28")
    after = site.exported()
    changed = {name for name, text in after.items() if before[name] != text}
    of_papers = {name for name in changed if "/papers/" in name and name.endswith(".json")}
    assert of_papers == {f"en/papers/{kinds.CROWD}.json"}


def test_nothing_in_them_varies(site: Site, files: Mapping[str, str]) -> None:
    assert site.exported() == files


def test_hostile_records_come_back_as_they_are_read() -> None:
    for record, abstract in RECORDS.values():
        paper = PAPER.model_copy(
            update={
                "title": record.title,
                "authors": record.authors,
                "comment": record.comment,
                "abstract": abstract,
            }
        )
        files = told(paper, keeps=True)
        assert list(problems({f"en/{name}": text for name, text in files.items()} | SCHEMAS)) == []
        [listed] = data(files, "papers.json")["papers"]
        assert listed["title"] == plain(record.title)
        assert listed["title_tex"] == record.title
        assert listed["authors"] == [plain(author) for author in record.authors]


@given(TEXTS, TEXTS)
def test_any_text_is_valid_data(one: str, other: str) -> None:
    review = REVIEW.model_copy(
        update={
            "tldr": one,
            "questions": (QuestionData(ask=other), QuestionData(ask=one)),
            "reviewer": ReviewerData(name=other),
            "reply": ReplyData(author=one, date=date(2026, 3, 1), text=other),
        }
    )
    paper = PAPER.model_copy(update={"title": one, "authors": (other,), "reviews": (review,)})
    files = told(paper)
    assert list(problems({f"en/{name}": text for name, text in files.items()} | SCHEMAS)) == []
    assert all(text.count("\n") == 1 for text in files.values())


def told(paper: PaperData, *, keeps: bool = False) -> dict[str, str]:
    """The data of a site that has one paper."""
    settings = Settings(title="Notes", languages=("en",), keep_abstracts=keeps)
    parts = api(source_of(paper, settings), LIBRARY)
    return {path: str(content) for part in parts for path, content in part.files}

"""How the site is cited: a file that is valid by the Citation File Format's own schema."""

import json
from datetime import date
from typing import Any

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from pipeline.exports.cff import citation_file
from pipeline.pages.data import ReviewData, ReviewerData
from pipeline.text.signs import without_unseen
from pipeline.written.settings import Settings
from tests.examples import PAPER, REVIEW, source_of

SCHEMA = get_builtin_schema("vendor.citation-file-format")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: without_unseen(text).strip() != ""  # as settings and reviews are read
)


def cited(settings: Settings, *reviews: ReviewData) -> dict[str, Any]:
    """The file as YAML, which is valid."""
    paper = PAPER.model_copy(update={"reviews": reviews})
    found: dict[str, Any]
    found = yaml.safe_load(citation_file(source_of(paper, settings)))
    as_json = json.loads(json.dumps(found))
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(as_json)] == []
    return found


def settings(**more: Any) -> Settings:  # noqa: ANN401 (pydantic judges)
    return Settings.model_validate({"title": "Notes", "languages": ["en"]} | more)


def by(name: str, day: date, link: str | None = None) -> ReviewData:
    return REVIEW.model_copy(update={"reviewer": ReviewerData(name=name, link=link), "date": day})


def test_a_site_is_cited_by_what_its_settings_say() -> None:
    told = settings(
        description="What we read.",
        address="https://shore.example/a/",
        repository="https://github.com/someone/notes",
    )
    found = cited(told, REVIEW.model_copy(update={"updated": date(2026, 2, 3)}))
    assert found == {
        "cff-version": "1.2.0",
        "message": "If you use these reviews, please cite them as below.",
        "type": "dataset",
        "title": "Notes",
        "authors": [{"name": "Notes"}],
        "abstract": "What we read.",
        "keywords": ["Topic one"],
        "url": "https://shore.example/a/",
        "repository-code": "https://github.com/someone/notes",
        "version": "2026-02-03",
        "date-released": "2026-02-03",
    }


def test_its_authors_are_its_reviewers_the_first_first() -> None:
    second, first = date(2026, 2, 2), date(2026, 1, 1)
    found = cited(
        settings(),
        by("Ann van der Reader", second, "https://ann.example/"),
        by("The Reading Group", first),
        by("Ann van der Reader", second),
    )
    assert found["authors"] == [
        {"name": "The Reading Group"},
        {
            "family-names": "van der Reader",
            "given-names": "Ann",
            "website": "https://ann.example/",
        },
    ]


@pytest.mark.parametrize("reviews", [(), (REVIEW,)])
def test_a_site_whose_reviewers_have_no_names_is_its_own_author(
    reviews: tuple[ReviewData, ...],
) -> None:
    assert cited(settings(), *reviews)["authors"] == [{"name": "Notes"}]


@given(TEXTS, TEXTS)
def test_any_text_is_one_value(title: str, name: str) -> None:
    found = cited(settings(title=title), by(name, date(2026, 1, 1)))
    assert set(found) == {
        *("cff-version", "message", "type", "title", "authors", "keywords", "version"),
        "date-released",
    }

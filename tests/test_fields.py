"""What a review may say of itself beside its text, as a reader sees it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from pydantic import ValidationError

from pipeline.arxiv.entries import Paper
from pipeline.arxiv.history import remembering
from pipeline.arxiv.records import RecordStore, sha256
from pipeline.written.paper_ids import PaperId
from pipeline.written.reviews import FrontMatter
from tests.search.test_index import data
from tests.sites import Built, Site, texts

PAGE = "papers/2101.00004"
REVIEW = """\
---
read: skimmed
date: 2026-02-02
topics: [two]
tldr: A new review in a sentence.
rating: 4
tags: [long context, C++]
assisted: A machine translated it from Japanese.
version: 1
answers: [2101.00002#left-open]
author_reply:
  author: D. Author
  date: 2026-02-03
  text: |
    Thank you, but $x<y$.

    The proof is on page 3.
---

The review.
"""
REQUIRED = {"read": "full", "date": "2026-01-31", "topics": [], "tldr": "A sentence."}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site.create(tmp_path_factory.mktemp("fields") / "site")
    (site.root / "reviews/2101.00004.en.md").write_text(REVIEW, "utf-8")
    for file, line in (("2101.00001.en.md", "rating: 2"), ("2101.00002.en.md", "tags: [caching]")):
        site.edit(f"reviews/{file}", "date:", f"{line}\ndate:")
    site.edit("reviews/2101.00002.en.md", "- What", "- id: left-open\n    ask: What")
    site.edit("reviews/2101.00001.en.md", "date:", "follows: ja\ndate:")
    move_on(RecordStore(site.root), PaperId("2101.00004"))
    built = site.build()
    assert built.warnings == []
    return built


def move_on(store: RecordStore, paper_id: PaperId) -> None:
    """Have arXiv get a second version of a paper, with another abstract."""
    old = store.record(paper_id)
    assert old
    was = old.model_copy(update={"version": 1, "updated": datetime(2021, 1, 4, tzinfo=UTC)})
    changed = {"version": 2, "updated": datetime(2026, 3, 1, tzinfo=UTC), "abstract": "Other."}
    digest = {"abstract_sha256": sha256("Other."), "doi": "10.1234/moved"}
    new = was.model_copy(update=changed | digest)
    store.save(remembering(Paper(record=new, abstract="Other."), was, date(2026, 3, 2)), "Other.")


def fields(built: Built) -> dict[str, str]:
    page = built.page(PAGE)
    return dict(zip(texts(page, "//dl/dt"), texts(page, "//dl/dd"), strict=True))


def test_a_rating_is_told_in_words_and_as_a_number(built: Built) -> None:
    assert fields(built)["Rating"] == "4 of 5, very good"


def test_help_by_a_machine_is_told_beside_the_depth_of_reading(built: Built) -> None:
    read = fields(built)["Read"]
    assert read.startswith("skimmed")
    assert "machine" in read
    assert read.endswith("A machine translated it from Japanese.")


def test_tags_lead_to_the_papers_that_have_them(built: Built) -> None:
    assert fields(built)["Tags"] == "long context, C++"
    links = built.page(PAGE).xpath("//dd/a[contains(@href, 'tag')]/@href")
    assert links == ["by/tag.html#tag-long-context", "by/tag.html#tag-c%2B%2B"]
    page = built.page("papers/by/tag")
    for anchor in ("tag-long-context", "tag-c++"):
        assert texts(page.get_element_by_id(anchor), "ul//a") == ["Many authors"]


def test_an_author_s_reply_stands_below_the_review_and_is_told_to_be_theirs(built: Built) -> None:
    page = built.page(PAGE)
    [reply] = page.xpath("//section[@id='reply']")
    by, *said = texts(reply, ".//p")
    assert by == "D. Author, an author of the paper, on February 3, 2026"
    assert said[1:] == ["The proof is on page 3."]
    assert len(reply.xpath(".//math")) == 1
    [text] = page.xpath("//p[.='The review.']")
    assert reply in text.xpath("following::section")


def test_what_arxiv_changed_since_is_told_above_the_review(built: Built) -> None:
    page = built.page(PAGE)
    [notice] = texts(page, "//div[@class='notice']")
    assert notice == (
        "New on arXiv since this review: another abstract, version 2 of March 1, 2026."
        " This review is of version 1."
    )
    [published] = texts(page, "//p[@class='since']")
    assert "published" in published
    assert built.page("papers/2101.00002").xpath("//*[@class='since']") == []


def test_a_newer_review_that_another_follows_is_told_and_led_to(built: Built) -> None:
    page = built.page("papers/2101.00001")
    [told] = texts(page, "//p[@class='since']")
    assert "Japanese" in told
    assert "February 1, 2026" in told
    assert page.xpath("//p[@class='since']/a/@href") == ["../../ja/papers/2101.00001.html"]


def test_a_question_and_its_answer_lead_to_each_other(built: Built) -> None:
    assert fields(built)["Answers"].startswith("What does the second paper leave open?")
    [place] = built.page(PAGE).xpath("//dl[contains(@class, 'answers')]//a/@href")
    assert place == "2101.00002.html#asked-left-open"
    asking = built.page("papers/2101.00002")
    [question] = asking.xpath("//*[@id='asked-left-open']/..")
    assert question.xpath(".//a/@href") == ["2101.00004.html"]
    assert question.get("id") == "question-1"


def test_an_answered_question_is_open_no_more(built: Built) -> None:
    page = built.page("questions")
    [answered] = page.xpath("//section[@id='answered-questions']")
    assert texts(answered, ".//p[@class='question']") == ["What does the second paper leave open?"]
    everywhere = texts(page, "//p[@class='question']")
    assert sorted(everywhere) == [
        "What does the first paper leave open?",
        "What does the second paper leave open?",
    ]


def test_without_these_fields_the_page_has_none_of_them(built: Built) -> None:
    page = built.page("papers/2101.00003")
    assert page.xpath("//section[@id='reply']") == []
    assert {"Rating", "Tags"}.isdisjoint(texts(page, "//dl/dt"))


def test_the_search_knows_these_fields(built: Built) -> None:
    files = (built.output / "search/pages").glob("*.js")
    pages: dict[str, Any] = {}
    for page in (data(file.read_text("utf-8")) for file in files):
        pages[page["address"]] = page["texts"]
    found = "\n".join(pages[f"{PAGE}.html"])
    for said in ("long context", "C++", "The proof is on page 3.", "D. Author"):
        assert said in found
    filters = data((built.output / "search/filters.js").read_text("utf-8"))
    assert [value[:2] for value in filters["rating"]] == [
        ["2", "2 of 5, fair"],
        ["4", "4 of 5, very good"],
    ]
    assert {value[0] for value in filters["tag"]} == {"C++", "caching", "long context"}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("rating:4", 1),
        ('tag:"long context"', 1),
        ("tag:c++", 1),
        ("rating:2 tag:caching", 0),
        ("reviewer:R. rating:5", 0),
        ('reviewer:"R. Reviewer" rating:2', 1),
    ],
)
def test_papers_are_found_by_these_fields(
    built: Built, browser: Browser, query: str, titles: int
) -> None:
    page = browser.new_page()
    page.goto((built.output / "search.html").as_uri())
    page.fill(".search-page input", query)
    page.press(".search-page input", "Enter")
    expect(page.locator("#search-status")).not_to_be_empty()
    assert page.locator("#search-results > li").count() == titles
    page.close()


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_a_word_of_any_script_may_be_a_tag(word: str) -> None:
    assert FrontMatter.model_validate({**REQUIRED, "tags": [word]}).tags


@given(st.text(max_size=60))
def test_no_tag_holds_a_sign_that_means_something_elsewhere(text: str) -> None:
    try:
        [tag] = FrontMatter.model_validate({**REQUIRED, "tags": [text]}).tags
    except ValidationError:
        return
    assert set(tag).isdisjoint('"<>:()[]{}\\`\n\t')


@given(st.text(max_size=20))
def test_a_rating_is_a_number_of_the_scale_or_refused(text: str) -> None:
    if text in {"", "1", "2", "3", "4", "5"}:
        return
    with pytest.raises(ValidationError):
        FrontMatter.model_validate({**REQUIRED, "rating": text})

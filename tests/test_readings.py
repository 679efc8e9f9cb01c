"""Several people's reviews of one paper in one language."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from pipeline.checking.sources import Sources, read_sources
from pipeline.problems.problem import Problem
from pipeline.written.file_names import name_parts, review_path
from pipeline.written.links import linked_paper
from pipeline.written.paper_ids import PaperId
from tests.search.test_index import data
from tests.sites import Built, Site, texts

PAGE = "papers/2101.00001"
REVIEW = """\
---
read: {read}
date: {date}
topics: [{topic}]
tldr: What {name} takes from it.
questions: [What does {name} not know?]
{more}---

The view of {name}.[^1] It is not {{paper}}`2101.00002`.[^last]

## The method

As {name} sees it.

[^1]: The first note of {name}.
[^last]: The last note of {name}.
"""


def review(name: str, date: str, more: str = "", read: str = "full", topic: str = "two") -> str:
    return REVIEW.format(name=name, date=date, more=more, read=read, topic=topic)


def add(site: Site, file: str, text: str) -> None:
    (site.root / "reviews" / file).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    site = Site.create(tmp_path_factory.mktemp("readings") / "site")
    (site.root / "reviews/2101.00001.ja.md").unlink()
    reviewer = "reviewer: {name: Ann Lee, link: https://example.org/ann}\n"
    add(site, "2101.00001.en.ann.md", review("Ann", "2026-02-01", reviewer, read="skimmed"))
    add(site, "2101.00001.en.bo.md", review("Bo", "2026-01-15"))
    found = {language: site.build(language) for language in ("ja", "en")}
    assert [each.warnings for each in found.values()] == [[], []]
    return found


# Names


@pytest.mark.parametrize(
    ("file", "parts"),
    [
        ("1706.03762.en.md", ("1706.03762", "en", "")),
        ("1706.03762.en.ann.md", ("1706.03762", "en", "ann")),
        ("hep-th_9901001.zh_CN.ann-lee2.md", ("hep-th/9901001", "zh_CN", "ann-lee2")),
        ("my-paper.en.ann.md", ("my-paper", "en", "ann")),
    ],
)
def test_a_file_is_named_after_paper_language_and_reader(
    file: str, parts: tuple[PaperId, str, str]
) -> None:
    assert name_parts(file) == parts
    assert review_path(*parts) == f"reviews/{file}"


def test_a_link_to_a_further_review_leads_to_its_paper() -> None:
    assert linked_paper("1706.03762.en.ann.md") == "1706.03762"
    assert linked_paper("1706.03762.en.Ann.md") is None


@pytest.mark.parametrize("name", ["R. Reviewer", "r.  reviewer", "Ｒ. Reviewer"])
def test_nobody_reviews_a_paper_in_another_one_s_name(tmp_path: Path, name: str) -> None:
    site = Site.create(tmp_path / "site")
    add(site, "2101.00001.en.ann.md", review("Ann", "2026-02-01", f"reviewer: {{name: {name}}}\n"))
    found = read_sources(site.root)
    assert isinstance(found, list)
    [problem] = found
    assert (problem.path, problem.line) == ("reviews/2101.00001.en.ann.md", 7)
    assert "reviews/2101.00001.en.md" in problem.message
    assert problem.code == "duplicate"


def test_one_person_may_write_in_two_languages(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    for language in ("ja", "en"):
        more = "reviewer: {name: Ann Lee}\n"
        add(site, f"2101.00001.{language}.ann.md", review("Ann", "2026-02-01", more))
    assert isinstance(read_sources(site.root), Sources)


def test_problems_of_a_further_review_name_its_file(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    add(site, "2101.00001.en.ann.md", review("Ann", "2026-02-01", topic="three"))
    found = read_sources(site.root)
    assert isinstance(found, list)
    assert [problem.path for problem in found] == ["reviews/2101.00001.en.ann.md"]
    assert all(isinstance(problem, Problem) for problem in found)


# The page


def test_all_reviews_of_a_paper_are_on_its_page_in_order_of_date(built: dict[str, Built]) -> None:
    page = built["en"].page(PAGE)
    titles = ["Review by bo", "Review by R. Reviewer", "Review by Ann Lee"]
    headings = texts(page, "//section[@class='review'][starts-with(@id, 'reading')]/h2")
    assert [heading.removesuffix("¶") for heading in headings] == titles
    assert texts(page, "//ul[@class='readings']//a") == titles
    targets = page.xpath("//ul[@class='readings']//a/@href")
    assert [page.get_element_by_id(each[1:]).tag for each in targets] == ["section"] * 3


def test_each_review_has_what_belongs_to_it_in_its_section(built: dict[str, Built]) -> None:
    page = built["en"].page(PAGE)
    ann, bo = (page.get_element_by_id(f"reading-{name}") for name in ("ann", "bo"))
    for section, name, depth in ((ann, "Ann", "skimmed"), (bo, "Bo", "read in full")):
        said = " ".join(section.text_content().split())
        for text in (
            *(f"What {name} takes from it.", f"The view of {name}.", f"As {name} sees it."),
            *(f"What does {name} not know?", f"The last note of {name}.", depth),
        ):
            assert text in said
        [edit] = section.xpath(".//p[@class='edit']/a/@href")
        assert edit.endswith(f"/reviews/2101.00001.en.{name.lower()}.md")
    assert "Bo" not in ann.text_content()


def test_no_two_elements_of_the_page_have_one_id(built: dict[str, Built]) -> None:
    page = built["en"].page(PAGE)
    assert [each for each, count in Counter(page.xpath("//@id")).items() if count > 1] == []


def test_a_mark_leads_to_the_note_of_its_own_review(built: dict[str, Built]) -> None:
    page = built["en"].page(PAGE)
    for name in ("ann", "bo"):
        section = page.get_element_by_id(f"reading-{name}")
        marks = section.xpath(".//a[@role='doc-noteref']/@href")
        notes = [page.get_element_by_id(mark[1:]).text_content() for mark in marks]
        assert len(notes) == 2
        assert all(f"note of {name.title()}" in note for note in notes)
        assert all(note in section.text_content() for note in notes)


def test_where_a_language_has_no_review_those_of_another_are_shown(
    built: dict[str, Built],
) -> None:
    page = built["ja"].page(PAGE)
    assert len(page.xpath("//section[@class='review'][starts-with(@id, 'reading')]")) == 3
    [notice] = texts(page, "//div[@class='notice']")
    assert "英語" in notice
    assert page.xpath("//*[@id='reading-ann']/p[@class='tldr']/span/@lang") == ["en"]
    assert page.xpath("//*[@id='review-ann--the-method']/@lang") == ["en"]


def test_elsewhere_the_first_review_speaks_for_the_paper(built: dict[str, Built]) -> None:
    [entry] = texts(built["en"].page("papers/index"), "//li[.//a[contains(@href, '2101.00001')]]")
    assert "What Bo takes from it." in entry
    assert "Ann" not in entry
    assert "3 reviews" in entry


def test_questions_and_topics_of_all_reviews_count(built: dict[str, Built]) -> None:
    questions = built["en"].page("questions").text_content()
    assert "What does Ann not know?" in questions
    assert "What does Bo not know?" in questions
    assert "First paper" in built["en"].page("topics/two").text_content()
    assert "First paper" in built["en"].page("topics/one").text_content()


def test_the_newest_of_all_reviews_is_the_last_change(built: dict[str, Built]) -> None:
    [day] = texts(built["en"].page("index"), "//p[@class='changed']")
    assert "February 1, 2026" in day or "February 2" in day


def test_the_search_knows_the_words_of_all_reviews(built: dict[str, Built]) -> None:
    files = (built["en"].output / "search/pages").glob("*.js")
    pages = {page["address"]: page["texts"] for page in (data(f.read_text("utf-8")) for f in files)}
    found = "\n".join(pages[f"{PAGE}.html"])
    for name in ("Ann", "Bo"):
        assert f"The view of {name}." in found
        assert f"The first note of {name}." in found
        assert f"What {name} takes from it." in found
    assert "Ann Lee" in found
    filters = data((built["en"].output / "search/filters.js").read_text("utf-8"))
    reviewers = {key for key, *_ in filters["reviewer"]}
    assert {"Ann Lee", "bo", "R. Reviewer"} <= reviewers


def test_a_further_review_may_be_the_only_one(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    shutil.move(site.root / "reviews/2101.00001.en.md", site.root / "reviews/2101.00001.en.ann.md")
    built = site.build()
    assert built.warnings == []
    page = built.page(PAGE)
    assert page.xpath("//section[@class='review'][starts-with(@id, 'reading')]") == []
    [edit] = page.xpath("//*[@class='edit']/a/@href")
    assert edit.endswith("/reviews/2101.00001.en.ann.md")

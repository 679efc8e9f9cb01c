"""What machines read at the head of a page, as parsers that are not ours take it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import extruct
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.exports import schema_org
from pipeline.exports.identity import doi_address
from pipeline.pages.data import PaperData, ReviewData, ReviewerData
from pipeline.words.language import locale
from pipeline.written.paper_ids import PaperId
from tests import kinds
from tests.examples import PAPER, REVIEW
from tests.sites import Built, Site

SITE = "https://shore.example/a/"
HOSTILE = "</script><b>\"'>\n<!-- <script> $\\text{</script>}$ ]]> &lt; \u202e\u2028\u2029 }}{%"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = kinds.write(tmp_path_factory.mktemp("head") / "site")
    site.edit("pyproject.toml", "languages =", f'address = "{SITE}"\nlanguages =')
    about = site.root / "docs/en/about.md"
    front = '---\nmyst:\n  html_meta:\n    "property=og:title": Told by its writer\n---\n'
    about.write_text(front + about.read_text("utf-8"), "utf-8")
    (site.root / "docs/en/only.md").write_text("---\norphan: true\n---\n# Only here\n", "utf-8")
    rated = site.root / f"reviews/{kinds.CROWD}.en.md"
    told = "rating: 4\nupdated: 2026-02-03\nreviewer: {name: Ann Reader}\nread: full"
    rated.write_text(rated.read_text("utf-8").replace("read: full", told), "utf-8")
    return site


@pytest.fixture(scope="module")
def built(site: Site) -> Built:
    return site.build("en")


def read(built: Built, page: str, syntax: str) -> list[Mapping[str, Any]]:
    text = (built.output / f"{page}.html").read_text("utf-8")
    found: list[Mapping[str, Any]]
    found = extruct.extract(text, base_url=f"{SITE}en/{page}.html", syntaxes=[syntax])[syntax]
    return found


def properties(built: Built, page: str) -> dict[str, str]:
    [found] = read(built, page, "opengraph")
    return dict(found["properties"])


def links(built: Built, page: str, relation: str) -> list[str]:
    found: list[str] = built.page(page).xpath(f"/html/head/link[@rel='{relation}']/@href")
    return found


# JSON-LD


def test_a_review_says_what_it_is_of_and_who_wrote_it(built: Built) -> None:
    [review] = read(built, f"papers/{kinds.CROWD}", "json-ld")
    paper = review["itemReviewed"]
    assert review == {
        "itemReviewed": paper,
        "@context": "https://schema.org",
        "@type": "Review",
        "url": f"{SITE}en/papers/{kinds.CROWD}.html",
        "isBasedOn": f"https://arxiv.org/abs/{kinds.CROWD}v1",
        "author": {"@type": "Person", "name": "Ann Reader"},
        "datePublished": "2026-01-31",
        "dateModified": "2026-02-03",
        "inLanguage": "en",
        "description": "Whatever a review can hold, with x^2.",
        "reviewAspect": "read in full",
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 4,
            "bestRating": 5,
            "worstRating": 1,
        },
    }
    assert paper["@type"] == "ScholarlyArticle"
    assert paper["@id"] == f"https://arxiv.org/abs/{kinds.CROWD}"
    assert paper["name"] == "A Paper of Everybody"
    assert len(paper["author"]) == 12
    assert paper["datePublished"] == "2021"


def test_a_review_without_rating_or_name_claims_neither(built: Built) -> None:
    [review] = read(built, f"papers/{kinds.PLAIN}", "json-ld")
    assert {"reviewRating", "author", "dateModified"}.isdisjoint(review)
    assert review["isBasedOn"] == f"https://arxiv.org/abs/{kinds.PLAIN}v1"
    paper = review["itemReviewed"]
    assert paper["@id"] == "https://doi.org/10.1234/lantern"
    assert paper["sameAs"] == [f"https://arxiv.org/abs/{kinds.PLAIN}"]


@pytest.mark.parametrize("page", [f"papers/{kinds.UNREVIEWED}", f"papers/{kinds.BARE}", "about"])
def test_what_is_no_review_claims_to_be_none(built: Built, page: str) -> None:
    assert read(built, page, "json-ld") == []


def test_a_front_page_says_that_it_is_a_site_s(built: Built) -> None:
    [found] = read(built, "index", "json-ld")
    assert found["@type"] == "WebSite"
    assert (found["name"], found["url"]) == ("Notes from a shore", f"{SITE}en/index.html")


def test_each_of_several_reviews_is_told_of_the_same_paper() -> None:
    second = REVIEW.model_copy(update={"reader": "ann", "language": "en"})
    paper = PAPER.model_copy(update={"reviews": (REVIEW, second)})
    thing = schema_org.paper_reviews(paper, f"{SITE}en/papers/x.html")
    assert thing is not None
    first, other = thing["@graph"]
    assert other["itemReviewed"] == {"@id": first["itemReviewed"]["@id"]}
    assert (first["url"], other["url"]) == (
        f"{SITE}en/papers/x.html#reading",
        f"{SITE}en/papers/x.html#reading-ann",
    )


@pytest.mark.parametrize(
    ("change", "of_review", "based_on"),
    [
        ({}, {"version": 3}, "https://arxiv.org/abs/2101.00001v3"),
        ({}, {}, None),
        ({"id": PaperId("elsewhere")}, {"version": 1}, None),
    ],
)
def test_the_version_read_is_told_where_it_is_known(
    change: dict[str, Any], of_review: dict[str, Any], based_on: str | None
) -> None:
    thing = reviewed(reviews=(REVIEW.model_copy(update=of_review),), **change)
    assert thing.get("isBasedOn") == based_on


def test_a_collaboration_is_no_person() -> None:
    thing = reviewed(authors=("The BABAR Collaboration", "Doe, Jane", "山田 太郎"))
    assert [(each["@type"], each["name"]) for each in thing["itemReviewed"]["author"]] == [
        ("Organization", "The BABAR Collaboration"),
        ("Person", "Jane Doe"),
        ("Person", "山田 太郎"),
    ]


@given(TEXTS, TEXTS, TEXTS)
def test_no_text_ends_the_script_it_stands_in(title: str, name: str, tldr: str) -> None:
    review = REVIEW.model_copy(update={"tldr": tldr, "reviewer": ReviewerData(name=name)})
    for hostile in ("", HOSTILE):
        check_script(
            PAPER.model_copy(update={"title": hostile + title, "authors": (name,)}), review
        )


def reviewed(**change: object) -> Mapping[str, Any]:
    thing = schema_org.paper_reviews(PAPER.model_copy(update={"reviews": (REVIEW,)} | change), "")
    assert thing is not None
    return thing


def check_script(paper: PaperData, review: ReviewData) -> None:
    thing = schema_org.paper_reviews(paper.model_copy(update={"reviews": (review,)}), SITE)
    assert thing is not None
    text = schema_org.as_script(thing)
    assert json.loads(text) == thing
    assert not set("<>&\n\u2028\u2029\u202e") & set(text)
    page = f'<head><script type="application/ld+json">{text}</script><meta name="x"></head><p>y'
    root = html.fromstring(f"<html>{page}</html>")
    assert [each.tag for each in root.iter()] == ["html", "head", "script", "meta", "body", "p"]


# Addresses


def test_a_page_leads_to_itself_in_each_language_and_in_none(built: Built) -> None:
    alternates = built.page(f"papers/{kinds.PLAIN}").xpath("/html/head/link[@hreflang]")
    assert {each.get("hreflang"): each.get("href") for each in alternates} == {
        "ja": f"{SITE}ja/papers/{kinds.PLAIN}.html",
        "en": f"{SITE}en/papers/{kinds.PLAIN}.html",
        "x-default": f"{SITE}ja/papers/{kinds.PLAIN}.html",
    }


def test_the_front_page_that_asks_for_no_language_stands_above_all(built: Built) -> None:
    assert built.page("index").xpath("/html/head/link[@hreflang='x-default']/@href") == [SITE]


def test_a_page_in_one_language_has_no_others(built: Built) -> None:
    assert built.page("only").xpath("/html/head/link[@hreflang]") == []


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (f"papers/{kinds.PLAIN}", ["https://doi.org/10.1234/lantern"]),
        (f"papers/{kinds.BARE}", [f"https://arxiv.org/abs/{kinds.BARE}"]),
        ("index", []),
    ],
)
def test_what_is_cited_is_the_paper(built: Built, page: str, address: list[str]) -> None:
    assert links(built, page, "cite-as") == address


@pytest.mark.parametrize(
    ("page", "data"),
    [
        (f"papers/{kinds.BARE}", f"{kinds.BARE}.json"),
        ("papers/index", "../papers.json"),
        ("topics/index", "../topics.json"),
    ],
)
def test_a_page_leads_to_its_data(built: Built, page: str, data: str) -> None:
    path = "/html/head/link[@type='application/json']/@href"
    assert built.page(page).xpath(path) == [data]


# Open Graph


def test_a_paper_is_shown_by_its_card(built: Built) -> None:
    assert properties(built, f"papers/{kinds.CROWD}") == {
        "og:title": "A Paper of Everybody",
        "og:description": "Whatever a review can hold, with x^2.",
        "og:type": "article",
        "og:url": f"{SITE}en/papers/{kinds.CROWD}.html",
        "og:site_name": "Notes from a shore",
        "og:locale": "en_US",
        "og:locale:alternate": "ja_JP",
        "og:image": f"{SITE}cards/{kinds.CROWD}.en.png",
        "og:image:width": "600",
        "og:image:height": "315",
        "og:image:alt": "A Paper of Everybody · Review by Ann Reader · read in full",
    }


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en", "en_US"),
        ("ja", "ja_JP"),
        ("zh_CN", "zh_CN"),
        ("zh_Hant_TW", "zh_TW"),
        ("fr", "fr_FR"),
    ],
)
def test_a_language_is_told_with_a_country(code: str, told: str) -> None:
    assert locale(code) == told


def test_a_review_in_another_language_has_the_card_of_that(built: Built) -> None:
    told = properties(built, f"papers/{kinds.ELSEWHERE}")
    assert told["og:image"] == f"{SITE}cards/{kinds.ELSEWHERE}.ja.png"


@pytest.mark.parametrize("page", [f"papers/{kinds.UNREVIEWED}", "index", "papers/index"])
def test_any_other_page_has_the_site_s_card(built: Built, page: str) -> None:
    assert properties(built, page)["og:image"] == f"{SITE}cards/index.en.png"


def test_what_a_writer_told_is_told_once(built: Built) -> None:
    path = "/html/head/meta[@property='og:title']/@content"
    assert built.page("about").xpath(path) == ["Told by its writer"]


def test_a_site_that_knows_no_address_claims_none(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit("pyproject.toml", 'address = "https://example.org/notes/"\n', "")
    page = site.build("en").page("papers/2101.00001")
    told = page.xpath("/html/head/meta[starts-with(@property, 'og:')]")
    said = {each.get("property"): each.get("content") for each in told}
    assert "og:url" not in said
    assert said["og:image"] == "../../cards/2101.00001.en.png"
    assert page.xpath("/html/head/link[@hreflang]") == []


def test_hostile_records_open_nothing(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    title = json.dumps('</script><b>x</b> "quoted" \' $a}}$ <!-- --> ]]>')
    entry = (
        f"      - {{id: hostile, title: {title}, authors: [{title}], year: 2020,"
        " url: 'https://example.org/'}\n"
    )
    site.edit("reviews/papers.yaml", "    papers:\n", f"    papers:\n{entry}")
    review = (site.root / "reviews/2101.00001.en.md").read_text("utf-8")
    (site.root / "reviews/hostile.en.md").write_text(review, "utf-8")
    built = site.build("en")
    assert built.warnings == []
    page = built.page("papers/hostile")
    assert page.xpath("//b") == []
    tags = {each.tag for each in page.find("head") if isinstance(each.tag, str)}
    assert tags == {"meta", "link", "title", "script"}
    [review_thing] = read(built, "papers/hostile", "json-ld")
    assert review_thing["itemReviewed"]["name"].startswith("</script><b>x</b>")
    assert properties(built, "papers/hostile")["og:title"].startswith("</script><b>x</b>")


def test_a_doi_leads_to_itself_whatever_signs_it_has() -> None:
    paper = PAPER.model_copy(update={"doi": "10.1002/(SICI)5<493::AID#5>3?2-P 10.1234/other"})
    assert [*map(doi_address, paper.dois)] == [
        "https://doi.org/10.1002/(SICI)5%3C493::AID%235%3E3%3F2-P",
        "https://doi.org/10.1234/other",
    ]

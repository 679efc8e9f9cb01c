"""Which papers a page leads to: those named, those cited, those citing, and those alike."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.memory import Memory
from pipeline.library.citations import Citations
from pipeline.library.library import Library
from pipeline.library.likeness import MOST_NEAR, nearest, words
from pipeline.pages.all_pages import pages
from pipeline.pages.authors import Authors
from pipeline.pages.kin import MOST_RELATED, Kin
from pipeline.pages.paper import paper_data
from pipeline.written.paper_ids import PaperId
from tests.sites import LANGUAGES, Site

SETTINGS = '[tool.shoroku]\ntitle = "Notes"\nlanguages = ["en", "ja"]\n'
FRONT = "---\nread: full\ndate: 2026-01-31\ntopics: []\ntldr: {tldr}\n{more}---\n\n"
THEMES = {
    "kernels": "kernel gram matrix nystrom landmark gaussian feature spectral column",
    "tides": "harbour tide gauge forecast mixture season cluster estuary current",
    "カーネル": "核関数 行列 近似 特徴量 正則化 再生核 固有値 標本点",
}


def library(
    root: Path, bodies: Mapping[str, str], more: Mapping[str, str] | None = None
) -> Library:
    """A library of papers `a`, `b`, … of one collection, each reviewed by a text in English."""
    papers = [
        {"id": name, "title": f"Paper {name}", "authors": [f"A. {name}"], "year": 2021}
        | {"url": f"https://example.org/{name}", "doi": f"10.1000/{name}"}
        for name in bodies
    ]
    listing = {"collections": [{"id": "all", "title": "All", "papers": papers}], "topics": {}}
    for folder in ("reviews", "docs/en", "docs/ja"):
        (root / folder).mkdir(parents=True)
    (root / "docs" / "conf.py").write_text('extensions = ["shoroku"]\n', "utf-8")
    for language in LANGUAGES:
        (root / "docs" / language / "index.md").write_text("# Notes\n", "utf-8")
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (root / "reviews" / "papers.yaml").write_text(json.dumps(listing, indent=1), "utf-8")
    for name, body in bodies.items():
        if body:
            front = FRONT.format(tldr=f"On {name}.", more=(more or {}).get(name, ""))
            file = root / "reviews" / f"{name}.en.md"
            file.write_text(f"{front}{body}\n", "utf-8")
    return Site(root).library()


# Citations


@pytest.mark.parametrize(
    "body",
    [
        "As {paper}`b` say.",
        "As {paper}`they say <b>`.",
        "As [they say](b.en.md).",
        "As [they say](/papers/b.md).",
        "As {doi}`10.1000/B` says.",
        "> In a quote, {paper}`b`.",
        ":::{note}\nIn a box, {paper}`b`.\n:::",
        "- In a list: *{paper}`b`*",
        "In a note.[^1]\n\n[^1]: {paper}`b`.",
    ],
)
def test_a_review_cites_a_paper(tmp_path: Path, body: str) -> None:
    found = Citations.of(library(tmp_path, {"a": body, "b": "Text."}), "en")
    assert found.cited == {"a": ("b",), "b": ()}
    assert found.naming == {"a": [], "b": ["a"]}


@pytest.mark.parametrize(
    "body",
    [
        "Of `` {paper}`b` `` it says nothing.",
        "```\n{paper}`b`\n```",
        "It is {paper}`a` itself.",
        "[Words](https://example.org/b.en.md)",
        "{arxiv}`1706.03762` is elsewhere, and so is {doi}`10.1000/z`.",
        "[All papers](/papers/index.md)",
    ],
)
def test_a_review_cites_no_paper(tmp_path: Path, body: str) -> None:
    joined = library(tmp_path, {"a": body, "b": "Text."})
    assert Citations.of(joined, "en").cited[PaperId("a")] == ()


def test_a_citation_by_its_arxiv_number_is_one(tmp_path: Path) -> None:
    library(tmp_path, {"a": "As {arxiv}`1706.03762v2` says."})
    listing = tmp_path / "reviews" / "papers.yaml"
    listing.write_text(
        listing.read_text("utf-8").replace('"papers": [', '"papers": ["1706.03762", '), "utf-8"
    )
    site = Site(tmp_path).library()
    assert Citations.of(site, "en").cited[PaperId("a")] == ("1706.03762",)


def test_readers_of_a_language_see_the_citations_of_the_reviews_that_they_see(
    tmp_path: Path,
) -> None:
    library(tmp_path, {"a": "As {paper}`b` say.", "b": "Text.", "c": "Text."})
    other = FRONT.format(tldr="文。", more="") + "{paper}`c`による。\n"
    (tmp_path / "reviews" / "a.ja.md").write_text(other, "utf-8")
    joined = Site(tmp_path).library()
    a = PaperId("a")
    assert Citations.of(joined, "en").cited[a] == ("b",)
    assert Citations.of(joined, "ja").cited[a] == ("c",)


# What a page shows


def related(joined: Library, name: str) -> tuple[tuple[str, ...], ...]:
    [shelf] = joined.shelves
    place = [paper.id for paper in shelf.papers].index(PaperId(name))
    data = paper_data(place, shelf, joined, Authors.of(joined), "en")
    data = Kin(joined, Memory()).related(data, "en")
    return data.related, data.cited, data.cited_by, data.alike


def test_those_named_come_first_and_nobody_comes_twice(tmp_path: Path) -> None:
    bodies = {
        "a": "{paper}`b` and {paper}`c`.",
        "b": "{paper}`a`.",
        "c": "{paper}`a`.",
        "d": "{paper}`a`.",
        "e": "Text.",
    }
    more = {"a": "related: [b]\n", "e": "related: [a]\n"}
    joined = library(tmp_path, bodies, more)
    assert related(joined, "a") == (("b",), ("c",), ("d", "e"), ())
    assert related(joined, "d") == ((), ("a",), (), ())


def test_a_page_shows_few_but_all_that_are_named(tmp_path: Path) -> None:
    names = "bcdefghi"
    bodies = {"a": " ".join(f"{{paper}}`{name}`" for name in names)} | dict.fromkeys(names, "Text.")
    joined = library(tmp_path, bodies, {"a": f"related: [{', '.join(names[:4])}]\n"})
    named, cited, _, _ = related(joined, "a")
    assert (*named, *cited) == (*"bcdef",)
    assert len(named) + len(cited) == MOST_RELATED
    full = library(tmp_path / "full", bodies, {"a": f"related: [{', '.join(names[:7])}]\n"})
    assert [len(each) for each in related(full, "a")] == [7, 0, 0, 0]


def test_a_page_without_any_has_no_section(tmp_path: Path) -> None:
    made = pages(library(tmp_path, {"a": "Text.", "b": "{paper}`c`.", "c": "Text."}))
    assert "{related}" not in made["en/papers/a.md"]
    assert "{related}" in made["en/papers/b.md"]
    assert "{related}" in made["en/papers/c.md"]


# Likeness


def on_themes(root: Path, count: int) -> Library:
    """Papers of which every third is on the same theme; all have words that many have."""
    themes = [*THEMES.values()]
    bodies = {
        f"{chr(97 + number)}": f"We write of {themes[number % 3]}, and so on, 又 {number}."
        for number in range(count)
    }
    return library(root, bodies)


@pytest.mark.parametrize("theme", range(3), ids=list(THEMES))
def test_papers_on_the_same_are_alike(tmp_path: Path, theme: int) -> None:
    near = nearest(on_themes(tmp_path, 12))
    for place in range(theme, 12, 3):
        found = near[PaperId(chr(97 + place))]
        assert len(found) == MOST_NEAR
        assert {(ord(other) - 97) % 3 for other in found} == {theme}


def test_of_those_that_are_equally_near_the_first_in_the_list_come_first(tmp_path: Path) -> None:
    assert nearest(on_themes(tmp_path, 12))[PaperId("a")] == ("d", "g", "j")


def test_papers_that_share_few_words_are_not_alike(tmp_path: Path) -> None:
    bodies = {"a": "Kernel of truth.", "b": "Kernel of doubt.", "c": "Tides.", "d": "Waves."}
    assert not any(nearest(library(tmp_path, bodies)).values())


def test_likeness_hangs_on_no_order_of_hashing(tmp_path: Path) -> None:
    joined = on_themes(tmp_path, 20)
    assert nearest(joined) == nearest(Site(tmp_path).library())


def test_an_edit_of_one_review_leaves_the_pages_of_most_others(tmp_path: Path) -> None:
    joined = on_themes(tmp_path, 24)
    before = pages(joined)
    review = tmp_path / "reviews" / "a.en.md"
    review.write_text(review.read_text("utf-8").replace("and so on", "or otherwise"), "utf-8")
    after = pages(Site(tmp_path).library())
    assert {path for path in before if before[path] != after[path]} == set()


@given(st.text(max_size=200))
def test_words_are_found_in_any_text(text: str) -> None:
    assert all(len(word) >= 2 for word in words(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kernels of a Kernel", ["kernel", "kernel"]),
        ("a loss, a mass", ["loss", "mass"]),
        ("カーネル法を使う", ["カー", "ーネ", "ネル", "ル法"]),
        ("self-attention{paper}`x` https://e.org/path \\mathbb", ["self", "attention"]),
        ("Größe naïve Ελληνικά", ["größe", "naïve", "ελληνικά"]),
        ("x2 + 17", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert list(words(text)) == found

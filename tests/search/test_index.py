import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.search.files import is_of_version, replace_files
from pipeline.search.index import build, call, version_of
from pipeline.search.making import make_index
from pipeline.search.page import Field, Page

NAMES = ("title", "authors", "topics", "tldr", "review", "abstract", "details")
DATA = re.compile(r'shoroku\.receive\("\w*", (.*)\);\n')


def data(text: str) -> Any:  # noqa: ANN401 (JSON)
    match = DATA.fullmatch(text)
    assert match
    return json.loads(match[1])


def written(folder: Path) -> dict[str, str]:
    """Path → text of the files of an index."""
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in folder.rglob("*.js")
    }


def indexed(site: Path, language: str) -> dict[str, dict[str, Any]]:
    """Address → each page of an index."""
    files = (site / language / "search/pages").glob("*.js")
    return {page["address"]: page for page in (data(file.read_text("utf-8")) for file in files)}


@pytest.fixture(scope="module")
def shown(site: Path) -> dict[str, dict[str, str]]:
    """Address → what the English index knows of each page."""
    pages = indexed(site, "en")
    return {name: dict(zip(NAMES, page["texts"], strict=True)) for name, page in pages.items()}


def test_a_citation_is_indexed_as_it_reads_and_its_preview_is_not(
    shown: dict[str, dict[str, str]],
) -> None:
    review = shown["papers/2101.00001.html"]["review"]

    assert "Pengarang et al. arrive at a similar shape" in review
    assert shown["papers/2101.00002.html"]["tldr"] not in review


def test_formulas_are_indexed_as_text(shown: dict[str, dict[str, str]]) -> None:
    assert "n × n matrix" in shown["papers/folded-matrices.html"]["abstract"]
    assert "a matrix of size n × n" in shown["papers/2101.00001.html"]["review"]


def test_a_paper_is_indexed_without_what_surrounds_it(
    site: Path, shown: dict[str, dict[str, str]]
) -> None:
    page = (site / "en/papers/2101.00001.html").read_text("utf-8")
    text = "\n".join(shown["papers/2101.00001.html"].values())

    assert "How are the columns" in text
    for left_out in (
        "@inproceedings",
        "Copy BibTeX",
        "Fixed Length",
        "Neighbours",
        "End of the review",
    ):
        assert left_out in page
        assert left_out not in text


def test_lists_are_indexed_by_their_titles(shown: dict[str, dict[str, str]]) -> None:
    assert shown["topics/kernel-methods.html"]["title"] == "Kernel methods"
    assert set(shown["papers/index.html"].values()) == {"All papers", ""}


def test_texts_in_another_language_than_the_site_s_say_which(site: Path) -> None:
    title, tldr, review, abstract = (
        str(NAMES.index(name)) for name in ("title", "tldr", "review", "abstract")
    )
    english, japanese = indexed(site, "en"), indexed(site, "ja")
    borrowed, own = "papers/where-commas-go.html", "papers/folded-matrices.html"

    assert english[borrowed]["languages"] == dict.fromkeys((title, tldr, review, abstract), "ja")
    assert "languages" not in japanese[borrowed]
    assert "languages" not in english[own]
    assert japanese[own]["languages"] == dict.fromkeys((title, abstract), "en")


def test_a_new_paper_moves_no_page_that_is_none(site: Path) -> None:
    addresses = data((site / "en/search/addresses.js").read_text("utf-8"))
    papers = [each for each in addresses if re.fullmatch(r"papers/(?!index)[^/]+\.html", each)]

    assert papers == sorted(papers)
    assert addresses[-len(papers) :] == papers


def pages(*reviews: str) -> list[Page]:
    return [
        Page(address=f"{i}.html", texts={Field.TITLE: "Title", Field.REVIEW: review})
        for i, review in enumerate(reviews)
    ]


def test_the_same_pages_make_the_same_files() -> None:
    assert build(pages("カーネル法", "RNN"), "v") == build(pages("カーネル法", "RNN"), "v")
    assert version_of(pages("カーネル法", "RNN")) == version_of(pages("カーネル法", "RNN"))


def test_another_page_makes_another_version() -> None:
    assert version_of(pages("one")) != version_of(pages("two"))
    assert version_of(pages("one")) != version_of(pages("one", "two"))


def test_every_file_says_of_which_version_it_is() -> None:
    files = build(pages("one"), "v")

    assert [name for name, text in files.items() if not text.startswith(call("v"))] == []


def test_an_index_is_of_its_version_once_all_of_it_is_there(tmp_path: Path) -> None:
    files = build(pages("one"), "v")
    folder = tmp_path / "search"
    assert not is_of_version(folder, "v")
    replace_files(folder, dict(list(files.items())[:-1]))
    assert not is_of_version(folder, "v")
    replace_files(folder, files)
    assert is_of_version(folder, "v")
    assert not is_of_version(folder, "w")


def test_an_index_whose_writing_was_cut_off_leaves_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    before = build(pages("one"), "v")
    replace_files(folder, before)
    with pytest.raises(OSError, match=r"words\.js"):
        replace_files(folder, {**build(pages("one", "two"), "w"), "words.js/1": ""})

    assert is_of_version(folder, "v")
    assert written(folder) == before
    replace_files(folder, build(pages("two"), "x"))
    assert is_of_version(folder, "x")
    assert [*tmp_path.iterdir()] == [folder]


def test_files_that_an_index_no_longer_has_are_gone(tmp_path: Path) -> None:
    replace_files(tmp_path / "search", build(pages("one", "two"), "v"))
    after = build(pages("one"), "w")
    replace_files(tmp_path / "search", after)

    assert written(tmp_path / "search") == after


def test_a_process_of_its_own_makes_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = pages("カーネル法", "RNN")
    make_index(tmp_path / "here", tmp_path / "here.pickle", known, "v", [])
    monkeypatch.setattr("pipeline.search.making._MANY", 1)
    make_index(tmp_path / "apart", tmp_path / "apart.pickle", known, "v", [])

    assert written(tmp_path / "apart") == written(tmp_path / "here") == build(known, "v")


def test_a_site_without_pages_has_an_index() -> None:
    assert data(build([], "v")["index.js"])["pages"] == 0


def test_a_queue_comes_after_the_papers_and_their_collections() -> None:
    addresses = "collections/queue/a.html", "collections/queue.html", "papers/a.html"
    index = build([Page(address=each, texts={Field.REVIEW: "one"}) for each in addresses], "v")
    assert data(index["index.js"])["guides"] == [0]

"""How to cite a paper, read back as BibTeX and LaTeX read it."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from pipeline.pages.bibtex import bibtex, citation_key
from pipeline.pages.data import PaperData
from pipeline.text.tex import plain
from pipeline.written.paper_ids import PaperId
from tests.examples import PAPER

# What LaTeX can set: letters of Europe, signs, and what means something to TeX or BibTeX.
TEXTS = st.text("abcXYZ 019.,:;!?()[]&%#_@=+*/<>|{}éüßøłčñÅ", min_size=1, max_size=40).filter(
    lambda text: text.strip() != ""
)


def varied(**change: object) -> PaperData:
    return PAPER.model_copy(update=change)


def fields(entry: str) -> dict[str, str]:
    """The fields of an entry; as in BibTeX, a brace counts whatever stands in front of it."""
    found, rest = {}, entry
    while field := re.search(r"(\w+) = \{", rest):
        depth, end = 1, field.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        found[field[1]] = rest[field.end() : end - 1]
        rest = rest[end:]
    assert rest.strip(", \n") == "}"
    return found


def read(latex: str) -> str:
    # The reader does not know these two.
    latex = latex.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    return " ".join(LatexNodes2Text(keep_comments=True).latex_to_text(latex).split())


def test_the_entry_of_a_paper_on_arxiv() -> None:
    paper = varied(venue="Conference 2021", primary_category="cs.LG", doi="10.1234/first")
    assert bibtex(paper).splitlines() == [
        "@inproceedings{author2021first,",
        "  title = {{First paper}},",
        "  author = {A. Author and B. Author},",
        "  booktitle = {Conference 2021},",
        "  year = {2021},",
        "  eprint = {2101.00001},",
        "  archivePrefix = {arXiv},",
        "  primaryClass = {cs.LG},",
        "  doi = {10.1234/first},",
        "  url = {https://arxiv.org/abs/2101.00001},",
        "}",
    ]


def test_the_entry_of_a_paper_elsewhere() -> None:
    paper = varied(id=PaperId("by-hand"), address="https://example.org/a")
    assert bibtex(paper).startswith("@misc{")
    assert "eprint" not in fields(bibtex(paper))


@given(TEXTS)
def test_a_title_is_read_back_as_it_reads_on_its_page(title: str) -> None:
    written = fields(bibtex(varied(title=title)))["title"]
    assert read(written) == unicodedata.normalize("NFC", plain(title))


@given(st.lists(TEXTS.filter(lambda name: " and " not in name), min_size=1, max_size=4))
def test_the_authors_are_read_back_as_they_read_on_their_page(names: list[str]) -> None:
    written = fields(bibtex(varied(authors=tuple(names))))["author"]
    assert [read(name) for name in written.split(" and ")] == [plain(name) for name in names]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fish & chips: 100%", r"{Fish \& chips: 100\%}"),
        (r"Nystr\"om", '{Nystr\\"om}'),
        ("On $n^2$ tokens", "{On $n^2$ tokens}"),
        (r"$\alpha$-stable", r"{$\alpha$-stable}"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    assert fields(bibtex(varied(title=title)))["title"] == expected


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_every_entry_is_ascii_with_its_braces_in_pairs(title: str) -> None:
    entry = bibtex(varied(title=title))
    assert entry.isascii()
    assert fields(entry)["year"] == "2021"


@pytest.mark.parametrize(
    ("paper", "key"),
    [
        (PAPER, "author2021first"),
        (varied(title="On the Nature of Things"), "author2021nature"),
        (varied(title="State-space models"), "author2021state"),
        (varied(authors=("É. Ångström",)), "angstrom2021first"),
        (varied(authors=("J. van der Author",)), "vanderauthor2021first"),
        (varied(authors=()), "2101000012021first"),
    ],
)
def test_citation_keys(paper: PaperData, key: str) -> None:
    assert citation_key(paper) == key


@given(TEXTS, TEXTS)
def test_a_citation_key_is_a_word(author: str, title: str) -> None:
    assert re.fullmatch("[a-z0-9]+", citation_key(varied(authors=(author,), title=title)))

"""How to cite a paper, read back as BibTeX and LaTeX read it."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from pipeline.exports.bibtex import bibtex
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


def letters(text: str) -> list[str]:
    return sorted(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def test_the_entry_of_a_paper_on_arxiv() -> None:
    paper = varied(venue="Conference 2021", primary_category="cs.LG", doi="10.1234/first")
    assert bibtex(paper).splitlines() == [
        "@inproceedings{author2021first,",
        "  title = {{First paper}},",
        "  author = {Author, A. and Author, B.},",
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


@given(TEXTS)
def test_the_letters_of_an_author_are_all_there(author: str) -> None:
    written = read(fields(bibtex(varied(authors=(author,)))).get("author", ""))
    assert letters(written.replace(" and ", " ")) == letters(plain(author))


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


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        # Each would end its field, or do something where LaTeX runs.
        ("Good $a}}, url={x}, note={{y$", r"{Good \$a\textbraceright{}\textbraceright{}, "),
        (r"$\{a$", r"{$\lbrace a$}"),
        (r"$a}{b$", r"{\$a\textbraceright{}\textbraceleft{}b\$}"),
        (r"$\input{|id}$", r"{\${\textbackslash}input\textbraceleft{}|id\textbraceright{}\$}"),
        (r"\input{|id}", r"{{\textbackslash}input\textbraceleft{}|id\textbraceright{}}"),
        (r"$x^^5cinput{y}$", r"{\$x{\textasciicircum}{\textasciicircum}5cinput"),
        (r"$\color{\input{x}}a$", r"{\${\textbackslash}color\textbraceleft{}"),
        (r"$\label{\write18{x}}a$", r"{\${\textbackslash}label\textbraceleft{}"),
        (r"$\vphantom{\input x}a$", r"{\${\textbackslash}vphantom\textbraceleft{}"),
        (r"$\unicode[\input x]{x3b1}$", r"{\${\textbackslash}unicode["),
        (r"$\text{\href{\input{x}}{a}}$", r"{\${\textbackslash}text\textbraceleft{}"),
        (r"$\begin{alignat}{\input{x}}a\end{alignat}$", r"{\${\textbackslash}begin"),
        ("$95%$", r"{$95\%$}"),
        (r"$95\%$", r"{$95\%$}"),
    ],
)
def test_nothing_gets_out_of_a_title(title: str, expected: str) -> None:
    assert fields(bibtex(varied(title=title)))["title"].startswith(expected)


@given(st.text('{}\\$%#^_&"@=, aé字|', max_size=30) | st.text())
def test_no_record_gets_out_of_its_fields(text: str) -> None:
    outside = {"title": text, "authors": (text,), "venue": text, "journal_ref": text}
    entry = bibtex(varied(**outside, address="https://example.org/{a}\\{"))
    names = ["title", "author", "booktitle", "year", "eprint", "archivePrefix", "url", "note"]
    assert [name for name in names if name in fields(entry)] == list(fields(entry))


def test_letters_of_other_scripts_stay() -> None:
    title = "深層学習 Привет Γειά — α-stable naïve"
    written = fields(bibtex(varied(title=title)))["title"]
    assert written == r"{深層学習 Привет Γειά {\textemdash} \ensuremath{\alpha}-stable na{\"\i}ve}"


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (["Laurens van der Maaten"], "van der Maaten, Laurens"),
        (["James R. Heath Jr"], "Heath, Jr, James R."),
        (["The BABAR Collaboration"], "{The BABAR Collaboration}"),
        (["CLEO Collaboration: T. K. Pedlar"], "{CLEO Collaboration} and Pedlar, T. K."),
        (["山田太郎", "山田 花子"], "山田太郎 and 山田, 花子"),
        (["Sanja Đorđević"], r"{\DJ}or{\dj}evi\'c, Sanja"),
        (["Plato", ":"], "Plato"),
        (["Simon and Schuster"], "{Simon and Schuster}"),
    ],
)
def test_authors(authors: list[str], expected: str) -> None:
    assert fields(bibtex(varied(authors=tuple(authors))))["author"] == expected


def test_where_a_paper_appeared_is_told() -> None:
    entry = bibtex(varied(journal_ref="J. of Things & Co. 3 (2022) 1--9"))
    assert entry.startswith("@article{")
    assert (
        fields(entry).items()
        >= {
            "journal": r"J. of Things \& Co.",
            "volume": "3",
            "pages": "1--9",
            "year": "2022",
        }.items()
    )


def test_where_a_paper_appeared_is_told_as_it_stands_where_that_is_unclear() -> None:
    entry = bibtex(varied(journal_ref="to appear in Things & Co., maybe 2022"))
    assert entry.startswith("@misc{")
    told = r"Journal reference: to appear in Things \& Co., maybe 2022"
    assert fields(entry)["note"] == told

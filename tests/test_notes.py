"""`new --from`: each folder of `cases/notes` has notes, and the reviews that they become."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipeline.commands import taking
from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from tests.sites import FIXTURE, Site, texts

CASES = sorted((Path(__file__).parent / "cases" / "notes").iterdir())
LANGUAGES = ("en", "ja", "zh", "ko")
LIST = """\
collections:
  - id: one
    title: One
    papers:
      - id: listed-paper
        title: A Paper that the List has
        authors: [Ann Author]
        year: 2021
        url: https://www.example.org/listed
topics:
  one: {en: One, ja: 一, zh: 一, ko: 하나}
  two: {en: Two, ja: 二, zh: 二, ko: 둘}
"""


class Day(date):
    @classmethod
    def today(cls) -> date:  # type: ignore[override] # YAML writes days of this very class
        return date(2022, 1, 31)


@pytest.fixture(autouse=True)
def _the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr(taking, "date", Day)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)


def empty_site(root: Path) -> Site:
    for name in ("reviews", "docs"):
        (root / name).mkdir(parents=True)
    settings = f'[tool.shoroku]\ntitle = "A site"\nlanguages = {list(LANGUAGES)}\n'
    (root / "pyproject.toml").write_text(settings.replace("'", '"'), "utf-8")
    (root / "reviews" / "papers.yaml").write_text(LIST, "utf-8")
    shutil.copy(FIXTURE / "docs" / "conf.py", root / "docs" / "conf.py")
    for language in LANGUAGES:
        (root / "docs" / language).mkdir()
        (root / "docs" / language / "index.md").write_text("# Front page\n", "utf-8")
    return Site(root)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return empty_site(tmp_path / "site")


def notes_of(case: Path, folder: Path) -> Path:
    shutil.copytree(case / "notes", folder)
    return folder


def take(site: Site, *options: object) -> int:
    return main(["--root", str(site.root), "new", "--offline", *map(str, options)])


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def reviews(site: Site) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in (site.root / "reviews").glob("*.md")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_note_becomes_the_review_beside_it(case: Path, site: Site, tmp_path: Path) -> None:
    notes = notes_of(case, tmp_path / "notes")
    before = files(notes)
    assert take(site, "--from", notes) == Exit.DONE
    assert reviews(site) == {
        file.name: file.read_text("utf-8") for file in sorted((case / "reviews").glob("*.md"))
    }
    assert files(notes) == before
    assert main(["--root", str(site.root), "check"]) == Exit.DONE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_taking_notes_again_changes_nothing(case: Path, site: Site, tmp_path: Path) -> None:
    notes = notes_of(case, tmp_path / "notes")
    take(site, "--from", notes)
    before = files(site.root)
    assert take(site, "--from", notes) == Exit.DONE
    assert files(site.root) == before
    assert main(["--root", str(site.root), "check", "--fix"]) == Exit.DONE
    assert files(site.root) == before


# What is seen


def words(text: str) -> Counter[str]:
    """The words of a text; of scripts without spaces, each letter is one."""
    return Counter(re.findall(r"[^\W_\u1100-\uffdc]+|[\u1100-\uffdc]", text.lower()))


def without_addresses(note: str) -> str:
    note = re.sub(
        r"\]\((?:[^()\n]|\([^()\n]*\))*\)|^\[[^\]\n]+\]: .*$", "] ", note, flags=re.MULTILINE
    )
    note = re.sub(r"""\b(?:src|href|align|style|color)=("[^"]*"|'[^']*')""", "", note)
    return re.sub(
        r"</?[a-z][a-z0-9]*\b|&[a-z]+;|^(?:```|~~~)\w*|:[a-z]+:", "", note, flags=re.MULTILINE
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that the pages of all cases say, by case."""
    root = tmp_path_factory.mktemp("notes")
    site = empty_site(root / "site")
    papers = {}
    for case in CASES:
        take(site, "--from", notes_of(case, root / case.name))
        papers[case.name] = [file.name.split(".en.")[0] for file in (case / "reviews").glob("*.md")]
    built = site.build("en")
    assert built.warnings == []
    return {
        name: " ".join(
            text
            for paper in stems
            for text in texts(
                built.page(f"papers/{re.sub(r'[.](?:en|ja|zh|ko)[.]md$', '', paper)}"),
                "//main|//article",
            )
        )
        for name, stems in papers.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_word_of_a_note_is_lost_on_its_page(case: Path, pages: dict[str, str]) -> None:
    """`hidden.txt` has what readers of the note do not see either."""
    notes = [file.read_text("utf-8") for file in (case / "notes").rglob("*.md")]
    seen = words(without_addresses("\n".join(notes)))
    hidden = words((case / "hidden.txt").read_text("utf-8"))
    lost = {word for word, number in seen.items() if word not in words(pages[case.name])}
    assert lost - hidden.keys() == set()

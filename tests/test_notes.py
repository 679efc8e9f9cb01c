"""`new --from`: each folder of `cases/notes` has notes, and the reviews that they become."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from pipeline.arxiv import fetching
from pipeline.arxiv.records import Record, RecordStore, sha256
from pipeline.commands import taking
from pipeline.commands.cli import main
from pipeline.commands.outcome import Exit
from pipeline.notes.breaks import with_breaks
from pipeline.written.paper_ids import PaperId
from tests.sites import FIXTURE, Site

CASES = sorted((Path(__file__).parent / "cases" / "notes").iterdir())
LANGUAGES = ("en", "ja", "zh", "ko")
LANGUAGE = re.compile(r"[.](?:en|ja|zh|ko)[.]md$")
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


def words(text: str) -> set[str]:
    """The words of a text; of scripts without spaces, each letter is one."""
    return set(re.findall(r"[^\W_\u1100-\uffff]+|[\u3040-\ufdff]", text.lower()))


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
    for case in CASES:
        take(site, "--from", notes_of(case, root / case.name))
    built = site.build("en")
    assert built.warnings == []
    return {
        case.name: " ".join(
            text
            for review in sorted((case / "reviews").glob("*.md"))
            for text in said(built.page(f"papers/{LANGUAGE.sub('', review.name)}"))
        )
        for case in CASES
    }


def said(page: html.HtmlElement) -> list[str]:
    """The texts of a page, and the words of its images."""
    found = page.xpath("//article//text()[not(ancestor::script)] | //article//img/@alt")
    return list(map(str, found))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_word_of_a_note_is_lost_on_its_page(case: Path, pages: dict[str, str]) -> None:
    """`hidden.txt` has what readers of the note do not see either."""
    notes = [file.read_text("utf-8") for file in (case / "notes").rglob("*.md")]
    hidden = words((case / "hidden.txt").read_text("utf-8"))
    shown = words(pages[case.name])
    assert sorted(words(without_addresses("\n".join(notes))) - hidden - shown) == []


# What a note may not do


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


HEAD = "# A note\n\narXiv:2101.20001\n\nWhat it says is long enough to be a sentence.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "![s](../secret.png)",
        "![s](../../site/docs/secret.png)",
        "![s](/etc/secret.png)",
        "![s](file:///etc/passwd)",
        "![s](link.png)",
        "![s](folder/secret.png)",
        "![s](data:image/png;base64,iVBORw0KGgo=)",
        "![[../secret.png]]",
        "![[link.png]]",
        "![s](fake.png)",
        '<img src="../secret.png" alt="s">',
        "{% include figure.html src='../secret.png' alt='s' %}",
    ],
)
def test_no_image_is_taken_from_outside_of_the_notes(site: Site, tmp_path: Path, line: str) -> None:
    notes = tmp_path / "notes"
    note = written(notes, "note.md", f"{HEAD}{line}\n")
    square = FIXTURE / "reviews" / "images" / "square.png"
    outside = tmp_path / "outside"
    outside.mkdir()
    for place in (tmp_path / "secret.png", site.root / "docs" / "secret.png"):
        shutil.copy(square, place)
    shutil.copy(square, outside / "secret.png")
    (notes / "link.png").symlink_to(tmp_path / "secret.png")
    (notes / "folder").symlink_to(outside)
    (notes / "fake.png").write_text("no image")
    assert take(site, "--from", note) == Exit.DONE
    assert not (site.root / "reviews" / "images").exists()
    assert main(["--root", str(site.root), "check"]) == Exit.DONE


@pytest.mark.parametrize(
    "line",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](<javascript:alert(1)>)",
        "<javascript:alert(1)>",
        "[x](data:text/html,hello)",
        "[x](vbscript:x)",
        "[[javascript:alert(1)|x]]",
        "[[x|<script>alert(1)</script>]]",
        "%%<script>alert(1)</script>%%",
        "{{% raw %}}<b>{{% endraw %}}",
    ],
)
def test_no_address_of_a_note_runs_anything(site: Site, tmp_path: Path, line: str) -> None:
    note = written(tmp_path, "note.md", f"{HEAD}{line}\n")
    take(site, "--from", note)
    for text in reviews(site).values():
        assert "](javascript" not in text.lower()
        assert "](<javascript" not in text.lower()
        assert "](data:" not in text
    assert main(["--root", str(site.root), "check"]) == Exit.DONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n",
        "---\n---\n",
        "no paper is named here",
        "about 2101.20002 and 2101.20003, or both",
        "# x\n" * 300_000,
        f"{HEAD}{'x' * 9_000}",
    ],
    ids=["empty", "blank", "fields", "no paper", "two papers", "size", "line"],
)
def test_nothing_is_written_for_a_note_that_cannot_be_taken(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    note = written(tmp_path, "note.md", text)
    before = files(site.root)
    assert take(site, "--from", note) == Exit.PROBLEMS
    assert files(site.root) == before
    assert f"{note}:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "fields",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: !!python/object/apply:os.system [id]",
        "a: " + "[" * 500,
        "tldr: \x1b[31mred\x07\nreviewer: \u202eevil",
        "read: everything\ndate: 2999-01-01\ntopics: [none]",
    ],
    ids=["bomb", "object", "nesting", "escapes", "values"],
)
def test_fields_of_a_note_are_nothing_but_text(site: Site, tmp_path: Path, fields: str) -> None:
    note = written(tmp_path, "note.md", f"---\n{fields}\n---\n{HEAD}")
    assert take(site, "--from", note) == Exit.DONE
    assert main(["--root", str(site.root), "check"]) == Exit.DONE


def test_what_is_told_of_a_note_stays_on_its_line(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("two\nlines.md", "\x1b[31mred.md", "emoji \U0001f600.md", "\u202egnp.md")
    for name in names:
        written(tmp_path / "notes", name, "names no paper")
    assert take(site, "--from", tmp_path / "notes") == Exit.PROBLEMS
    said = capsys.readouterr()
    for line in (said.out + said.err).splitlines():
        assert line.startswith(("to be looked at", "4 notes", str(tmp_path)))
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out + said.err


def test_a_link_to_a_note_is_none(site: Site, tmp_path: Path) -> None:
    file = written(tmp_path, "note.md", HEAD)
    (tmp_path / "link.md").symlink_to(file)
    assert take(site, "--from", tmp_path / "link.md") == Exit.PROBLEMS
    assert reviews(site) == {}


@pytest.mark.parametrize("mark", ["logseq", ".git", ".obsidian", "pages", "_posts"])
def test_a_folder_s_name_opens_nothing_above_the_notes(
    site: Site, tmp_path: Path, mark: str
) -> None:
    home = tmp_path / "home"
    (home / "Pictures").mkdir(parents=True)
    (home / mark).mkdir()
    shutil.copy(FIXTURE / "reviews" / "images" / "square.png", home / "Pictures" / "private.png")
    inner = mark if mark in {"pages", "_posts"} else "notes"
    lines = "![x](../Pictures/private.png)\n\n![y](private.png)\n"
    written(home / inner, "p1.md", f"{HEAD}{lines}")
    assert take(site, "--from", home / inner) == Exit.DONE
    assert not (site.root / "reviews" / "images").exists()


def test_the_home_of_a_user_is_no_vault(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setattr(Path, "home", lambda: home)
    written(home, ".obsidian/app.json", "{}")
    (home / "Pictures").mkdir()
    shutil.copy(FIXTURE / "reviews" / "images" / "square.png", home / "Pictures" / "private.png")
    written(home / "notes", "p1.md", f"{HEAD}![x](../Pictures/private.png)\n")
    assert take(site, "--from", home / "notes") == Exit.DONE
    assert not (site.root / "reviews" / "images").exists()


def test_a_vault_above_the_notes_gives_its_images(site: Site, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    written(vault, ".obsidian/app.json", "{}")
    (vault / "files").mkdir()
    shutil.copy(FIXTURE / "reviews" / "images" / "square.png", vault / "files" / "shown.png")
    written(vault / "notes", "p1.md", f"{HEAD}![[shown.png]]\n")
    assert take(site, "--from", vault / "notes") == Exit.DONE
    assert [*(site.root / "reviews" / "images").iterdir()]


@pytest.mark.parametrize(
    ("line", "tldr"),
    [
        (
            "If p < 0.05 and n > 30 the test holds here",
            "If p < 0.05 and n > 30 the test holds here",
        ),
        ("Call `foo(<T>)` and vector<int> at will", "Call foo(<T>) and vector<int> at will"),
        (
            r"All of it stands in C:\temp\x on that disk",
            r"All of it stands in C:\temp\x on that disk",
        ),
        ("The loss $a_b$ is what all is about", "The loss $a_b$ is what all is about"),
        ("See https://a.example/b for what it says", "See https://a.example/b for what it says"),
        (
            "~~Not~~ good is what it is here\n\nIt is long enough to be one.",
            "It is long enough to be one.",
        ),
    ],
)
def test_a_summary_has_all_words_of_its_sentence(
    site: Site, tmp_path: Path, line: str, tldr: str
) -> None:
    note = written(tmp_path, "note.md", f"arXiv:2101.20001\n\n{line}\n")
    assert take(site, "--from", note) == Exit.DONE
    [text] = reviews(site).values()
    assert f"\ntldr: {tldr}\n" in text


def test_a_field_keeps_what_follows_a_number_sign(site: Site, tmp_path: Path) -> None:
    fields = "---\narxiv: 2101.20001\ntldr: Ranked #1 on GLUE by a wide margin.\n---\n"
    note = written(tmp_path, "note.md", f"{fields}\nIt is long enough to be one.\n")
    assert take(site, "--from", note) == Exit.DONE
    [text] = reviews(site).values()
    assert "Ranked #1 on GLUE by a wide margin." in text


def test_fields_without_a_place_are_told_with_their_words(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = "tldr: A sentence.\nsummary: Another.\nrating: 8/10\nlinks: [https://github.com/a/b]"
    note = written(tmp_path, "note.md", f"---\narxiv: 2101.20001\n{fields}\n---\n{HEAD}")
    assert take(site, "--from", note) == Exit.DONE
    said = capsys.readouterr().err
    for told in ("summary: Another.", "rating: 8/10", "links: https://github.com/a/b"):
        assert f"left out the field {told}" in said


def test_prose_between_rules_is_no_field(site: Site, tmp_path: Path) -> None:
    text = "---\nprose without one\nNote: this has a colon\n---\n"
    note = written(tmp_path, "note.md", f"{text}{HEAD}")
    assert take(site, "--from", note) == Exit.DONE
    [review] = reviews(site).values()
    assert text in review


BROKEN = """\
arXiv:2101.20001

The first line of it is long enough,
and a second one goes on.
"""


@pytest.mark.parametrize(
    ("above", "below", "is_broken"),
    [
        ("", "", False),
        ("", "\n[[A page]]\n", True),
        ("", "\n![x](https://user-images.githubusercontent.com/1/2-3.png)\n", True),
        ("", "\n![x](https://github.com/user-attachments/assets/0a-1b)\n", True),
        ("title:\tA\nstate:\tOPEN\nauthor:\tsomebody\nlabels:\t\nnumber:\t12\n--\n", "", True),
        (
            "---\nlayout: post\n---\n",
            "\n![x](https://user-images.githubusercontent.com/1/2-3.png)\n",
            False,
        ),
    ],
    ids=["plain", "vault", "issue", "attachment", "viewed", "post"],
)
def test_lines_stay_broken_where_the_note_s_program_shows_them_so(
    site: Site, tmp_path: Path, above: str, below: str, *, is_broken: bool
) -> None:
    note = written(tmp_path, "note.md", f"{above}{BROKEN}{below}")
    assert take(site, "--from", note) == Exit.DONE
    [text] = reviews(site).values()
    assert ("long enough,\\\nand a second" in text) is is_broken
    assert "\ntldr: The first line of it is long enough, and a second one goes on.\n" in text


@pytest.mark.parametrize(
    "text",
    [
        "one\n\ntwo",
        "one  \ntwo",
        "one\\\ntwo",
        "one<br>\ntwo",
        "one\n<br>\ntwo",
        "one\n- two",
        "one\n===",
        "| a |\n|---|\n| b |",
        "```\none\ntwo\n```",
        "    one\n    two",
        "`one\ntwo`",
        "$one\ntwo$",
        "$$\none\ntwo\n$$",
        "one\n$$x$$\ntwo",
        "\\begin{align}\na\n\\end{align}",
        "<div>\none\ntwo\n</div>",
        "a <span\nclass='x'>b</span>",
        "<!-- one\ntwo -->",
        "> [!note] One\n> two",
        '[one](two\n"three")',
        "[one]: two\n[three]: four",
    ],
)
def test_no_break_is_put_where_none_can_stand(text: str) -> None:
    assert with_breaks(text, is_everywhere=True) == text


@pytest.mark.parametrize(
    "line",
    ["・a", "\u3000・a", "• a", "① a", "【a】b", "著者：a", "**著者**：a", "**著者：** a", "○ a"],
)
def test_a_line_that_begins_as_one_of_a_list_stays_one(line: str) -> None:
    assert with_breaks(f"words\n{line}", is_everywhere=False) == f"words\\\n{line}"


@pytest.mark.parametrize(
    "line",
    ["words", "thus: words", "この文は、次の通り：", "12:30 was", "a・b", "see https://a.b/c"],
)
def test_a_line_that_was_wrapped_is_none(line: str) -> None:
    assert with_breaks(f"words\n{line}", is_everywhere=False) == f"words\n{line}"


# What arXiv says


class ArXiv:
    """Stands where `fetch` would ask arXiv, and has one title for all that it knows."""

    def __init__(self, *known: str) -> None:
        self.known = known
        self.asked: list[list[str]] = []

    def fetch(self, wanted: Sequence[fetching.Wanted], store: RecordStore, **_: object) -> int:
        self.asked.append([paper.id for paper in wanted])
        for paper in wanted:
            if paper.id in self.known:
                store.save(record(PaperId(paper.id)), "An abstract.")
        return Exit.DONE


def record(paper_id: PaperId) -> Record:
    return Record(
        id=paper_id,
        version=1,
        title="Folding paper towers",
        authors=("Ann Author",),
        abstract_sha256=sha256("An abstract."),
    )


def take_online(site: Site, notes: Path, arxiv: ArXiv, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(fetching, "fetch", arxiv.fetch)
    return main(["--root", str(site.root), "new", "--from", str(notes)])


def test_arxiv_is_asked_once_for_the_papers_of_all_notes(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arxiv = ArXiv("2101.20001", "2101.20002")
    for number in (1, 2):
        text = HEAD.replace("20001", f"2000{number}")
        written(tmp_path / "notes", f"{number}.md", text)
    assert take_online(site, tmp_path / "notes", arxiv, monkeypatch) == Exit.DONE
    assert arxiv.asked == [["2101.20001", "2101.20002"]]
    assert sorted(reviews(site)) == ["2101.20001.en.md", "2101.20002.en.md"]


def test_a_note_on_a_paper_that_arxiv_does_not_tell_of_is_left(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = written(tmp_path, "note.md", HEAD)
    assert take_online(site, note, ArXiv(), monkeypatch) == Exit.PROBLEMS
    assert reviews(site) == {}


@pytest.mark.parametrize(
    ("title", "is_taken"), [("Folding paper towers", True), ("Warm stones at night", False)]
)
def test_a_paper_named_in_passing_is_the_note_s_if_the_titles_agree(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, *, is_taken: bool
) -> None:
    lines = "".join(f"- Line {number} of this note says little.\n" for number in range(30))
    note = written(tmp_path, "note.md", f"# {title}\n\n{lines}\nSee 2101.20001 too.\n")
    status = take_online(site, note, ArXiv("2101.20001"), monkeypatch)
    assert status == (Exit.DONE if is_taken else Exit.PROBLEMS)
    assert bool(reviews(site)) is is_taken


# Which paper, which language, which file


def test_a_person_at_the_terminal_is_asked_for_the_paper(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = written(tmp_path, "note.md", "It compares 2101.20002 with 2101.20003 at length.\n")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _prompt: "https://arxiv.org/abs/2101.20003")
    assert take(site, "--from", note) == Exit.DONE
    assert [*reviews(site)] == ["2101.20003.en.md"]


def test_an_option_tells_the_paper_the_depth_and_the_reviewer(site: Site, tmp_path: Path) -> None:
    note = written(tmp_path, "note.md", "It names no paper, which does not matter here.\n")
    said = ("--paper", "arXiv:2101.20004v2", "--read", "full", "--reviewer", "Ann", "--lang", "ja")
    assert take(site, "--from", note, *said) == Exit.DONE
    text = reviews(site)["2101.20004.ja.md"]
    assert text.startswith("---\nread: full\n")
    assert "reviewer:\n  name: Ann\n" in text


def test_a_sentence_that_refers_to_a_formula_is_no_summary(site: Site, tmp_path: Path) -> None:
    said = "As {eq}`bath` says, the water comes back twice a day, to whoever waits for it.\n"
    other = "Solvers of an {abbr}`ODE (equation)` follow the water all night.\n"
    note = written(tmp_path, "note.md", f"arXiv:2101.20001\n\n{said}\n{other}\n$$h$$ (bath)\n")
    assert take(site, "--from", note) == Exit.DONE
    [text] = reviews(site).values()
    assert "\ntldr: Solvers of an ODE (equation) follow the water all night.\n" in text


def test_a_paper_is_given_for_one_note_only(site: Site, tmp_path: Path) -> None:
    notes = [written(tmp_path, name, HEAD) for name in ("a.md", "b.md")]
    assert take(site, "--paper", "2101.20004", "--from", *notes) == Exit.USAGE
    assert reviews(site) == {}


def test_a_review_that_is_there_stays_as_it_is(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = written(tmp_path, "note.md", HEAD)
    review = written(site.root / "reviews", "2101.20001.en.md", "mine")
    assert take(site, "--from", note) == Exit.DONE
    assert review.read_text("utf-8") == "mine"
    assert "reviews/2101.20001.en.md is there already" in capsys.readouterr().err


def test_notes_become_further_reviews_beside_those_of_others(site: Site, tmp_path: Path) -> None:
    note = written(tmp_path, "note.md", HEAD)
    review = written(site.root / "reviews", "2101.20001.en.md", "mine")
    assert take(site, "--from", note, "--name", "ann-lee") == Exit.DONE
    assert review.read_text("utf-8") == "mine"
    assert {*reviews(site)} == {"2101.20001.en.md", "2101.20001.en.ann-lee.md"}


@pytest.mark.parametrize("name", ["Ann Lee", "../ann", "ja", "md"])
def test_a_name_that_no_file_may_have_is_told(site: Site, tmp_path: Path, name: str) -> None:
    note = written(tmp_path, "note.md", HEAD)
    assert take(site, "--from", note, "--name", name) == Exit.USAGE
    assert reviews(site) == {}


def test_the_second_note_on_a_paper_is_left_to_be_looked_at(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.md", "b.md"):
        written(tmp_path / "notes", name, HEAD)
    assert take(site, "--from", tmp_path / "notes") == Exit.PROBLEMS
    out = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[0] for line in out] == [
        "taken",
        "to be looked at",
        "2 notes: 1 taken, 1 to be looked at",
    ]


@pytest.mark.parametrize("arguments", [(), ("2101.20001", "--from", "note.md")])
def test_a_paper_or_notes_are_named_but_not_both(site: Site, arguments: tuple[str, ...]) -> None:
    assert take(site, *arguments) == Exit.USAGE


def test_a_language_that_the_site_lacks_keeps_a_note_out(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = site.root / "pyproject.toml"
    settings.write_text(settings.read_text("utf-8").replace(', "ja", "zh", "ko"', ""), "utf-8")
    note = written(tmp_path, "note.md", "arXiv:2101.20001\n\nこれは日本語で書いた短い文です。\n")
    assert take(site, "--from", note) == Exit.PROBLEMS
    assert "is in Japanese" in capsys.readouterr().err
    assert reviews(site) == {}

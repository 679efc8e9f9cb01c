"""Hostile reviews, as data: each is a file, with the code of the problem that `check` names.

A case without a code is taken, and does nothing.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.sites import FIXTURE, Site

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 23)
SECRET = "the words of a file that is nobody's business"  # noqa: S105 (it is searched for)

FRONT = "read: full\ndate: 2026-01-01\ntopics: []\ntldr: One sentence."
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + 2 * b"\0\0\0\1" + bytes(24)
IMAGES = {
    "good.png": PNG,
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>window.pwned=1</script></svg>',
    "page.png": b"<script>window.pwned = 1</script>",
    "large.png": PNG + bytes(1_000_000),
    "renamed.jpg": PNG,
}
SETTINGS = """\
[tool.shoroku]
title = {ja = "脅かされた", en = "Threatened"}
languages = ["ja", "en"]
"""
LISTING = """\
collections:
  - id: first
    title: {ja: 一, en: First}
    papers:
      - {id: victim-2021, title: Victim, authors: [A. Victim], year: 2021, url: "https://good.example/"}
topics:
  kernels: {ja: 核, en: Kernels}
"""
INDEX = """\
# Front page

```{last-changed}
```

```{toctree}
papers/index
collections/first
topics/index
questions
about
guide/index
```
"""
ABOUT = """\
(victim)=
# About

(victim-section)=
## A section

See {ref}`victim` and {ref}`victim-section`.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A review's front matter and body, and what is wrong with them."""

    kind: str
    name: str
    finding: str
    front: str
    body: str

    @property
    def text(self) -> str:
        return f"---\n{self.front}\n---\n{self.body}\n"


def cases(*kinds: str) -> list[Case]:
    """The cases of some kinds: the files in the folder of cases."""
    return [case for kind in kinds for case in _read(kind)]


def paper_id(number: int) -> str:
    """The paper that the case of this number reviews."""
    return f"2102.{number:05d}"[:10]


def write(root: Path, reviews: list[str]) -> Site:
    """A site of one listed paper, with a review of paper 0, 1, 2, … for each of the texts."""
    (root / "reviews" / "images").mkdir(parents=True)
    (root / "reviews" / "papers.yaml").write_text(LISTING, "utf-8")
    (root / "secret.txt").write_text(SECRET, "utf-8")
    for name, content in IMAGES.items():
        (root / "reviews" / "images" / name).write_bytes(content)
    (root / "reviews" / "images" / "link.png").symlink_to(root / "secret.txt")
    for number, text in enumerate(reviews):
        name = f"{paper_id(number)}.en.md"
        (root / "reviews" / name).write_text(text, "utf-8", newline="")
    return _with_pages(root)


def _with_pages(root: Path) -> Site:
    docs = root / "docs"
    for language in ("ja", "en"):
        (docs / language).mkdir(parents=True)
        for name, text in {"index": INDEX, "about": ABOUT}.items():
            (docs / language / f"{name}.md").write_text(text, "utf-8")
    configure(root)
    return Site(root)


def configure(root: Path) -> None:
    """Give the site its settings, in the folder that holds `docs/`."""
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    conf = (FIXTURE / "docs" / "conf.py").read_text("utf-8")
    (root / "docs" / "conf.py").write_text(f"{conf}# {SECRET}\n", "utf-8")


def _read(kind: str) -> Iterator[Case]:
    for row in tomllib.loads((CASES / f"{kind}.toml").read_text("utf-8"))["case"]:
        yield Case(kind, row["name"], row.get("finding", ""), _front(row), _body(row))


def _front(row: dict[str, Any]) -> str:
    if "front" in row:
        return str(row["front"]).strip("\n")
    added = [str(row["add"])] if "add" in row else []
    if "add_repeat" in row:
        added = [_repeated(row["add_repeat"])]
    return "\n".join([FRONT, *added])


def _body(row: dict[str, Any]) -> str:
    if "repeat" in row:
        return _repeated(row["repeat"])
    if "nested" in row:
        return _nested(row["nested"])
    if "sign" in row:
        return f"before {chr(row['sign'])} after"
    return str(row.get("body", "Text."))


def _repeated(parts: list[str | int]) -> str:
    """Strings, of which a number repeats the one before it."""
    text, last = "", ""
    for part in parts:
        if isinstance(part, int):
            text += last * (part - 1)
        else:
            text, last = text + part, part
    return text


def _nested(depth: int) -> str:
    """Notes within notes, each with a longer fence than those within."""
    fences = [":" * length for length in range(depth + 2, 2, -1)]
    return "\n".join([*(f"{fence}{{note}}" for fence in fences), "x", *reversed(fences)])

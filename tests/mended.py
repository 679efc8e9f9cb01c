"""A site of one review with images all over it, for what mends reviews."""

import struct
from pathlib import Path

from pipeline.arxiv.records import Record, RecordStore, sha256
from pipeline.written.paper_ids import PaperId

PAPER = PaperId("1706.03762")
REVIEW = f"reviews/{PAPER}.en.md"
FRONT = "read: full\ndate: 2026-01-31\ntopics: [kernel-methods]\ntldr: One sentence.\n"
SETTINGS = '[tool.shoroku]\ntitle = "A site"\nlanguages = ["en", "ja"]\n'
LISTING = """\
topics:
  kernel-methods: {en: Kernel methods, ja: カーネル法}
  attention: Attention
collections:
  - id: first
    title: First
    papers: [1706.03762, 2101.00001, 2101.00002]
"""
ABSTRACT = "What the paper does."
RECORD = Record(
    id=PAPER,
    version=1,
    title="A paper of this site",
    authors=("Ann Author", "Bob Writer", "Cem Third"),
    abstract_sha256=sha256(ABSTRACT),
)


def png(side: int) -> bytes:
    """The beginning of a PNG file, no two sizes alike."""
    header = struct.pack(">I4sIIBBBBB", 13, b"IHDR", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + header


IMAGES = {
    "../outside.png": png(99),
    "img/loss.png": png(1),
    "img/图.jpg": b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00",
    "reviews/loss.PNG": png(2),
    "reviews/figs/loss copy.png": png(1),
    "reviews/figs/other.png": png(3),
    "reviews/figs/same-as-here.png": png(4),
    "reviews/figs/taken.png": png(5),
    "reviews/figs/text.png": b"words",
    "reviews/figs/large.png": png(6) + bytes(1_000_000),
    "reviews/figs/drawing.svg": b"<svg/>",
    "reviews/images/here.png": png(4),
    "reviews/images/1706.03762-taken.png": png(7),
}


def write_site(root: Path, review: bytes | str) -> Path:
    """Write the site, in a folder of its own as there are files beside it."""
    for path, content in IMAGES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (root / "reviews" / "figs" / "link.png").symlink_to(root / "img" / "loss.png")
    (root / "reviews" / "linked").symlink_to(root.parent)
    (root / "pyproject.toml").write_text(SETTINGS, "utf-8")
    for language in ("en", "ja"):
        for page in ("index", "about"):
            file = root / "docs" / language / f"{page}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("---\norphan: true\n---\n# A page\n", "utf-8")
    (root / "docs" / "conf.py").write_text('extensions = ["shoroku"]\n', "utf-8")
    (root / "reviews" / "papers.yaml").write_text(LISTING, "utf-8")
    RecordStore(root).save(RECORD, ABSTRACT)
    content = review.encode() if isinstance(review, str) else review
    (root / REVIEW).write_bytes(content)
    return root


def tidy(root: Path) -> None:
    """Take away what lies where it does not belong, as a person would."""
    for file in (*(root / "reviews" / "figs").iterdir(), root / "reviews" / "linked"):
        file.unlink()
    (root / "reviews" / "figs").rmdir()
    (root / "reviews" / "loss.PNG").unlink()

"""A book as EPUB 3.3: https://www.w3.org/TR/epub-33/.

The same book has the same bytes: nothing in it tells of the time or the machine of its making.
Made of the pages that were built, and not by a builder of Sphinx, which would read the whole site
again for each collection and show its pages as they are on a screen.
"""

import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from lxml import etree
from lxml.builder import ElementMaker
from lxml.html import HtmlElement

from ..files.packing import pack
from ..words.catalogue import Words
from .plain import printable

_XHTML: Final = "http://www.w3.org/1999/xhtml"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_MATHML: Final = "http://www.w3.org/1998/Math/MathML"
_OPS: Final = "http://www.idpf.org/2007/ops"
_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_CONTAINER: Final = "urn:oasis:names:tc:opendocument:xmlns:container"

_H: Final = ElementMaker(namespace=_XHTML, nsmap={None: _XHTML, "epub": _OPS})
_P: Final = ElementMaker(namespace=_OPF, nsmap={None: _OPF, "dc": _DC})
_D: Final = ElementMaker(namespace=_DC, nsmap={"dc": _DC})
_C: Final = ElementMaker(namespace=_CONTAINER, nsmap={None: _CONTAINER})

_STYLE: Final = Path(__file__).with_name("book.css")
_KINDS: Final[Mapping[str, str]] = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".png": "image/png",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
_FOLDER: Final = "EPUB"
_NAV, _TITLE_PAGE, _CSS = "nav.xhtml", "title.xhtml", "book.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A book, and what it says of itself."""

    identity: str
    """By which readers know it again when it has changed."""
    title: str
    site: str
    address: str | None
    """Where the collection is on the web."""
    summary: str | None
    reviewers: Sequence[str]
    changed: date
    chapters: Sequence[tuple[str, str, HtmlElement]]
    """Names of files with neither folder nor ending, titles, and contents, ready to be shown."""
    images: Mapping[str, bytes]
    """By their names below `images/`."""


def epub(book: Book, words: Words) -> bytes:
    """The file."""
    files: dict[str, bytes] = {_TITLE_PAGE: _title_page(book, words), _NAV: _nav(book, words)}
    for name, title, content in book.chapters:
        files[f"{name}.xhtml"] = _document(title, [as_xhtml(content)], words)
    files[_CSS] = _STYLE.read_bytes()
    files |= {f"images/{name}": image for name, image in sorted(book.images.items())}
    package = _package(book, files, words)
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        # First and as it is, so that it stands where systems look for it.
        pack(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        pack(archive, "META-INF/container.xml", _container())
        pack(archive, f"{_FOLDER}/package.opf", package)
        for name, content in files.items():
            pack(archive, f"{_FOLDER}/{name}", content)
    return found.getvalue()


def as_xhtml(element: HtmlElement, namespace: str = _XHTML) -> etree._Element:
    """An element of HTML, all below it in the namespaces that XML asks for."""
    space = _MATHML if element.tag == "math" else namespace
    made = etree.Element(f"{{{space}}}{element.tag}", nsmap={None: space})  # type: ignore[dict-item]
    for name, value in element.attrib.items():
        if name != "xmlns":
            made.set(name, printable(str(value)))
        if name == "lang":
            made.set(f"{{{_XML}}}lang", value)
    made.text = element.text and printable(element.text)  # "" would make <br></br>
    for child in element:
        if isinstance(child.tag, str):
            below = as_xhtml(child, space)
            below.tail = child.tail and printable(child.tail)
            made.append(below)
    return made


def _document(title: str, content: Sequence[etree._Element], words: Words) -> bytes:
    """A file of XHTML."""
    page = _H.html(
        _H.head(
            _H.title(title),
            _H.link(rel="stylesheet", type="text/css", href=_CSS),
        ),
        _H.body(*content),
        {"lang": words.tag, f"{{{_XML}}}lang": words.tag, "dir": words.direction},
    )
    return _as_bytes(page, doctype="<!DOCTYPE html>")


def _as_bytes(tree: etree._Element, doctype: str = "") -> bytes:
    etree.cleanup_namespaces(tree)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', doctype, etree.tostring(tree, encoding=str)]
    return "\n".join([*filter(None, lines), ""]).encode()


def _title_page(book: Book, words: Words) -> bytes:
    lines = [_H.p(book.site, {"class": "site"})]
    if book.summary:
        lines.append(_H.p(book.summary))
    if book.reviewers:
        lines.append(_H.p(words("Reviews by {names}", names=words.listed(book.reviewers))))
    lines.append(_H.p(words("Last changed on {day}", day=words.day(book.changed))))
    if book.address:
        lines.append(_H.p(_H.a(book.address, href=book.address)))
    section = _H.section(_H.h1(book.title), *lines, {"class": "title-page"})
    return _document(book.title, [section], words)


def _nav(book: Book, words: Words) -> bytes:
    entries = [_H.li(_H.a(title, href=f"{name}.xhtml")) for name, title, _ in book.chapters]
    contents = words("Contents")
    kind = {f"{{{_OPS}}}type": "toc", "id": "toc"}
    return _document(contents, [_H.nav(_H.h1(contents), _H.ol(*entries), kind)], words)


def _package(book: Book, files: Mapping[str, bytes], words: Words) -> bytes:
    pages = [name for name in files if name.endswith(".xhtml")]
    ids = {name: f"file-{number}" for number, name in enumerate(files)}
    package = _P.package(
        _P.metadata(*_metadata(book, words)),
        _P.manifest(*(_item(name, ids[name], content) for name, content in files.items())),
        _P.spine(
            *(_P.itemref(idref=ids[name]) for name in pages),
            {"page-progression-direction": words.direction},
        ),
        {"version": "3.0", "unique-identifier": "book", f"{{{_XML}}}lang": words.tag},
    )
    return _as_bytes(package)


def _metadata(book: Book, words: Words) -> Iterator[etree._Element]:
    identity = uuid.uuid5(uuid.NAMESPACE_URL, book.identity)
    yield _D.identifier(identity.urn, id="book")
    yield _D.title(book.title)
    yield _D.language(words.tag)
    yield from (_D.creator(name) for name in book.reviewers)
    yield _D.publisher(book.site)
    yield _D.date(book.changed.isoformat())
    if book.summary:
        yield _D.description(book.summary)
    if book.address:
        yield _D.source(book.address)
    # To the second, as the format asks, though reviews tell no more than the day.
    yield _P.meta(f"{book.changed.isoformat()}T00:00:00Z", property="dcterms:modified")
    # https://www.w3.org/TR/epub-a11y-11/#sec-disc-package
    modes = ["textual", "visual"] if book.images else ["textual"]
    for name, values in {
        "accessMode": modes,
        "accessModeSufficient": dict.fromkeys([",".join(modes), "textual"]),
        "accessibilityFeature": ["MathML", "structuralNavigation", "tableOfContents"],
        "accessibilityHazard": ["none"],
    }.items():
        yield from (_P.meta(value, property=f"schema:{name}") for value in values)


def _item(name: str, identity: str, content: bytes) -> etree._Element:
    kind = _KINDS[PurePosixPath(name).suffix.lower()]
    item: etree._Element = _P.item({"id": identity, "href": name, "media-type": kind})
    if name == _NAV:
        item.set("properties", "nav")
    elif kind == _KINDS[".xhtml"] and f'xmlns="{_MATHML}"'.encode() in content:
        item.set("properties", "mathml")
    return item


def _container() -> bytes:
    kind = {"full-path": f"{_FOLDER}/package.opf", "media-type": "application/oebps-package+xml"}
    return _as_bytes(_C.container(_C.rootfiles(_C.rootfile(kind)), version="1.0"))

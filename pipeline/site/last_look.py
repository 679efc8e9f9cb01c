"""The last look: what stands in the pages that were written, whichever way it got there."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from ..checking.allowed import is_allowed_address
from .content_security import policy, script_hash

# https://html.spec.whatwg.org/multipage/indices.html#attributes-3, those that hold addresses
_LOADING: Final = frozenset({"src", "srcset", "data", "poster", "background", "manifest"})
_LEADING: Final = frozenset({"href", "xlink:href", "action", "formaction", "cite", "ping"})
_FORBIDDEN: Final = frozenset(
    {
        *("applet", "audio", "base", "embed", "frame", "frameset", "iframe", "object", "portal"),
        *("annotation-xml", "animate", "foreignobject", "maction", "plaintext", "set", "xmp"),
    }
)
# A link of these kinds tells of an address; of any other kind, the browser fetches it.
_TOLD: Final = frozenset(
    {"alternate", "author", "canonical", "cite-as", "index", "license", "next", "prev"}
)
_DATA_SCRIPT: Final = "application/ld+json"


class UnsafePageError(SphinxError):
    """A page holds what no page of the site may hold."""

    category = "Unsafe page"


def register(app: Sphinx) -> None:
    """Register the handlers."""
    written: dict[Path, int] = {}
    app.connect("builder-inited", lambda app: written.update(_times(app)))
    app.connect("build-finished", lambda app, error: None if error else _look(app, written))


def findings(html: str, allowed_policy: str) -> Iterator[str]:
    """Everything in a page that none may hold."""
    look = _Look(allowed_policy)
    look.feed(html)
    look.close()
    yield from look.found
    if not look.has_policy:
        yield "no Content-Security-Policy"


def _look(app: Sphinx, before: dict[Path, int]) -> None:
    allowed_policy = policy(app)
    found: list[str] = []
    for file, time in _times(app).items():
        if before.get(file) != time:
            unsafe = sorted(set(findings(file.read_text(encoding="utf-8"), allowed_policy)))
            found += [f"{file.relative_to(app.outdir).as_posix()}: {each}" for each in unsafe]
            if unsafe:
                file.unlink()  # so that the next build writes the page, and looks at it, again
    if found:
        raise UnsafePageError("\n".join(found))


def _times(app: Sphinx) -> dict[Path, int]:
    folder = Path(app.outdir)
    pages = (
        file for file in folder.rglob("*.html") if file.relative_to(folder).parts[0] != "_static"
    )
    return {file: file.stat().st_mtime_ns for file in pages}


class _Look(HTMLParser):
    def __init__(self, allowed_policy: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.has_policy = False
        self._policy = allowed_policy
        self._script: str | None = None
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._in_body |= tag == "body"
        self._script = None
        if tag in _FORBIDDEN or (tag == "style" and self._in_body):
            self.found.append(f"the element <{tag}>")
        if tag == "meta":
            self._meta(attributes)
        if tag == "script" and "src" not in attributes:
            self._script = "" if attributes.get("type") != _DATA_SCRIPT else None
        for name, value in attributes.items():
            self._attribute(tag, name, value, attributes.get("rel", ""))

    def close(self) -> None:
        super().close()
        if self._script is not None:
            self.found.append("a script that does not end")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            if script_hash(self._script) not in self._policy:
                self.found.append("an unknown script")
            self._script = None

    def _meta(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("http-equiv", "").lower()
        if kind == "content-security-policy" and attributes.get("content") == self._policy:
            self.has_policy = not self._in_body
        elif kind:
            self.found.append(f"a meta element that acts as the header {kind!r}")

    def _attribute(self, tag: str, name: str, value: str, relation: str) -> None:
        if name.startswith("on") or name == "srcdoc":
            self.found.append(f"the attribute {name}")
        loads = name in _LOADING or (tag == "link" and relation not in _TOLD)
        if (loads and name in _LOADING | _LEADING) and not _is_own(value):
            self.found.append(f"<{tag} {name}> loads {value}")
        elif name in _LEADING and not (_is_own(value) or is_allowed_address(value)):
            self.found.append(f"<{tag} {name}> leads to {value}")


def _is_own(address: str) -> bool:
    """Whether an address stays on the site: it has neither a scheme nor a host."""
    start = address.strip().replace("\\", "/")
    return (
        not start.startswith("//")
        and ":" not in start.partition("/")[0].partition("?")[0].partition("#")[0]
    )

"""The last look: what stands in the pages that were written, whichever way it got there."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from ..checking.allowed import is_allowed_address
from ..files.states import files_below, states
from .content_security import policy, script_hash

# https://html.spec.whatwg.org/multipage/indices.html#attributes-3, those that hold addresses
_LOADING: Final = frozenset({"src", "srcset", "data", "poster", "background", "manifest"})
_LEADING: Final = frozenset({"href", "xlink:href", "action", "formaction", "cite", "ping"})
_ADDRESSES: Final = _LOADING | _LEADING
_ACTING: Final = ("on", "srcdoc")
_FORBIDDEN: Final = frozenset(
    {
        *("applet", "audio", "base", "embed", "frame", "frameset", "iframe", "object", "portal"),
        *("annotation-xml", "animate", "foreignobject", "maction", "plaintext", "set", "template"),
        "xmp",
    }
)
_LOOKED_AT: Final = _FORBIDDEN | {"meta", "script", "style"}
# A link of these kinds tells of an address; of any other kind, the browser fetches it.
_TOLD: Final = frozenset(
    {"alternate", "author", "canonical", "cite-as", "index", "license", "next", "prev"}
)
_DATA_SCRIPT: Final = "application/ld+json"
_POLICY: Final = {"http-equiv": "Content-Security-Policy"}


class UnsafePageError(SphinxError):
    """A page holds what no page of the site may hold."""

    category = "Unsafe page"


def register(app: Sphinx) -> None:
    """Register the handlers."""
    before: set[str] = set()
    app.connect("builder-inited", lambda app: before.update(_pages(app)))
    app.connect("build-finished", lambda app, error: None if error else _look(app, before))


def findings(html: str, allowed_policy: str) -> Iterator[str]:
    """Everything in a page that none may hold, the page being read as browsers read it."""
    page = LexborHTMLParser(html)
    policies = 0
    withouts = 0
    for node in page.root.traverse() if page.root else ():
        tag = (node.tag or "").lower()
        attributes = node.attributes
        if tag in _LOOKED_AT:
            values = {name: value or "" for name, value in attributes.items()}
            if tag == "meta" and values == {**_POLICY, "content": allowed_policy}:
                policies += _is_in_head(node)
            else:
                yield from _of_element(tag, node, values, allowed_policy)
        withouts += tag == "noscript"
        for name, value in attributes.items():
            if name in _ADDRESSES or name.startswith(_ACTING):
                yield from _of_attribute(tag, name, value or "", attributes.get("rel") or "")
    if not policies:
        yield "no Content-Security-Policy"
    # Where scripts run, the first end ends it, even within what is read as a style or a value here.
    if html.lower().count("</noscript") > withouts:
        yield "a <noscript> that ends twice"


def _look(app: Sphinx, before: AbstractSet[str]) -> None:
    allowed_policy = policy(app)
    written = (Path(app.outdir, each.partition("\0")[0]) for each in _pages(app) - before)
    found: list[str] = []
    # The longest last: the holes that their trees leave in memory are filled by nothing small then.
    for file in sorted(written, key=lambda file: (file.stat().st_size, file)):
        if unsafe := set(findings(file.read_text(encoding="utf-8"), allowed_policy)):
            found += [f"{file.relative_to(app.outdir).as_posix()}: {each}" for each in unsafe]
            file.unlink()  # so that the next build writes the page, and looks at it, again
    if found:
        raise UnsafePageError("\n".join(sorted(found)))


def _pages(app: Sphinx) -> frozenset[str]:
    """How the file of each page stands on the disk."""
    folder = Path(app.outdir)
    names = (each.partition("/")[2] for each in files_below(folder.parent, folder.name))
    pages = (each for each in names if each.endswith(".html") and not each.startswith("_static/"))
    return frozenset(states(folder, pages))


def _of_element(
    tag: str, node: LexborNode, attributes: Mapping[str, str], allowed_policy: str
) -> Iterator[str]:
    if tag in _FORBIDDEN or (tag == "style" and not _is_in_head(node)):
        yield f"the element <{tag}>"
    if tag == "meta" and (header := attributes.get("http-equiv")):
        yield f"a meta element that acts as the header {header!r}"
    runs = tag == "script" and "src" not in attributes and attributes.get("type") != _DATA_SCRIPT
    if runs and script_hash(node.text()) not in allowed_policy:
        yield "an unknown script"


def _is_in_head(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag == "head"


@lru_cache(maxsize=1 << 14)  # pages have most of their attributes in common
def _of_attribute(tag: str, name: str, value: str, relation: str) -> tuple[str, ...]:
    found = []
    if name.startswith(_ACTING):
        found.append(f"the attribute {name}")
    loads = name in _LOADING or (tag == "link" and relation not in _TOLD)
    if (loads and name in _ADDRESSES) and not _is_own(value):
        found.append(f"<{tag} {name}> loads {value}")
    elif name in _LEADING and not (_is_own(value) or is_allowed_address(value)):
        found.append(f"<{tag} {name}> leads to {value}")
    return tuple(found)


def _is_own(address: str) -> bool:
    """Whether an address stays on the site: it has neither a scheme nor a host."""
    start = address.strip().replace("\\", "/")
    return (
        not start.startswith("//")
        and ":" not in start.partition("/")[0].partition("?")[0].partition("#")[0]
    )

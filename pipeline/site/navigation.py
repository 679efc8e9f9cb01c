"""The pages of the site as a tree, whose branches open and close by themselves.

furo makes a tree whose branches are check boxes that no keyboard reaches.  Here each is a
`<details>`: it works without a script, and what it hides cannot have the focus.
"""

from functools import lru_cache, partial
from itertools import chain
from typing import Any, Final

from docutils import nodes
from lxml import html
from sphinx.application import Sphinx

from .configuration import words_at

_BEFORE_FURO: Final = 400
_AFTER_FURO: Final = 600  # furo puts its tree there at the same event
_SIGN: Final = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' aria-hidden="true"><path d="m9 6 6 6-6 6"/></svg>'
)


def register(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("html-page-context", partial(_share_tree, {}), priority=_BEFORE_FURO)
    app.connect("html-page-context", _add_tree, priority=_AFTER_FURO)


def _share_tree(
    made: dict[tuple[str, str], str],
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    _tree: nodes.Node | None,
) -> None:
    """Make Sphinx's tree once for the pages of a folder that do not stand in it: nearly all."""
    in_tree = {app.config.root_doc, *chain.from_iterable(app.env.toctree_includes.values())}
    if page in in_tree or "toctree" not in context:
        return
    make, folder = context["toctree"], page.rpartition("/")[0]

    def toctree(**options: object) -> str:
        asked = folder, repr(sorted(options.items()))
        if asked not in made:
            made[asked] = make(**options)
        return made[asked]

    context["toctree"] = toctree


def _add_tree(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.Node | None
) -> None:
    furo_tree = context.get("furo_navigation_tree", "")
    words = words_at(app.env)
    context["navigation"] = tree(furo_tree, words("Show or hide the pages of {title}"))


@lru_cache(maxsize=64)  # the tree is the same for all pages of a folder that stand not in it
def tree(furo_tree: str, opens: str) -> str:
    """The tree with `<details>` for its check boxes; `opens` names their signs by a `{title}`."""
    if not furo_tree.strip():
        return ""
    root = html.fragment_fromstring(furo_tree, create_parent="div")
    for box in root.xpath(".//input[@type='checkbox']"):
        _replace(box, opens)
    for link in root.xpath(".//li[contains(@class, 'current-page')]/a"):
        link.set("aria-current", "page")
    return "".join(html.tostring(each, encoding="unicode") for each in root)


def _replace(box: html.HtmlElement, opens: str) -> None:
    entry = box.getparent()
    [link, branch] = [entry.find("a"), entry.find("ul")]
    details = html.Element("details", {"open": ""} if "checked" in box.attrib else {})
    name = opens.format(title=" ".join(link.text_content().split()))
    summary = html.Element("summary", {"aria-label": name})
    summary.append(html.fragment_fromstring(_SIGN))
    details.append(summary)
    entry.remove(entry.find("label"))
    box.drop_tree()
    branch.tail = None
    details.append(branch)
    entry.append(details)

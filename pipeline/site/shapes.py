"""How the shapes of reviews are written as HTML."""

from functools import partial

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxTranslator
from sphinx.writers.html5 import HTML5Translator

from ..syntax.shapes import drawn, dropdown, summary


def register(app: Sphinx) -> None:
    """Register the nodes and their visitors."""
    app.add_post_transform(_KeepIdsApart)
    app.add_node(drawn, html=(_visit_drawn, _depart_drawn))
    for node, tag in {dropdown: "details", summary: "summary"}.items():
        as_it_is = (_pass, _pass)
        html = (partial(_open, tag), partial(_close, tag))
        app.add_node(node, html=html, latex=as_it_is, text=as_it_is, man=as_it_is)


class _KeepIdsApart(SphinxPostTransform):
    """Leaves each id in one place: furo puts wide things into containers, with all their ids."""

    formats = ("html",)
    default_priority = 501  # furo's is 500

    def run(self, **_: object) -> None:
        for container in self.document.findall(nodes.container):
            if {"table-wrapper", "math-wrapper"} & set(container["classes"]):
                container["ids"] = []


def _visit_drawn(translator: HTML5Translator, node: drawn) -> None:
    translator.body.append(translator.starttag(node, node["tag"], ""))


def _depart_drawn(translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body.append(f"</{node['tag']}>")


def _open(tag: str, translator: HTML5Translator, node: nodes.Element) -> None:
    attributes = {"OPEN": "open"} if node.get("open") else {}
    translator.body.append(translator.starttag(node, tag, "", False, **attributes))  # noqa: FBT003


def _close(tag: str, translator: HTML5Translator, _node: nodes.Element) -> None:
    translator.body.append(f"</{tag}>\n")


def _pass(_translator: SphinxTranslator, _node: nodes.Element) -> None:
    """Writers of other formats show what is within."""

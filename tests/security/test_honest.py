"""What an honest review holds is accepted, and looks as plain MyST shows it."""

import re
import tomllib
import warnings
from io import StringIO
from pathlib import Path

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.util.docutils import docutils_namespace, patch_docutils

from pipeline.checking.sources import Sources, read_sources
from pipeline.pages import markdown
from pipeline.pages.data import PaperData, ShelfData
from pipeline.site.review_directive import reviewed
from pipeline.site.review_parser import ID_PREFIX
from pipeline.written.paper_ids import PaperId
from tests.security import hostile
from tests.security.hostile import Case

ROWS = tomllib.loads((hostile.CASES / "honest.toml").read_text("utf-8"))["case"]
BODIES: dict[str, str] = {row["name"]: row["body"] for row in ROWS}
CARD = markdown.directive(
    "paper",
    content=PaperData(
        id=PaperId("2102.00000"),
        label="L",
        key="k",
        title="A paper",
        address="https://arxiv.org/abs/2102.00000",
        collection=ShelfData(id="first"),
    ).as_json(),
)
LOOKS: list[str] = [row.get("looks", row["body"]) for row in ROWS]


def test_there_are_enough_features() -> None:
    assert len(BODIES) >= 40


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, nodes.document]:
    """The pages, read: each feature as a review below `papers/`, and as MyST below `plain/`."""
    root = tmp_path_factory.mktemp("honest")
    reviews = [Case("", "", "", hostile.FRONT, body).text for body in BODIES.values()]
    hostile.write(root, reviews)
    for name in set(hostile.IMAGES) - {"good.png"} | {"link.png"}:
        (root / "reviews" / "images" / name).unlink()
    sources = read_sources(root, hostile.TODAY)
    assert isinstance(sources, Sources), sources
    pages = root / "pages" / "en"
    (pages / "plain").mkdir(parents=True)
    (pages / "papers").mkdir()
    (pages / "index.md").write_text(markdown.page("A paper", CARD), "utf-8")
    for number, alike in enumerate(LOOKS):
        page = f"{hostile.paper_id(number)}.md"
        review = f"```{{review}} reviews/{hostile.paper_id(number)}.en.md\n```"
        plain = alike.replace("images/", "../../../reviews/images/")
        for folder, text in {"papers": review, "plain": plain}.items():
            source = f"---\norphan: true\n---\n# A paper\n\nBefore.\n\n{text}\n"
            (pages / folder / page).write_text(source, "utf-8")
    return _read(pages)


def _read(pages: Path) -> dict[str, nodes.document]:
    said = StringIO()
    with warnings.catch_warnings(), patch_docutils(), docutils_namespace():
        # myst-parser 5.2 is not ready for Sphinx 11, and need not be.
        warnings.simplefilter("ignore", RemovedInSphinx11Warning)
        app = Sphinx(
            srcdir=pages,
            confdir=pages.parents[1] / "docs",
            outdir=pages.parent / "build",
            doctreedir=pages.parent / "doctrees",
            buildername="dummy",
            confoverrides={"language": "en", "nitpicky": True},
            status=None,
            warning=said,
        )
        app.build()
    # Plain MyST tells of code that is not valid; a review's is shown as it is.
    told = [
        line for line in said.getvalue().splitlines() if "/papers/" in line or "/reviews/" in line
    ]
    assert told == []
    return {name: app.env.get_doctree(name) for name in app.env.found_docs}


@pytest.mark.parametrize("number", range(len(BODIES)), ids=list(BODIES).__getitem__)
def test_a_feature_looks_as_in_plain_myst(number: int, trees: dict[str, nodes.document]) -> None:
    page = hostile.paper_id(number)
    assert looks(bare(trees[f"papers/{page}"])) == looks(trees[f"plain/{page}"])


def bare(tree: nodes.document) -> nodes.document:
    """The tree with the review's parts in the section's place, without its title and its end."""
    copy = tree.deepcopy()
    for section in list(copy.findall(reviewed)):
        section.parent.replace(section, section.children[1:-1])
    return copy


def _stands_for_footnotes(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and "footnotes" in node["classes"]


def looks(tree: nodes.document) -> str:
    """The tree without what nobody sees: where it comes from, and how its parts are called."""
    unseen = r' (ids|names|dupnames|source|refdoc|docname|force|slug|rawsource|notes)="[^"]*"'
    tree = tree.deepcopy()
    # Those of a review stand behind it, and not behind the page.
    footnotes = list(tree.findall(nodes.footnote))
    for node in (*footnotes, *tree.findall(_stands_for_footnotes)):
        node.parent.remove(node)
    text = "".join(node.pformat() for node in (tree, *footnotes)).replace(ID_PREFIX, "")
    # Code without a language is plain; MyST would try to read it as Python.
    text = re.sub(unseen, "", text).replace('language="default"', 'language="none"')
    return re.sub(r'(refid|backrefs)="[^"]*"', r"\1", text)

"""Formulas as a browser shows them: none makes its page wider than the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.arxiv.records import RecordStore, sha256
from pipeline.text.mathml import mathml
from pipeline.written.paper_ids import PaperId
from tests.sites import Site

REVIEW = "reviews/2101.00001.en.md"
SUM = "+".join(f"x_{{{number}}}" for number in range(60))
SPACES = r"a \hspace{9em} b \qquad\qquad c \hspace{9em} d \kern 5em e"
MATRIX = r"\begin{pmatrix}" + "&".join(r"\sqrt{2}" for _ in range(60)) + r"\end{pmatrix}"
TEXT = r"\text{" + "words that take room " * 20 + "}"
PHANTOM = r"x \phantom{" + "1" * 60 + "} y"
SOURCE = r"\private{" + "x" * 400 + "}"
WIDE = (SUM, SPACES, MATRIX, TEXT, PHANTOM)
PLACES = f"""
A paragraph with ${SUM}$ in it, and
a `code` beside ${SPACES}$.

$$
{MATRIX}
$$

$$
{SUM}
$$

- An item with ${TEXT}$.
  - Another with ${PHANTOM}$.

1. Numbered ${MATRIX}$.

> Quoted ${SUM}$.

| left | right |
|------|-------|
| ${SUM}$ | ${SPACES}$ |

```{{note}}
A box with ${SUM}$ and ${MATRIX}$.
```

Term
: Defined by ${SUM}$.

A footnote.[^1]

[^1]: It holds ${SUM}$.

## A heading with ${SUM}$
"""
# Where nothing has to scroll, formulas look as if nothing could.
UNBOUND = "math { overflow: visible !important; padding: 0 !important; margin: 0 !important }"
TALL = (
    r"\hat{\hat{X}}_q^{2^{2}}", r"\frac{\hat X}{Y_{g_q}}", r"\vec{\dot{j}}", r"g_{q_{g_q}}",
    r"\sqrt{\frac{\hat X}{Y_q}}", r"\Biggl(\sum_i^n x\Biggr)", r"\overbrace{a}^{\text{Ág}}",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English pages of a site whose every field has a formula too wide for a window."""
    site = Site.create(tmp_path_factory.mktemp("mathematics") / "site")
    store = RecordStore(site.root)
    record = store.record(PaperId("2101.00001"))
    assert record
    abstract = f"With ${SUM}$.\n\n  And $${MATRIX}$$ and ${SOURCE}$ and ${TEXT}$."
    change = {
        "title": f"Of ${SUM}$ and more",
        "comment": f"With ${SUM}$",
        "abstract": abstract,
        "abstract_sha256": sha256(abstract),
    }
    store.save(record.model_copy(update=change), abstract)
    review = site.root / REVIEW
    review.write_text(review.read_text("utf-8") + PLACES, "utf-8")
    site.edit(REVIEW, "The first paper in a sentence.", f"A sentence with ${SUM}$.")
    built = site.build("en")
    assert built.warnings == []
    return built.output


@pytest.fixture(params=[360, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 720})
    yield context.new_page()
    context.close()


def test_no_formula_makes_its_page_wider_than_the_window(pages: Path, page: Page) -> None:
    wide = set()
    for file in sorted(pages.rglob("*.html")):
        page.goto(file.as_uri())
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.add(file.relative_to(pages).as_posix())
    assert wide == set()


def test_what_is_wider_than_its_place_can_be_scrolled_to(pages: Path, page: Page) -> None:
    page.goto((pages / "papers/2101.00001.html").as_uri())
    unreached = page.evaluate(
        """
        () => [...document.querySelectorAll("article math")].filter((formula) => {
          formula.scrollLeft = 1e6;
          const ends = [...formula.querySelectorAll("mi, mn, mo, mtext")];
          const end = ends.at(-1).getBoundingClientRect().right;
          return end > formula.getBoundingClientRect().right + 2;
        }).map((formula) => formula.getAttribute("alttext"))
        """
    )
    assert unreached == []


def test_no_formula_is_cut_off_or_leaves_its_line(pages: Path, page: Page) -> None:
    page.goto((pages / "papers/2101.00001.html").as_uri())
    shown = f"<p>Between Xgq {', Xgq '.join(str(mathml(tex, display=False)) for tex in TALL)}</p>"
    page.evaluate("html => { document.body.innerHTML = html }", shown)
    bound = page.locator("p").screenshot()
    page.add_style_tag(content=UNBOUND)
    assert page.locator("p").screenshot() == bound

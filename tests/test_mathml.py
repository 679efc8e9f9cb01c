"""TeX formulas as MathML."""

import re
import tomllib
from pathlib import Path
from time import process_time
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.mathml import mathml, obstacle

CASES = tomllib.loads((Path(__file__).parent / "cases" / "mathml.toml").read_text("utf-8"))

# Written out here once more: what a page may hold is not for the module under test to say.
# fmt: off
ELEMENTS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mphantom",
    "mtable", "mtr", "mtd", "msub", "msup", "msubsup", "munder", "mover", "munderover",
}
ATTRIBUTES = {
    "display", "alttext", "accent", "columnalign", "displaystyle", "form", "linethickness",
    "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "rspace", "scriptlevel",
    "stretchy", "symmetric", "width",
}
# fmt: on

HOSTILE = r"""
\href{javascript:alert(1)} \style{background:url(//a.b)} \class{x} \cssId{x} \id{x} \data{onclick=a}
\unicode{x3c} \def\a{\a\a} \newcommand{\a}{b} \a \gdef \let \include{x} \input{/etc/passwd} \url{x}
\require{html} \color{red} \textcolor{red}{x} \text{<script>alert(1)</script>} \text{ \mbox{"><img>}
\operatorname{<svg/onload=a>} &lt; &#x3c; < > " ' & ]]> <!-- --> \hspace{-9999em} \mspace{1e9mu}
\rule \begin{array}{c} \begin{cases} \end{cases} \begin{script} \end{script} \left( \right) \left<
\frac \sqrt \sqrt[ ] { } {} _ ^ ' \\ \ $ % # ~ a 1 é 字 ≤ \not \hat \mathrm \mathrm{ \bm \rm {\rm
\limits \sum \xrightarrow[ \displaystyle \backslash \boxed{ \cfrac[l] \phantom
""".split()  # noqa: SIM905 - a list of these would be harder to read
FRAGMENTS = st.sampled_from([*HOSTILE, " ", "\n", "\x00", "\x1b", "\ufffe", "\ud800"])
TEX = st.lists(FRAGMENTS, max_size=12).map("".join) | st.text()


@pytest.mark.parametrize(("tex", "content"), CASES["formulas"].items())
def test_content(tex: str, content: str) -> None:
    result = mathml(tex, display=False)
    assert result is not None
    assert result.partition(">")[2].removesuffix("</math>") == content


@pytest.mark.parametrize(("tex", "content"), CASES["displayed"].items())
def test_content_on_a_line_of_its_own(tex: str, content: str) -> None:
    result = mathml(tex, display=True)
    assert result is not None
    assert result.partition(">")[2].removesuffix("</math>") == content


@pytest.mark.parametrize(("tex", "name"), CASES["obstacles"].items())
def test_what_cannot_be_shown_is_named(tex: str, name: str) -> None:
    assert mathml(tex, display=False) is None
    assert obstacle(tex, display=False) == name


@pytest.mark.parametrize("tex", CASES["refused"])
def test_refused(tex: str) -> None:
    assert mathml(tex, display=False) is None


def test_element() -> None:
    expected = '<math{} alttext="{}"><mi>a</mi><mo>&lt;</mo><mi mathvariant="normal">b</mi></math>'
    tex = r"a<\mathrm{b}"
    escaped = r"a&lt;\mathrm{b}"
    assert mathml(tex, display=False) == expected.format("", escaped)
    assert mathml(tex, display=True) == expected.format(' display="block"', escaped)


def test_length_is_bounded() -> None:
    assert mathml("a" * 4000, display=False) is not None
    assert mathml("a" * 4001, display=False) is None


def test_the_number_of_accents_is_bounded() -> None:
    assert mathml(r"\hat x" * 300, display=False) is not None
    assert mathml(r"\hat x" * 301, display=False) is None


@pytest.mark.parametrize("tex", ["{x^" * 1000, "x^" * 2000, r"\sqrt" * 800, r"\hat " * 800 + "x"])
def test_depth_is_bounded(tex: str) -> None:
    assert mathml(tex, display=False) is None


@pytest.mark.parametrize("unit", CASES["repeated"])
def test_no_formula_takes_long(unit: str) -> None:
    start = process_time()
    mathml((unit * 4000)[:4000], display=True)
    assert process_time() - start < 2


@given(TEX, st.booleans())
def test_only_what_is_allowed_gets_through(tex: str, display: bool) -> None:  # noqa: FBT001
    result = mathml(tex, display=display)
    if result is None:
        return
    root = ET.fromstring(result)  # noqa: S314 - it is ours
    assert root.get("alttext") is not None
    for element in root.iter():
        assert element.tag in ELEMENTS
        assert ATTRIBUTES.issuperset(element.keys())
        assert re.fullmatch(r"-?[0-9]?([.][0-9]+)?(em|ex|px|pt)", element.get("width", "1em"))


@given(TEX)
def test_unknown_macros_are_never_shown(tex: str) -> None:
    assert mathml(tex + r"\eps", display=False) is None

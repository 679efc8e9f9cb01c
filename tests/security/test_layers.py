"""Each layer by itself: with it nothing happens, without it a test sees what does."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx import addnodes

from pipeline.checking.allowed import MAX_COLOURED, site_config
from pipeline.checking.sources import Sources, read_sources
from pipeline.site import review_parser
from pipeline.site.last_look import UnsafePageError
from tests.security import hostile
from tests.security.hostile import Case
from tests.security.reading import PAGE, Reading, read
from tests.security.sites import switch_check_off

PARSER = "pipeline.site.review_parser"
RENDERER = f"{PARSER}._ReviewRenderer"
SCRIPT = "<script>window.pwned = 1</script>"
RAW = f"```{{raw}} html\n{SCRIPT}\n```"

# A layer, taken out: the name of what is replaced, and by what.
SYNTAX = (f"{PARSER}.review_config", site_config)
LOOK_UP = (f"{PARSER}._AllowList", contextlib.nullcontext)
RESTRUCTURED_TEXT = (
    f"{RENDERER}.render_restructuredtext",
    SphinxRenderer.render_restructuredtext,
)
HTML = (f"{RENDERER}.render_html_inline", SphinxRenderer.render_html_inline)
LINKS = (f"{RENDERER}.render_link", SphinxRenderer.render_link)
IDS = (f"{PARSER}.ID_PREFIX", "")
IMAGES = ("pipeline.site.review_directive._place_images", lambda *_: None)
CODE = ("pipeline.site.review_directive._tame_code", lambda *_: None)
SCRUB = ("pipeline.site.scrub._is_kept", lambda *_: True)
POLICY = ("pipeline.site.content_security.policy", lambda _: "default-src *")
LAST_LOOK = ("pipeline.site.last_look.findings", lambda *_: iter(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What a layer keeps from happening, perhaps when others are already out."""

    name: str
    out: tuple[str, Any]
    body: str
    harm: Callable[[Reading], bool]
    already_out: tuple[tuple[str, Any], ...] = ()


def is_hijacked(reading: Reading) -> bool:
    labels: dict[str, tuple[str, str]] = reading.environment.domains["std"].data["anonlabels"]
    return labels["victim"][0] == PAGE


def is_in_the_index(reading: Reading) -> bool:
    return bool(reading.environment.domains["index"].data["entries"].get(PAGE))


def has_parsed(kind: type[nodes.Element]) -> Callable[[Reading], bool]:
    return lambda reading: next(iter(reading.parsed.findall(kind)), None) is not None


def has_kept(kind: type[nodes.Element]) -> Callable[[Reading], bool]:
    return lambda reading: next(iter(reading.kept.findall(kind)), None) is not None


LAYERS = (
    Layer(
        name="syntax that is off: targets",
        out=SYNTAX,
        body="(victim)=\n\nText.",
        harm=is_hijacked,
    ),
    Layer(
        name="syntax that is off: HTML",
        already_out=(HTML,),
        out=SYNTAX,
        body=SCRIPT,
        harm=has_parsed(nodes.raw),
    ),
    Layer(
        name="tags of HTML",
        already_out=(SYNTAX,),
        out=HTML,
        body=SCRIPT,
        harm=has_parsed(nodes.raw),
    ),
    Layer(
        name="look-up of directives",
        out=LOOK_UP,
        body="```{index} evil\n```",
        harm=is_in_the_index,
    ),
    Layer(name="look-up of roles", out=LOOK_UP, body="{index}`evil`", harm=is_in_the_index),
    Layer(
        name="reStructuredText",
        out=RESTRUCTURED_TEXT,
        body="```{eval-rst}\n.. _victim:\n\nText.\n```",
        harm=is_hijacked,
    ),
    Layer(
        name="links",
        out=LINKS,
        body="[x](../../../secret.txt)",
        harm=has_parsed(addnodes.download_reference),
    ),
    Layer(
        name="ids",
        out=IDS,
        body="## searchbox",
        harm=lambda reading: "searchbox" in reading.kept.ids,
    ),
    Layer(
        name="images",
        out=IMAGES,
        body="![x](../../../secret.txt)",
        harm=has_parsed(nodes.image),
    ),
    Layer(
        name="code",
        out=CODE,
        body="```perl\ns{\n```",
        harm=lambda reading: "perl" in str(reading.parsed),
    ),
    Layer(
        name="scrub: raw",
        already_out=(LOOK_UP,),
        out=SCRUB,
        body=RAW,
        harm=has_kept(nodes.raw),
    ),
    Layer(
        name="scrub: unseen signs",
        out=("pipeline.site.scrub._remove_unseen", lambda _: None),
        body="a &#x202e; b",
        harm=lambda reading: "\u202e" in reading.kept.astext(),
    ),
    Layer(
        name="scrub: files",
        already_out=(LINKS,),
        out=SCRUB,
        body="[x](../../../secret.txt)",
        harm=lambda reading: bool(reading.environment.dlfiles),
    ),
    Layer(
        name="scrub: images",
        already_out=(IMAGES,),
        out=SCRUB,
        body="![x](../../../secret.txt)",
        harm=lambda reading: bool(reading.environment.images),
    ),
    Layer(
        name="scrub: addresses",
        already_out=(RESTRUCTURED_TEXT,),
        out=SCRUB,
        body="```{eval-rst}\n`x <javascript:window.pwned=1>`_\n```",
        harm=lambda reading: any(
            node.get("refuri", "").startswith("javascript:")
            for node in reading.kept.findall(nodes.reference)
        ),
    ),
)


@pytest.fixture(autouse=True)
def parser_for_each_review(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a parser anew each time, as the one that is kept would still have what is taken out."""
    monkeypatch.setattr(review_parser, "_parser", review_parser._parser.__wrapped__)  # noqa: SLF001


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_a_layer_is_missed_when_it_is_out(
    layer: Layer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Case("", "", "", hostile.FRONT, layer.body).text
    for patch in layer.already_out:
        monkeypatch.setattr(*patch)
    assert not layer.harm(read(tmp_path, text))
    monkeypatch.setattr(*layer.out)
    assert layer.harm(read(tmp_path, text))


@pytest.fixture
def open_to_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*SYNTAX)
    monkeypatch.setattr(*HTML)
    monkeypatch.setattr(*SCRUB)


TEXT_WITH_A_SCRIPT = Case("", "", "", hostile.FRONT, SCRIPT).text


@pytest.mark.usefixtures("open_to_scripts")
def test_the_last_look_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(UnsafePageError, match=rf"^{PAGE}\.html: an unknown script$"):
        read(tmp_path, TEXT_WITH_A_SCRIPT, "html")
    assert not (tmp_path / "build" / f"{PAGE}.html").exists()
    assert (tmp_path / "build" / "about.html").exists()


@pytest.mark.usefixtures("open_to_scripts")
def test_without_the_last_look_the_script_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*LAST_LOOK)
    read(tmp_path, TEXT_WITH_A_SCRIPT, "html")
    assert SCRIPT in (tmp_path / "build" / f"{PAGE}.html").read_text("utf-8")


def test_a_page_without_the_policy_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*POLICY)
    with pytest.raises(UnsafePageError, match="no Content-Security-Policy"):
        read(tmp_path, Case("", "", "", hostile.FRONT, "Text.").text, "html")


@pytest.mark.parametrize("body", [SCRIPT, "before \u202e after"], ids=["check", "gate"])
def test_the_check_is_missed_when_it_is_out(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.write(tmp_path, [Case("", "", "", hostile.FRONT, body).text])
    assert isinstance(read_sources(tmp_path), list)
    switch_check_off(monkeypatch)
    assert isinstance(read_sources(tmp_path), Sources)


def test_directives_within_directives_do_not_end_the_build(tmp_path: Path) -> None:
    fences = [":" * length for length in range(203, 2, -1)]
    body = "\n".join([*(f"{fence}{{note}}" for fence in fences), "x", *reversed(fences)])
    reading = read(tmp_path, Case("", "", "", hostile.FRONT, body).text)
    assert len(list(reading.kept.findall(nodes.note))) < 10


def test_code_is_coloured_by_the_language_that_its_name_means(tmp_path: Path) -> None:
    fences = "\n\n".join(f"```{name}\nx\n```" for name in ("Python3", "txt", "perl"))
    reading = read(tmp_path, Case("", "", "", hostile.FRONT, fences).text)
    blocks = reading.kept.findall(nodes.literal_block)
    assert [block["language"] for block in blocks] == ["python", "text", "none"]


def test_only_so_much_code_is_coloured(tmp_path: Path) -> None:
    code = "x = 1\n" * (MAX_COLOURED // 12 - 1)
    fences = "\n\n".join(f"```{name}\n{code}```" for name in ("py", "text", "perl", "py", "py"))
    reading = read(tmp_path, Case("", "", "", hostile.FRONT, fences).text)
    blocks = reading.kept.findall(nodes.literal_block)
    assert [block["language"] for block in blocks] == ["python", "text", "none", "python", "none"]


def test_a_warning_names_the_review_and_its_line(tmp_path: Path) -> None:
    body = "Text.\n\n```{note}\n:name: x\n\ny\n```"
    reading = read(tmp_path, Case("", "", "", hostile.FRONT, body).text)
    review = tmp_path / "reviews" / "2102.00000.en.md"
    line = review.read_text("utf-8").splitlines().index(":name: x") + 1
    assert f"{review}:{line}: WARNING:" in reading.warnings


@pytest.mark.parametrize("task", ["- [ ] $$a$$", "- [x] > a", "- [ ] - a"])
def test_a_task_without_words_is_built_without_a_warning(tmp_path: Path, task: str) -> None:
    reading = read(tmp_path, Case("", "", "", hostile.FRONT, task).text)
    assert reading.warnings == ""
    assert [*reading.kept.findall(nodes.list_item)]


def test_labels_stay_within_their_review(tmp_path: Path) -> None:
    body = (
        "$$\nx\n$$ (victim)\n\n```{math}\n:label: other\n\ny\n```\n\n"
        ":::{figure} images/good.png\n:alt: a\n:name: victim\n\nA.\n:::\n\n"
        ":::{table} B\n:name: victim\n| a |\n|---|\n| b |\n:::"
    )
    reading = read(tmp_path, Case("", "", "", hostile.FRONT, body).text)
    assert not is_hijacked(reading)
    assert reading.environment.domains["math"].data["objects"] == {}
    assert "victim" not in reading.kept.ids

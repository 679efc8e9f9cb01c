"""The one stylesheet of every page: furo's, the colours of code, and ours, in this order.

What furo has for its own page is left out, as ours takes that page's place: a rule whose selector
asks for a class or an id that furo's template of a page gives, and nothing of ours does, applies
nowhere.  A site with extensions or templates of its own may use any of furo's, and gets all.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import furo
import rcssmin
import tinycss2
from pygments.style import Style
from tinycss2.ast import AtRule, LiteralToken, Node, QualifiedRule

_PROGRAM: Final = Path(__file__).parents[1]
_FIRST: Final = "shoroku.css"  # the others may go back on it, and follow by their names

# furo's templates that no page of ours is made with.
_REPLACED: Final = (
    "page.html",
    "components/edit-this-page.html",
    "components/view-this-page.html",
)
_EXPRESSION: Final = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_NAMES: Final = re.compile(r'\b(?:class|id)="([^"]*)"')
_WORD: Final = re.compile(r"[\w-]+")
_NEEDED: Final = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_FUNCTION: Final = re.compile(r":[\w-]+\([^()]*\)")  # in which a name need not be there
# furo's colours hang on its body, to which a script can say something only when the page's text has
# begun, and has waited for the stylesheet: ours hang on the root.
_CHOICE: Final = r"""\[data-theme="?\w+"?\]"""
_ON_BODY: Final = re.compile(rf"(?:html )?body({_CHOICE}|:not\({_CHOICE}\))")
_PAPER: Final = {"background": "white", "foreground": "black"}
_BLACKBOARD: Final = {"background": "black", "foreground": "white"}
_GROUPING: Final = frozenset({"media", "supports"})


def stylesheet(ours: Iterable[Path], light: Style, dark: Style, *, is_plain: bool) -> str:
    """The stylesheet, with code in these styles.

    `is_plain` tells that the site has neither extensions nor templates.
    Asks furo, which knows how code is coloured when the builder is there.
    """
    theirs = (furo.THEME_PATH / "static" / "styles" / "furo.css").read_text("utf-8")
    theirs = on_root(theirs)
    if is_plain:
        theirs = without(theirs, unused_names())
    files = sorted(ours, key=lambda file: (file.name != _FIRST, file.name))
    code = [on_root(furo.get_pygments_stylesheet()), on_root(_colours(light, dark))]
    sources = [*code, *(file.read_text("utf-8") for file in files)]
    return "\n".join([theirs, *(rcssmin.cssmin(source) for source in sources)])


def _colours(light: Style, dark: Style) -> str:
    """The colours around code, which furo writes into each page."""
    by_day, by_night = (
        "".join(f"--color-code-{name}: {colour};" for name, colour in colours.items())
        for colours in (
            furo.get_pygments_style_colors(light, fallbacks=_PAPER),
            furo.get_pygments_style_colors(dark, fallbacks=_BLACKBOARD),
        )
    )
    return f"""
    body {{ {by_day} }}
    @media not print {{
      body[data-theme=dark] {{ {by_night} }}
      @media (prefers-color-scheme: dark) {{ body:not([data-theme=light]) {{ {by_night} }} }}
    }}"""


def on_root(css: str) -> str:
    """The style with the choice of colours read from the root, not from the body."""
    return _ON_BODY.sub(r"html\1 body", css)


def unused_names() -> frozenset[str]:
    """The classes and ids that furo's page has, and that no file of the program so much as names.

    A name that is also a word of the program's counts as used.
    """
    theirs = {
        name
        for template in _REPLACED
        for found in _NAMES.findall(_without_jinja(furo.THEME_PATH / template))
        for name in found.split()
    }
    return frozenset(theirs - _words(_PROGRAM))


def without(css: str, names: Iterable[str]) -> str:
    """The style without the selectors that ask for one of these classes or ids."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, frozenset(names)))


def _kept(rules: Iterable[Node], names: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [each for each in _selectors(rule) if not _asks(each, names)]
            if selectors:
                yield f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPING and rule.content:
            within = tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            if inner := "".join(_kept(within, names)):
                prelude = tinycss2.serialize(rule.prelude)
                yield f"@{rule.at_keyword}{prelude}{{{inner}}}"
        else:
            yield rule.serialize()


def _selectors(rule: QualifiedRule) -> list[str]:
    """The selectors of a rule, parted at commas that stand in no function."""
    parted: list[list[Node]] = [[]]
    for node in rule.prelude:
        if isinstance(node, LiteralToken) and node.value == ",":
            parted.append([])
        else:
            parted[-1].append(node)
    return [tinycss2.serialize(nodes).strip() for nodes in parted]


def _asks(selector: str, names: frozenset[str]) -> bool:
    return not names.isdisjoint(_NEEDED.findall(_FUNCTION.sub("", selector)))


def _without_jinja(file: Path) -> str:
    return _EXPRESSION.sub(" ", file.read_text("utf-8"))


def _words(folder: Path) -> set[str]:
    return {
        word
        for kind in ("py", "html", "js")
        for file in folder.rglob(f"*.{kind}")
        for word in _WORD.findall(file.read_text("utf-8"))
    }

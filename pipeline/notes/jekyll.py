"""Posts of Jekyll: Liquid's tags and Kramdown's Markdown; and the like of Hugo's.

https://jekyllrb.com/docs/liquid/, https://kramdown.gettalong.org/syntax.html and
https://gohugo.io/content-management/shortcodes/
"""

import re
from collections.abc import Callable
from typing import Final

from .prose import Rewritten, Rule, literal, outside_of_code, prose, rewritten, whole

# https://kramdown.gettalong.org/syntax.html#attribute-list-definitions; a class begins with a
# letter, which the format of a number, such as `{:.2f}`, does not.
_VALUES: Final = r"""(?:[.#][A-Za-z_][\w:-]*|[A-Za-z][\w:-]*=(?:"[^"\n]*"|'[^'\n]*'))"""
_LISTED: Final = rf"[ \t]*{_VALUES}(?:[ \t]*{_VALUES})*[ \t]*"
_SIGNS: Final = re.compile(
    r"\{%-?[ \t]*(?:include|highlight|endhighlight|raw|post_url|link|gist|comment)\b"
    r"|\{\{[<%]|\{\{-?[ \t]*(?:site|page)\.|\|[ \t]*(?:relative|absolute)_url"
    rf"|^[ \t]*\{{:(?:[ \t]*[A-Za-z][\w-]*[ \t]*|{_LISTED})\}}[ \t]*$",
    re.MULTILINE,
)


def _block(name: str) -> re.Pattern[str]:
    """A tag with all up to its end, which stands before another of its kind begins."""
    tag = r"\{{%-?[ \t]*{}\b"
    text = rf"(?:(?!{tag.format(f'(?:end)?{name}')})[^\0]){{0,60000}}"
    begin, end = tag.format(name), tag.format(f"end{name}")
    return re.compile(rf"{begin}(?P<said>[^%\n]{{0,200}}?)-?%\}}(?P<text>{text}){end}[ \t]*-?%\}}")


_INCLUDE: Final = re.compile(r"\{%-?[ \t]*include(?:_relative)?\b(?P<said>[^%]{0,1000}?)-?%\}")
_SHORT: Final = re.compile(r"\{\{[<%][ \t]*(?P<end>/?)(?P<said>[^{}\n]{0,1000}?)[ \t]*[%>]\}\}")
_VALUE: Final = re.compile(r"""(?P<key>[\w-]+)[ \t]*=[ \t]*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)')""")
_LINKED: Final = re.compile(
    r"\[(?P<text>[^\[\]\n]{0,300})\]\([^()\n]{0,60}"
    r"\{%-?[ \t]*(?:post_url|link)[ \t]+(?P<post>[^%\n]{1,200}?)[ \t]*-?%\}[^()\n]{0,60}\)"
)
_GIST: Final = re.compile(r"\{%-?[ \t]*gist[ \t]+(?P<name>[\w./-]{1,100})[^%\n]{0,100}%\}")
_BRACES: Final = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\{%[^{}%\n]{0,300}%\}")
_LOGIC: Final = re.compile(
    r"\{%-?[ \t]*(?:end)?(?:if|unless|elsif|else|case|when|for|assign|capture|break|continue)\b"
    r"[^%\n]{0,300}%\}"
)
_TAG: Final = re.compile(r"\{%(?P<said>[^%\n]{0,300})%\}")
_BASE: Final = re.compile(
    r"\{\{-?[ \t]*(?:site\.(?:base)?url|site\.github\.url|page\.root)[ \t]*"
    r"(?:\|[^{}]{0,100})?-?\}\}"
)
_PAGE_TITLE: Final = re.compile(r"\{\{-?[ \t]*page\.title[ \t]*-?\}\}")
_QUOTED: Final = re.compile(r"""\{\{-?[ \t]*["'](?P<value>[^"'{}]{0,500})["'][^{}]{0,200}\}\}""")
_OUTPUT: Final = re.compile(r"\{\{(?P<said>[^{}\n]{0,300})\}\}")
# They stand on a line of their own, at the start of an item, at the end of a heading or directly
# behind a link, an image, code, or what is stressed.
_CLASSES: Final = re.compile(
    rf"^[ \t>]*\{{:(?:[A-Za-z][\w-]*:)?(?:{_LISTED}|[ \t]*[A-Za-z][\w-]+[ \t]*)\}}[ \t]*$"
    rf"|(?P<item>^[ \t>]*(?:[-*+]|\d{{1,9}}[.)])[ \t]+)\{{:{_LISTED}\}}[ \t]*"
    rf"|(?P<kept>^#{{1,6}}[ \t][^\n]{{0,1000}}?(?=[ \t]*\{{:)"
    rf"|\]\([^()\n]{{0,2000}}(?:\([^()\n]{{0,300}}\)[^()\n]{{0,300}})?\)(?=[ \t]?\{{:)"
    rf"|(?<=\S[*_`\]>])(?=\{{:))[ \t]*\{{:{_LISTED}\}}",
    re.MULTILINE,
)
_CONTENTS: Final = re.compile(
    r"^[ \t]*(?:[*+-]|\d+\.)[ \t]+[^\n]{0,100}\n(?:[ \t]*\n)?"
    r"[ \t]*\{:[ \t]*toc[^{}\n]{0,100}\}[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_EXTENSION: Final = re.compile(
    r"\{::(?:nomarkdown|options)\b[^{}\n]{0,200}\}|\{:/(?:nomarkdown|options)?\}"
)
_COMMENT: Final = re.compile(r"\{::comment\}(?:(?!\{:/)[^\0]){0,20000}\{:/(?:comment)?\}")
_MORE: Final = re.compile(r"<!--[ \t]*(?:more|excerpt|truncate)[ \t]*-->", re.IGNORECASE)
_INLINE: Final = re.compile(
    r"(?P<before>\S[ \t]*)?(?<![\\$])\$\$(?P<formula>[^$\n]{1,2000})\$\$(?!\$)(?P<after>[ \t]*\S)?"
)
_PARENTHESES: Final = re.compile(r"\\\\\((?P<formula>[^\n$]{1,1000}?)\\\\\)")
_BRACKETS: Final = re.compile(r"\\\\\[(?P<formula>(?:(?!\n[ \t]*\n)[^$]){1,2000}?)\\\\\]")


def is_post(text: str) -> bool:
    """Whether Liquid or Kramdown's attributes stand in the text."""
    return _SIGNS.search(text) is not None


def without_liquid(text: str, link_to: Callable[[str], str | None], title: str = "") -> Rewritten:
    """The text as Markdown; `link_to` gives the address of the review that a post's name means."""

    def linked(match: re.Match[str]) -> str:
        address = link_to(match["post"].strip())
        return f"[{match['text']}]({address})" if address else match["text"]

    blocks = (
        Rule(_block("comment"), lambda _: "", "left out the comment of Liquid"),
        Rule(_block("highlight"), _code),
        Rule(_block("raw"), _raw),
    )
    tags = (
        Rule(_COMMENT, lambda _: "", "left out the comment of Kramdown"),
        Rule(_LINKED, linked, "kept the words of the link to a post"),
        Rule(_INCLUDE, _included, "put in Markdown what was included"),
        Rule(_SHORT, _included, "put in Markdown what was included"),
        Rule(_GIST, lambda match: f"<https://gist.github.com/{match['name']}>"),
        Rule(_BASE, lambda _: ""),
        Rule(_PAGE_TITLE, lambda _: literal(title)),
        Rule(_QUOTED, lambda match: match["value"]),
        Rule(_CONTENTS, lambda _: "", "left out the table of contents, which the page has"),
        Rule(_MORE, lambda _: ""),
        Rule(_LOGIC, lambda _: "", "left out what Liquid decides"),
        Rule(_TAG, _as_code, "made a tag of Liquid code"),
    )
    formulas = (
        Rule(_PARENTHESES, lambda match: f"${match['formula'].strip()}$"),
        Rule(_BRACKETS, lambda match: f"\n$$\n{match['formula'].strip()}\n$$\n"),
        Rule(_INLINE, _inline),
    )
    beside_formulas = (
        Rule(
            _CLASSES,
            lambda match: match["item"] or match["kept"] or "",
            "left out attributes of Kramdown",
        ),
        Rule(_EXTENSION, lambda _: ""),
        Rule(_OUTPUT, _as_code, "made a tag of Liquid code"),
    )
    return (
        rewritten(text, blocks, whole)
        .then(lambda text: rewritten(text, tags, outside_of_code))
        .then(lambda text: rewritten(text, formulas, outside_of_code))
        .then(lambda text: rewritten(text, beside_formulas, prose))
    )


def _code(match: re.Match[str]) -> str:
    language = "".join(match["said"].split()[:1])
    return f"```{language}\n{match['text'].strip(chr(10))}\n```"


def _raw(match: re.Match[str]) -> str:
    """What Liquid leaves alone, which a review would take for something to be put in."""
    rule = Rule(_BRACES, lambda braces: f"`{braces[0]}`")
    return rewritten(match["text"], [rule], prose).text


def _included(match: re.Match[str]) -> str:
    values = {pair["key"]: pair["a"] or pair["b"] or "" for pair in _VALUE.finditer(match["said"])}
    if not values:
        is_empty = match.groupdict().get("end") or "include" in match[0]
        return "" if is_empty else _as_code(match)
    sources = ("src", "image_path", "path", "url", "image", "file", "img", "filename")
    words = ("caption", "alt", "title", "description", "text")
    source = next((values[key] for key in sources if values.get(key)), "")
    said = list(dict.fromkeys(values[key] for key in words if values.get(key)))
    if source:
        rest = "".join(f"\n\n{literal(each)}" for each in said[1:])
        return f"![{literal(said[0]) if said else ''}](<{source}>){rest}"
    return " ".join(map(literal, values.values()))


def _as_code(match: re.Match[str]) -> str:
    return f"`{' '.join(match['said'].split())}`" if match["said"].strip(" -") else ""


def _inline(match: re.Match[str]) -> str:
    """Kramdown's one sign for all formulas: beside other words they stand in the line."""
    if not (match["before"] or match["after"]):
        return match[0]
    return f"{match['before'] or ''}${match['formula'].strip()}${match['after'] or ''}"

"""Notes of Obsidian's vaults.

What Obsidian reads beyond Markdown: https://help.obsidian.md/syntax, and of the Dataview plugin:
https://blacksmithgu.github.io/obsidian-dataview/annotation/add-metadata/.
Callouts and `==mark==` stay: reviews have them.
"""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final

from .prose import CODE, Rewritten, Rule, literal, outside_of_fences, prose, rewritten

_COMMENT: Final = re.compile(rf"{CODE}|(?P<comment>%%(?:(?!%%)[^\0]){{0,20000}}%%)[ \t]*")
_NAME: Final = (
    r"(?P<name>[^\[\]\n|#]{0,300})(?P<part>#[^\[\]\n|]{0,300})?"
    r"(?:\\?\|(?P<shown>[^\[\]\n]{0,300}))?"
)
_EMBED: Final = re.compile(rf"!\[\[{_NAME}\]\]")
_LINK: Final = re.compile(rf"\[\[(?!\[){_NAME}\]\]")
_BLOCK_ID: Final = re.compile(r"(?:(?<=\S)[ \t]+|^[ \t]*)\^[A-Za-z0-9-]{1,40}[ \t]*$", re.MULTILINE)
_FOOTNOTE: Final = re.compile(
    r"\^\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,500}\))?){1,1000})\]"
)
_SIZE: Final = re.compile(r"\d{1,5}(?:x\d{1,5})?")
_IMAGE: Final = re.compile(r".+\.(?:png|jpe?g|gif|webp|svg|bmp|avif)", re.IGNORECASE)
_TAG: Final = re.compile(r"^(?P<lead>[ \t>]*(?:[-*+][ \t]+)?)#(?=[^\s#])", re.MULTILINE)
_FIELD: Final = re.compile(
    r"^(?P<lead>[ \t>]*(?:[-*+][ \t]+)?)(?P<key>[^\W\d][\w /-]{0,40}?)::(?:[ \t]+(?P<value>.*))?$",
    re.MULTILINE,
)
_INLINE_FIELD: Final = re.compile(
    r"(?P<open>[\[(])(?P<key>[^\W\d][\w /-]{0,40})::[ \t]*(?P<value>[^\[\]()\n]{0,300})[\])]"
)


def without_vault(text: str, link_to: Callable[[str], str | None]) -> Rewritten:
    """The text as Markdown; `link_to` gives the address of the review that a page's name means."""

    def linked(match: re.Match[str]) -> str:
        address = link_to(match["name"])
        return f"[{_shown(match)}]({address})" if address else _shown(match)

    def embedded(match: re.Match[str]) -> str:
        return _image(match) if _IMAGE.fullmatch(match["name"].strip()) else linked(match)

    comments = (Rule(_COMMENT, _without_comment, "left out the comment that Obsidian hides"),)
    rules = (
        Rule(_EMBED, embedded, "put what is embedded in Markdown"),
        Rule(_LINK, linked, "put the wiki link in Markdown"),
        Rule(_INLINE_FIELD, _inline_field, "put Dataview's field in Markdown"),
        Rule(_FIELD, _field, "put Dataview's field in Markdown"),
        Rule(_BLOCK_ID, lambda _: "", "left out the block's id"),
        Rule(_TAG, lambda match: rf"{match['lead']}\#", ""),
    )
    return (
        rewritten(text, comments, outside_of_fences)
        .then(lambda text: rewritten(text, rules, prose))
        .then(_with_footnotes)
    )


def _without_comment(match: re.Match[str]) -> str:
    return "" if match["comment"] else match[0]


def _with_footnotes(text: str) -> Rewritten:
    """The text with its footnotes below it, where they stood in their lines."""
    notes: list[str] = []

    def mark(match: re.Match[str]) -> str:
        notes.append(match["text"])
        return f"[^inline-{len(notes)}]"

    after = rewritten(text, [Rule(_FOOTNOTE, mark, "put the footnote below the text")], prose)
    below = "".join(f"\n\n[^inline-{number}]: {note}" for number, note in enumerate(notes, 1))
    return Rewritten(f"{after.text.rstrip()}{below}\n", after.done) if notes else after


def _shown(match: re.Match[str]) -> str:
    parts = [match["name"].strip(), *(match["part"] or "").replace("^", "").split("#")]
    return literal((match["shown"] or "").strip() or " > ".join(filter(None, parts)))


def _image(match: re.Match[str]) -> str:
    name, shown = match["name"].strip(), (match["shown"] or "").strip()
    said = [each for each in shown.split("|") if each and not _SIZE.fullmatch(each.strip("\\ "))]
    return f"![{literal(' '.join(said) or PurePosixPath(name).stem)}](<{name}>)"


def _field(match: re.Match[str]) -> str:
    return f"{match['lead']}**{match['key'].strip()}**: {match['value'] or ''}".rstrip()


def _inline_field(match: re.Match[str]) -> str:
    said = f"{match['key']}: {match['value'].strip()}"
    return said if match["open"] == "[" else f"({said})"

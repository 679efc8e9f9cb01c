"""Notes of Obsidian's vaults.

What Obsidian reads beyond Markdown: https://help.obsidian.md/syntax, and of the Dataview plugin:
https://blacksmithgu.github.io/obsidian-dataview/annotation/add-metadata/.
Callouts and `==mark==` stay: reviews have them.
"""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final

from .prose import Rewritten, Rule, literal, prose, rewritten

_COMMENT: Final = re.compile(r"%%(?:(?!%%)[^\0]){0,20000}%%[ \t]*")
_SIGNS: Final = re.compile(r"\[\[(?![\[\s\d])[^\[\]\n]{1,300}\]\](?!\()")
_OWN_LINES: Final = re.compile(
    r"^%%(?:[ \t]*\n(?:(?!%%)[^\0]){0,20000}\n|[^%\n]{1,1000})%%[ \t]*$", re.MULTILINE
)
_NAME: Final = (
    r"(?P<name>[^\[\]\n|#]{0,300})(?P<part>#[^\[\]\n|]{0,300})?"
    r"(?:\\?\|(?P<shown>[^\[\]\n]{0,300}))?"
)
_EMBED: Final = re.compile(rf"!\[\[{_NAME}\]\]")
_LINK: Final = re.compile(rf"\[\[(?!\[){_NAME}\]\]")
# An id ends a block, and is neither a number nor a letter, which are raised: `10 ^8`, `A ^T`.
_BLOCK_ID: Final = re.compile(
    r"(?:(?<=\S)[ \t]+|^[ \t]*)\^(?!\d+[ \t]*$)[A-Za-z0-9-]{2,40}[ \t]*$"
    r"(?=\n[ \t>]*(?:\n|[-*+][ \t]|\d{1,9}[.)][ \t]|#|\Z)|\Z)",
    re.MULTILINE,
)
_CALLOUT: Final = re.compile(
    r"^(?P<kind>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>[ \t]*\[![A-Za-z][\w-]{0,40})"
    r"[ \t]*\|[^\[\]\n]{0,200}\]",
    re.MULTILINE,
)
_FOOTNOTE: Final = re.compile(
    r"\^\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,500}\))?){1,1000})\]"
)
_SIZE: Final = re.compile(r"\d{1,5}(?:x\d{1,5})?")
_IMAGE: Final = re.compile(r".+\.(?:png|jpe?g|gif|webp|svg|bmp|avif)", re.IGNORECASE)
_TAG: Final = re.compile(r"^(?P<lead>[ \t>]*(?:[-*+][ \t]+)?)#(?=[^\s#])", re.MULTILINE)
_FIELD: Final = re.compile(
    r"^(?P<lead>[ \t>]*(?:[-*+][ \t]+)?)(?P<key>[^\W\d][\w /-]{0,40}?)::(?=[ \t]|$)", re.MULTILINE
)
_INLINE_FIELD: Final = re.compile(
    r"(?P<open>[\[(])(?P<key>[^\W\d][\w /-]{0,40})::[ \t]*(?P<value>[^\[\]()\n]{0,300})[\])]"
)


def is_note(text: str) -> bool:
    """Whether the text holds what only Obsidian's notes do: links to pages, or hidden lines."""
    return any(
        part.is_prose and (_SIGNS.search(part.text) or _OWN_LINES.search(part.text))
        for part in prose(text)
    )


def without_vault(
    text: str, link_to: Callable[[str], str | None], *, is_in_vault: bool
) -> Rewritten:
    """The text as Markdown; `link_to` gives the address of the review that a page's name means.

    What is hidden and what only names a block is taken out where the text is plainly Obsidian's.
    """

    def linked(match: re.Match[str]) -> str:
        address = link_to(match["name"])
        return f"[{_shown(match)}]({address})" if address else _shown(match)

    def embedded(match: re.Match[str]) -> str:
        return _image(match) if _IMAGE.fullmatch(match["name"].strip()) else linked(match)

    own = (
        Rule(_COMMENT, lambda _: "", "left out the comment that Obsidian hides"),
        Rule(_BLOCK_ID, lambda _: "", "left out the block's id"),
    )
    is_own = is_in_vault or is_note(text)
    rules = (
        Rule(_EMBED, embedded, "put what is embedded in Markdown"),
        Rule(_LINK, linked, "put the wiki link in Markdown"),
        Rule(_INLINE_FIELD, _inline_field, "put Dataview's field in Markdown"),
        Rule(_FIELD, _field, "put Dataview's field in Markdown"),
        Rule(_CALLOUT, lambda match: f"{match['kind']}]"),
        Rule(_TAG, lambda match: rf"{match['lead']}\#", ""),
    )
    return (
        rewritten(text, own if is_own else (), prose)
        .then(lambda text: rewritten(text, rules, prose))
        .then(_with_footnotes)
    )


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
    return f"{match['lead']}**{match['key'].strip()}**:"


def _inline_field(match: re.Match[str]) -> str:
    said = f"{match['key']}: {match['value'].strip()}"
    return said if match["open"] == "[" else f"({said})"

"""The pages of the guide, from the templates in the folders of their languages.

A template is MyST with Jinja between `<<` and `>>`, as braces are MyST's own.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..files.templates import rendered
from ..problems.problem import Code
from ..words.catalogue import SOURCE_LANGUAGE, Words, words_of
from ..written.hand_written import MARKER
from ..written.settings import Settings

_FOLDER: Final = Path(__file__).parent
_NAMES: Final = (
    "index",
    "contribute",
    "reviews",
    "problems",
    "searching",
    "cite",
    "following",
    "own-site",
    "candidates",
    "components",
    "settings",
    "data",
    "commands",
)
GUIDE_PAGES: Final = frozenset(f"guide/{name}" for name in _NAMES)
"""The names of the guide's pages on every site."""


def guide_pages(language: str, settings: Settings, codes: Sequence[Code]) -> dict[str, str]:
    """The guide of a site in `language`, or else in English: name → text."""
    spoken = language if (_FOLDER / language).is_dir() else SOURCE_LANGUAGE
    facts = _facts(words_of(spoken), language, settings, codes)
    front = ["---", f"# {MARKER}", "orphan: true"]
    if spoken != language:
        front.append(f"lang: {spoken}")
    head = "\n".join([*front, "---", "", ""])
    return {
        f"guide/{name}": head + rendered(_FOLDER / spoken, f"{name}.md", facts) for name in _NAMES
    }


def _facts(
    words: Words, language: str, settings: Settings, codes: Sequence[Code]
) -> Mapping[str, Any]:
    forge = settings.forge
    return {
        "codes": [(code, words(code.meaning), words(code.example)) for code in codes],
        "language": language,
        "languages": settings.languages,
        "repository": forge.address if forge else None,
        "branch": settings.branch,
        "title": settings.title_in(language),
    }

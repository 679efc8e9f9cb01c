"""What a browser calls a page: in its tabs, its history and its bookmarks."""

from typing import Final

LIMIT: Final = 70
"""The most characters of a title: what is longer is cut off where titles are listed."""

_LEAST: Final = 40  # characters of a page's title that the site's name may not take
_CUT: Final = "…"


def window_title(page: str, site: str) -> str:
    """The page's title and the site's name, `LIMIT` characters at most.

    Of a long title the middle is left out: "part one" and "part two" stand at the end.
    """
    page, site = (" ".join(text.split()) for text in (page, site))
    if not page or page == site:
        return _shortened(site or page, LIMIT)
    between = " - "
    room = max(LIMIT - len(between) - len(site), _LEAST)
    title = _shortened(page, room)
    return f"{title}{between}{_shortened(site, LIMIT - len(between) - len(title))}"


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    end = length // 3
    return f"{text[: length - end - len(_CUT)].rstrip()}{_CUT}{text[-end:].lstrip()}"

"""What people paste, and the paper that it names: `cases/arxiv_ids.toml`, as a list."""

import tomllib
from pathlib import Path

_FILE = Path(__file__).parent / "cases" / "arxiv_ids.toml"
_CASES = tomllib.loads(_FILE.read_text("utf-8"))

PASTED: list[tuple[str, str | None]] = [
    *((text, paper_id) for paper_id, texts in _CASES["ids"].items() for text in texts),
    *((text, None) for text in _CASES["nothing"]["texts"]),
]
"""Each text with the id that it is to lead to, or None."""

SLOW = (
    *(
        "a",
        "a.",
        "a-",
        "a1",
        "(",
        "[",
        "[[",
        "](",
        "[cs, ",
        "`<",
        "<a href=",
        "%",
        "%20",
        " ",
        "\\url ",
    ),
    *(
        "2110",
        "2110.",
        "v1",
        "1706.03762 ",
        "hep-th/",
        "cs/0102003",
        "/",
        "//",
        "=",
        "\u200b",
        "日",
        "é",
    ),
    *("https://arxiv.org/", "https://arxiv.org/abs/=", "web.archive.org/web/", "a.arxiv.org/a:"),
    *("https://arxiv.org/cs/papers/9901/", "journals/corr/", "10.48550/arxiv.", "arxiv arxiv:"),
)
"""What, many times over, might take a pattern long."""

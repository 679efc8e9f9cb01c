"""Labels of a review: each is one, and what refers to it finds it in the same review."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..syntax.labels import LABEL, REFERENCES
from ..written.validation import nearest
from .markup import TARGET, Finding, Piece

_KINDS = {"math": ("label", "equation"), "figure": ("name", "figure"), "table": ("name", "table")}


def label_findings(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What is wrong with the labels among `pieces` and what refers to them, each with its line."""
    known: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        for kind, label in _defined(piece):
            if not LABEL.fullmatch(label):
                message = f"{label!r} is no label; write letters, digits and hyphens, as in my-plot"
                yield piece.line, message, TARGET
            if label in known[kind]:
                yield piece.line, f"the label {label} stands a second time; rename it", TARGET
            known[kind].add(label)
    for piece in pieces:
        token = piece.token
        kinds = REFERENCES.get(token.meta.get("name", "")) if token.type == "myst_role" else None
        if kinds and not any(token.content in known[kind] for kind in kinds):
            offer = nearest(token.content, set().union(*(known[kind] for kind in kinds)))
            what = " or ".join(kinds)
            message = f"no {what} of this review has the label {token.content}{offer}"
            yield piece.line, message, TARGET


def _defined(piece: Piece) -> Iterator[tuple[str, str]]:
    if piece.token.type in {"math_block_label", "math_inline_double"}:
        yield from (("equation", label) for label in piece.token.info.split())
    option, kind = _KINDS.get(piece.name or "", ("", ""))
    label = getattr(piece.directive and piece.directive.parsed, "options", {}).get(option)
    if label is not None:
        yield kind, str(label)

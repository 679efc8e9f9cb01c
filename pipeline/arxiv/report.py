"""How a run ended, told to a person and to other programs."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..written.paper_ids import PaperId
from .outcomes import Ended, Result, Status
from .records import RecordStore

VERIFIED = Code(
    "unverified",
    translatable("The record of a paper is not what arXiv says, or arXiv could not be asked."),
    translatable(
        "`reviews/records/1706.03762.json` came with another title than arXiv's;"
        " run `nox -s fetch -- --verify` and commit what it changes."
    ),
)

_LINES_SHOWN = 20


def as_json(result: Result) -> str:
    """The report of `--report`.

    An object with `exit_status`, `requests`, `seconds`, `counts` by status, and `papers`: each
    with `id`, `status`, `reason`, `path` and `line` of where it is listed, `version` (or null),
    `changes`, and whether it was `refuted`.
    """
    fields = {
        "exit_status": result.exit_status,
        "requests": result.requests,
        "seconds": round(result.seconds, 1),
        "counts": {status.value: result.counts()[status] for status in Status},
        "papers": [_paper(paper) for paper in result.papers],
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def problems(result: Result) -> Iterator[str]:
    """What could not be had, and where it is listed: a line for all papers with the same reason."""
    alike: dict[tuple[str, str], list[Ended]] = defaultdict(list)
    for paper in result.papers:
        if not paper.outcome.status.is_had:
            alike[paper.wanted.path, f"{paper.outcome.reason} [{paper.outcome.status}]"] += [paper]
    for (_, reason), papers in alike.items():
        yield f"{_place(papers[0])}: {papers[0].id}{_more(papers[1:])}: {reason}"


def _more(papers: Sequence[Ended]) -> str:
    if not papers:
        return ""
    lines = [str(paper.wanted.line) for paper in papers[:_LINES_SHOWN]]
    rest = ["…"] if len(papers) > _LINES_SHOWN else []
    return f" and {len(papers)} more (lines {', '.join(lines + rest)})"


def not_verified(result: Result, store: RecordStore) -> Iterator[tuple[str, Problem]]:
    """What is wrong with records that were to be verified, each as an `error` or a `warning`."""
    for paper in result.papers:
        if paper.outcome.is_refuted:
            fields = ", ".join(paper.outcome.changes)
            kind, message = "warning", f"arXiv says otherwise, and its word is taken: {fields}"
        elif paper.outcome.status is Status.UNVERIFIED:
            kind, message = "error", f"could not be verified: {paper.outcome.reason}"
        else:
            continue
        path = store.record_path(PaperId(paper.id)).relative_to(store.root).as_posix()
        yield kind, Problem(path, 1, message, VERIFIED)


def changes(result: Result) -> Iterator[str]:
    """A line for every paper of which arXiv says something else than before."""
    for paper in result.papers:
        if paper.outcome.changes:
            yield f"{_place(paper)}: {paper.id}: changed: {', '.join(paper.outcome.changes)}"


def summary(result: Result) -> str:
    """The run in one line."""
    counts = result.counts()
    ways = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])
    requests = f"{result.requests} request{'' if result.requests == 1 else 's'}"
    return f"arXiv: {ways or 'no papers'}; {requests}, {result.seconds:.1f} s"


def _place(paper: Ended) -> str:
    return f"{paper.wanted.path}:{paper.wanted.line}"


def _paper(paper: Ended) -> dict[str, object]:
    return {
        "id": paper.id,
        "status": paper.outcome.status,
        "reason": paper.outcome.reason,
        "path": paper.wanted.path,
        "line": paper.wanted.line,
        "version": paper.outcome.version,
        "changes": list(paper.outcome.changes),
        "refuted": paper.outcome.is_refuted,
    }

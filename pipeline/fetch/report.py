"""How a run ended, told to a person and to other programs."""

import json
from collections.abc import Iterator

from pipeline.fetch.outcomes import Ended, Result, Status


def as_json(result: Result) -> str:
    """The report of `--report`.

    An object with `exit_status`, `requests`, `seconds`, `counts` by status, and `papers`: each
    with `id`, `status`, `reason`, `path` and `line` of where it is listed, `version` (or null)
    and `changes`.
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
    """A line for every paper that could not be had, with the place that lists it."""
    for paper in result.papers:
        if not paper.outcome.status.is_had:
            yield f"{_place(paper)}: {paper.id}: {paper.outcome.reason} [{paper.outcome.status}]"


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
    }

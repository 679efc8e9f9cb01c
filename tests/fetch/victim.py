"""A run in a process of its own, to be killed: `python -m tests.fetch.victim ROOT URL N IDS...`.

It asks anew for all, and kills itself just before the Nth time that it touches the file system;
with 0, it does not.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from pipeline.arxiv import fetching
from pipeline.arxiv.records import RecordStore
from tests.fetch.runs import options_of

_ON_THE_DISK = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod"}


def main(root: str, url: str, kill_at: str, *ids: str) -> int:
    around = fetching.Surroundings(
        environment={"ARXIV_API_URL": url, "ARXIV_DELAY_S": os.environ["DELAY"]}
    )
    die_at(int(kill_at))
    return fetching.fetch(
        [fetching.Wanted(id=name, path="papers.yaml", line=1) for name in ids],
        RecordStore(Path(root)),
        keep_abstracts=False,
        options=options_of("--refresh"),
        surroundings=around,
    )


def die_at(step: int) -> None:
    steps = count(1)

    def hook(event: str, _: object) -> None:
        if event in _ON_THE_DISK and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

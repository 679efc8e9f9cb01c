"""What changed since a revision of git."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path


def changes(root: Path, revision: str, option: str, *restricted: str) -> Iterator[tuple[str, str]]:
    """The letter and the path of each difference between `revision` and HEAD.

    A renamed file is one removed and one added.  `option` is what a person gave the revision to,
    `restricted` are further options of `git diff`.
    Raises ValueError, with a sentence for people, where git or the revision is not there.
    """
    options = ("--name-status", "-z", "--no-renames", "--ignore-submodules=none", *restricted)
    command = ["git", "-C", str(root), "diff", *options, "--end-of-options", revision, "HEAD", "--"]
    try:
        result = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        message = f"{option} needs git, which is not there; install it"
        raise ValueError(message) from None
    if result.returncode:
        said = result.stderr.decode(errors="replace").strip().partition("\n")[0]
        message = (
            f"{option} {revision}: {said or 'git failed'};"
            " name a commit that this repository has, and that was fetched"
        )
        raise ValueError(message)
    parts = iter(os.fsdecode(result.stdout).split("\0"))
    yield from zip(parts, parts, strict=False)  # behind the last path stands nothing

"""Every test has its own lock file, and a service that starts out well."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetch.made_up import PAPERS, Dialect
from tests.fetch.runs import files, run
from tests.fetch.stand_in import StandIn, serving


@pytest.fixture(autouse=True)
def _own_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    # Power does not fail here, and disks are slow; tests of kills run processes of their own.
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with serving(StandIn()) as service:
        yield service


@pytest.fixture(scope="session")
def good_run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files that a run leaves in which nothing goes wrong."""
    root = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch, serving(StandIn(dialect=Dialect.NEW)) as service:
        patch.setattr(tempfile, "tempdir", str(root))
        ran = run(root, service, [paper.id for paper in PAPERS])
    assert ran.exit_status == 0
    return files(root)

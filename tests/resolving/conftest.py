"""Every test has its own lock files, and waits for nothing."""

import os
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "fsync", lambda _: None)

"""Processes share the work where there is enough of it."""

import os
from pathlib import Path

import pytest

from pipeline.site import processes
from tests.sites import Site

NOTE = """

def setup(app):
    import os
    from pathlib import Path

    notes = Path(app.confdir).parent

    def note(app, step):
        with (notes / f"{step}.txt").open("a") as file:
            file.write(f"{os.getpid()}\\n")

    app.connect("doctree-read", lambda app, tree: note(app, "read"))
    app.connect("html-page-context", lambda app, *_: note(app, "written"))
"""


@pytest.mark.parametrize(("many", "is_shared"), [(0, True), (10_000, False)])
def test_few_pages_are_read_by_one_process_and_many_by_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, *, is_shared: bool
) -> None:
    monkeypatch.setattr(processes, "_MANY", many)
    site = Site.create(tmp_path / "site")
    with (site.root / "docs/conf.py").open("a", encoding="utf-8") as file:
        file.write(NOTE)
    assert site.build(processes=2).warnings == []

    read, written = (
        {int(each) for each in (site.root / f"{step}.txt").read_text("utf-8").split()}
        for step in ("read", "written")
    )
    assert (read != {os.getpid()}) == is_shared
    assert len(written) > 1

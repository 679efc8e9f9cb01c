"""Which files a person changed while `serve` runs."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from watchfiles import Change, DefaultFilter, watch

from ..written.hand_written import GENERATED, is_generated
from ..written.settings import PATH as SETTINGS


def source_changes(root: Path) -> Iterator[frozenset[str]]:
    """The paths below `root` of what a person changed: settings, or files of the site."""
    place = root.resolve()
    changes: SimpleQueue[frozenset[str]] = SimpleQueue()
    end = threading.Event()

    def report(*folders: Path, recursive: bool) -> None:
        only_written = SourceFilter(place)
        for found in watch(
            *folders, watch_filter=only_written, recursive=recursive, stop_event=end
        ):
            changes.put(frozenset(Path(path).relative_to(place).as_posix() for _, path in found))

    folders = [folder for name in ("docs", "reviews") if (folder := place / name).is_dir()]
    # Most editors replace a file, so its folder is watched; what is built lies below that too.
    watchers = [partial(report, place, recursive=False)]
    watchers += [partial(report, *folders, recursive=True)] if folders else []
    for watcher in watchers:
        threading.Thread(target=watcher, daemon=True).start()
    try:
        while True:
            yield changes.get()
    finally:
        end.set()


class SourceFilter(DefaultFilter):
    """Files that people write: neither generated pages nor temporary files."""

    def __init__(self, root: Path) -> None:
        """Take the site to be at `root`, an absolute path."""
        super().__init__()
        self._root = root

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change of `path` asks for a build."""
        return super().__call__(change, path) and not self._is_generated(Path(path))

    def _is_generated(self, file: Path) -> bool:
        if file.name.startswith("."):
            return True
        place = file.relative_to(self._root).parts
        if len(place) == 1:
            return place != (SETTINGS,)
        if place[0] == "reviews" or GENERATED.isdisjoint(place[2:3]):
            return False
        # A person's own page may stand in place of one; of a page that is gone nobody can tell.
        return not file.is_file() or is_generated(file)

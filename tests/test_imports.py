"""Imports lead one way: from the later stations of a paper's way to the earlier ones."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import pipeline

PACKAGE = Path(pipeline.__file__).parent
APART = {"__init__", "__main__"}
"""What stands in front of the stations: the package itself, and `python -m`."""
STATIONS = (
    *("words", "text", "problems", "files", "written", "arxiv", "resolving", "guide", "syntax"),
    *("checking", "mending", "notes", "library", "candidates", "upkeep", "pages", "exports"),
    *("site", "search"),
    *("extension", "commands"),
)
MODULES = {
    ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(PACKAGE.rglob("*.py"))
}


def station(module: str) -> str:
    return module.partition(".")[0]


def imported(module: str) -> Iterator[str]:
    """The modules of the program that a module imports, wherever it does so."""
    is_package = MODULES[module].name == "__init__.py"
    folder = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            parts = folder[: len(folder) - (node.level - 1)]
            base = ".".join([*parts, *(node.module or "").split(".")]).rstrip(".")
            names = [".".join(filter(None, [base, alias.name])) for alias in node.names]
            yield from (name if name in MODULES else base for name in names)


def edges(modules: Iterator[str]) -> Iterator[tuple[str, str]]:
    for module in modules:
        yield from ((module, other) for other in imported(module) if other)


GRAPH = sorted(set(edges(module for module in MODULES if module not in APART)))


def test_every_module_has_a_station() -> None:
    assert {station(module) for module in MODULES} - APART == set(STATIONS)


def test_enough_imports_are_seen() -> None:
    assert ("pages.paper", "pages.markdown") in GRAPH
    assert ("pages.paper", "library.library") in GRAPH
    assert ("extension", "site.parts") in GRAPH
    assert len(GRAPH) > len(MODULES)


def test_no_module_imports_from_a_later_station() -> None:
    wrong = [
        f"{module} imports {other}"
        for module, other in GRAPH
        if station(other) in STATIONS
        and STATIONS.index(station(other)) > STATIONS.index(station(module))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", STATIONS)
def test_no_modules_of_a_station_import_each_other_in_a_circle(name: str) -> None:
    within = TopologicalSorter[str]()
    for module, other in GRAPH:
        if station(module) == station(other) == name:
            within.add(module, other)
    within.prepare()  # raises CycleError, which names the circle


def test_the_program_is_imported_by_no_absolute_name() -> None:
    """It is installed under another name than its folder's."""
    for module, file in MODULES.items():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            assert not {"pipeline", "shoroku"} & {name.partition(".")[0] for name in names}, module

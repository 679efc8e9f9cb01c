"""The program as others install it: from a wheel, with no checkout in sight."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from lxml import html

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    [made] = WheelBuilder(str(PROJECT)).build(directory=str(tmp_path_factory.mktemp("dist")))
    return Path(made)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages that holds what the wheel brings."""
    folder = tmp_path_factory.mktemp("packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, place: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python in `place`, with the packages that the wheel brings and no others of ours."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    environment.pop("ARXIV_API_URL", None)
    return subprocess.run(  # noqa: S603 (our own Python)
        [sys.executable, *command],
        cwd=place,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def site(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("place")
    begun = run(installed, place, "-m", "shoroku", "init", "notes", "--lang", "en", "2101.00001")
    assert begun.returncode == 0, begun.stderr
    return place / "notes"


def test_nothing_is_installed_but_one_package(installed: Path) -> None:
    names = {file.name for file in installed.iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"shoroku"}


def test_the_wheel_brings_every_file_of_the_package(installed: Path) -> None:
    left_out = {"__pycache__"}
    ours, theirs = (
        {
            file.relative_to(folder).as_posix()
            for file in folder.rglob("*")
            if file.is_file() and left_out.isdisjoint(file.parts)
        }
        for folder in (PROJECT / "pipeline", installed / "shoroku")
    )
    assert ours == theirs


def test_no_other_name_than_its_own_can_be_imported(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "-c", "import shoroku").returncode == 0
    assert "No module named 'pipeline'" in run(installed, tmp_path, "-c", "import pipeline").stderr


def test_a_site_that_it_begins_is_sound(installed: Path, site: Path) -> None:
    checked = run(installed, site, "-m", "shoroku", "check")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_site_that_it_begins_is_built(installed: Path, site: Path) -> None:
    built = run(installed, site, "-m", "shoroku", "build", "--offline")
    assert built.returncode == 0, built.stderr
    page = html.parse(site / "build/html/en/papers/2101.00001.html").getroot()
    assert "arXiv:2101.00001" in page.findtext(".//title")

"""What is kept when the host is gone."""

import hashlib
import json
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.commands.cli import main
from pipeline.exports.zenodo import zenodo_json
from pipeline.written.settings import Settings
from tests.sites import Site

# What https://developers.zenodo.org/#representation asks of the fields that we write.
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "upload_type", "publication_type", "access_right"],
    "properties": {
        "title": {"type": "string", "minLength": 1},
        "upload_type": {"const": "publication"},
        "publication_type": {"const": "other"},
        "access_right": {"const": "open"},
        "description": {"type": "string", "minLength": 1},
        "keywords": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "creators": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "orcid": {"type": "string", "pattern": r"^(\d{4}-){3}\d{3}[\dX]$"},
                },
            },
        },
        "related_identifiers": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["identifier", "relation", "scheme"],
                "properties": {
                    "identifier": {"type": "string", "minLength": 1},
                    "relation": {"enum": ["isVariantFormOf", "reviews"]},
                    "scheme": {"enum": ["arxiv", "doi", "url"]},
                },
            },
        },
    },
}
SETTINGS = Settings.model_validate({"title": "Notes", "languages": ["ja", "en"]})


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.create(tmp_path / "site")


def about(site: Site, settings: Settings = SETTINGS) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zenodo_json(site.library(), settings))
    jsonschema.validate(found, SCHEMA)
    return found


def name_reviewers(site: Site, *reviewers: str) -> None:
    for file in (site.root / "reviews").glob("*.md"):
        named = re.compile(r"^reviewer:.*\n(?:[ ].*\n)*", re.MULTILINE)
        file.write_text(named.sub("", file.read_text("utf-8")), "utf-8")
    files = sorted((site.root / "reviews").glob("*.md"))
    for file, reviewer in zip(files, reviewers, strict=False):
        file.write_text(
            file.read_text("utf-8").replace("---\n", f"---\nreviewer: {reviewer}\n", 1), "utf-8"
        )


def test_zenodo_is_told_what_the_settings_and_the_reviews_say(site: Site) -> None:
    settings = SETTINGS.model_copy(
        update={"description": "Reviews & <more>", "address": "https://example.org/notes/"}
    )
    found = about(site, settings)
    assert found["title"] == "Notes"
    assert found["description"] == "<p>Reviews &amp; &lt;more&gt;</p>"
    assert found["keywords"] == ["一つめ", "二つめ"]
    first, *papers = found["related_identifiers"]
    assert first["identifier"] == "https://example.org/notes/"
    assert {paper["relation"] for paper in papers} == {"reviews"}
    assert [paper["identifier"] for paper in papers] == [
        "arXiv:2101.00001",
        "arXiv:2101.00002",
        "arXiv:2101.00003",
        "https://example.org/by-hand",
    ]


def test_nothing_is_told_that_nobody_wrote(site: Site) -> None:
    name_reviewers(site)
    found = about(site)
    assert "creators" not in found
    assert "description" not in found
    assert not {"license", "version", "publication_date"} & found.keys()


def test_who_reviewed_most_comes_first(site: Site) -> None:
    name_reviewers(
        site,
        "{name: Ann B. van Coder}",
        "{name: 山田 花子, link: https://orcid.org/0000-0002-1825-0097}",
        "{name: 山田 花子}",
        "{name: Somebody, link: https://orcid.org/0000-0002-1825-0098}",
    )
    assert about(site)["creators"] == [
        {"name": "山田, 花子", "orcid": "0000-0002-1825-0097"},
        {"name": "van Coder, Ann B."},
        {"name": "Somebody"},
    ]


def test_the_archive_holds_the_site_as_it_was_built(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    html = site.root / "build" / "html"
    assert main(["--root", str(site.root), "archive"]) == 1
    assert "not built" in capsys.readouterr().err
    (html / "en").mkdir(parents=True)
    for name in ("index.html", "en/index.html", "en/é.html", ".hidden"):
        (html / name).write_text(name, "utf-8")
    assert main(["--root", str(site.root), "archive"]) == 0
    folder = site.root / "build" / "archive"
    with zipfile.ZipFile(folder / "site.zip") as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["site/en/index.html", "site/en/é.html", "site/index.html"]
        assert packed.read("site/en/é.html") == "en/é.html".encode()
    digest = hashlib.sha256((folder / "site.zip").read_bytes()).hexdigest()
    assert (folder / "SHA256SUMS").read_text("utf-8") == f"{digest}  site.zip\n"
    jsonschema.validate(json.loads((folder / ".zenodo.json").read_text("utf-8")), SCHEMA)


def test_the_same_site_makes_the_same_archive(site: Site) -> None:
    html = site.root / "build" / "html"
    html.mkdir(parents=True)
    (html / "index.html").write_text("a", "utf-8")
    archive = site.root / "build" / "archive" / "site.zip"
    assert main(["--root", str(site.root), "archive"]) == 0
    before = archive.read_bytes()
    os.utime(html / "index.html", (0, 0))
    (html / "index.html").chmod(0o600)
    assert main(["--root", str(site.root), "archive"]) == 0
    assert archive.read_bytes() == before

"""Records and abstracts on the disk."""

import errno
import json
import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.arxiv.records import (
    MAX_NAME,
    MAX_TITLE,
    DamagedRecordError,
    Record,
    RecordStore,
    sha256,
)
from pipeline.written.paper_ids import PaperId
from tests.examples import ABSTRACT, MAXIMAL_RECORD

PAPER = MAXIMAL_RECORD.id
APART = MAXIMAL_RECORD.model_copy(update={"abstract": None})
"""A record whose abstract is kept outside of it."""


@pytest.fixture
def store(tmp_path: Path) -> RecordStore:
    return RecordStore(tmp_path)


def test_every_field_of_a_record_comes_back(store: RecordStore) -> None:
    assert all(value for _, value in MAXIMAL_RECORD)
    store.save(MAXIMAL_RECORD, ABSTRACT)
    assert store.record(PAPER) == MAXIMAL_RECORD


def test_a_record_of_the_least_comes_back(store: RecordStore) -> None:
    record = Record(
        id=PAPER, version=1, title="T", authors=("A",), abstract_sha256=sha256(ABSTRACT)
    )
    store.save(record, ABSTRACT)
    assert store.record(PAPER) == record


def test_a_record_has_sorted_keys_and_one_newline_at_its_end() -> None:
    text = MAXIMAL_RECORD.as_json()
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert text.endswith("}\n")


def test_an_old_id_has_no_folder_of_its_own(store: RecordStore) -> None:
    path = store.record_path(PaperId("hep-th/9901001"))
    assert path == store.root / "reviews/records/hep-th_9901001.json"


def test_an_abstract_within_its_record_comes_back(store: RecordStore) -> None:
    store.save(MAXIMAL_RECORD, ABSTRACT)
    assert store.abstract(MAXIMAL_RECORD) == ABSTRACT
    assert not (store.root / ".cache/arxiv").exists() or not list(
        (store.root / ".cache/arxiv").glob("*.txt")
    )


def test_an_abstract_apart_from_its_record_comes_back(store: RecordStore) -> None:
    store.save(APART, ABSTRACT)
    assert ABSTRACT not in store.record_path(PAPER).read_text("utf-8")
    assert store.abstract(APART) == ABSTRACT


def test_no_record_is_none(store: RecordStore) -> None:
    assert store.record(PAPER) is None


def test_no_abstract_is_none(store: RecordStore) -> None:
    assert store.abstract(APART) is None


def test_an_abstract_of_another_version_is_none(store: RecordStore) -> None:
    changed = MAXIMAL_RECORD.model_copy(update={"abstract": "Another abstract."})
    assert store.abstract(changed) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"{}"])
def test_a_damaged_record_names_its_file_and_the_way_out(
    store: RecordStore, content: bytes
) -> None:
    path = store.record_path(PAPER)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(DamagedRecordError, match="delete the file and run `nox -s fetch`") as info:
        store.record(PAPER)
    assert info.value.path == path


def test_a_record_is_a_small_file_of_its_own(store: RecordStore) -> None:
    path = store.record_path(PAPER)
    path.parent.mkdir(parents=True)
    path.symlink_to("/dev/zero")
    with pytest.raises(DamagedRecordError, match="must be a regular file"):
        store.record(PAPER)
    path.unlink()
    path.write_bytes(b" " * 1_000_001)
    with pytest.raises(DamagedRecordError, match="1,000,000 are allowed"):
        store.record(PAPER)


def test_where_no_record_can_be_there_is_none(store: RecordStore) -> None:
    folder = store.record_path(PAPER).parent
    folder.parent.mkdir()
    folder.write_text("", "utf-8")
    assert store.record(PAPER) is None


def test_a_record_of_another_paper_is_damaged(store: RecordStore) -> None:
    path = store.record_path(PaperId("2101.00002"))
    path.parent.mkdir(parents=True)
    path.write_text(MAXIMAL_RECORD.as_json(), "utf-8")
    with pytest.raises(DamagedRecordError, match=r"holds the record of 2101\.00001"):
        store.record(PaperId("2101.00002"))


def test_saving_the_same_again_touches_no_file(store: RecordStore) -> None:
    store.save(APART, ABSTRACT)
    files = [store.record_path(PAPER), *(store.root / ".cache/arxiv").glob("*.txt")]
    for file in files:
        os.utime(file, ns=(0, 0))
    store.save(APART, ABSTRACT)
    assert [file.stat().st_mtime_ns for file in files] == [0, 0]


def test_a_full_disk_leaves_the_old_record_with_its_abstract(
    store: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store.save(APART, ABSTRACT)
    new = APART.model_copy(update={"version": 4, "abstract_sha256": sha256("New.")})
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        store.save(new, "New.")
    assert store.record(PAPER) == APART
    assert store.abstract(APART) == ABSTRACT


@pytest.mark.parametrize("title", ["{}", " ", "\\emph{}", "", "{ {} }", "$\\phantom{a}$"])
def test_a_title_shows_something(title: str) -> None:
    with pytest.raises(ValidationError, match="shows nothing"):
        Record.model_validate(MAXIMAL_RECORD.model_dump() | {"title": title})


def test_titles_and_names_are_not_of_any_length() -> None:
    longest = {"title": "T" * MAX_TITLE, "authors": ("A" * MAX_NAME,)}
    Record.model_validate(MAXIMAL_RECORD.model_dump() | longest)
    for longer in ({"title": "T" * (MAX_TITLE + 1)}, {"authors": ("A" * (MAX_NAME + 1),)}):
        with pytest.raises(ValidationError, match="at most"):
            Record.model_validate(MAXIMAL_RECORD.model_dump() | longer)


def test_a_record_is_read_whatever_its_ends_of_lines(store: RecordStore) -> None:
    store.save(MAXIMAL_RECORD, ABSTRACT)
    path = store.record_path(PAPER)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert store.record(PAPER) == MAXIMAL_RECORD


@pytest.mark.parametrize(
    ("paper_id", "published"),
    [
        ("2101.00001", "2020-12-31T23:00:00Z"),  # announced in the next month
        ("2101.00001", "2020-10-01T00:00:00Z"),  # held back by moderators
        ("2101.00001", "2021-02-01T04:00:00Z"),  # January still, in Ithaca
        ("2112.00001", "2022-01-01T03:00:00Z"),
        ("math/9201001", "1990-04-20T00:00:00Z"),  # taken over from an older list
        ("hep-th/9901001", "2001-01-01T00:00:00Z"),
    ],
)
def test_a_paper_may_be_older_than_its_id(paper_id: str, published: str) -> None:
    fields = MAXIMAL_RECORD.model_dump() | {"updated": None}
    record = Record.model_validate(fields | {"id": paper_id, "published": published})
    assert record.id == paper_id

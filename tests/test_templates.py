"""Templates are compiled once by each program, where their code can be kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from pipeline.site import templates
from pipeline.site.templates import kept_templates


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kept_templates.cache_clear()
    yield tmp_path
    kept_templates.cache_clear()


def compiled(monkeypatch: pytest.MonkeyPatch, source: str) -> tuple[str, int]:
    """What a template says, and how many times it had to be compiled."""
    count = 0
    environment = Environment(
        loader=DictLoader({"a": source}), autoescape=True, bytecode_cache=kept_templates()
    )
    compile_template = environment.compile

    def counted(*arguments: object, **options: object) -> object:
        nonlocal count
        count += 1
        return compile_template(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(environment, "compile", counted)
    return environment.get_template("a").render(), count


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled(monkeypatch, "one") == ("one", 1)
    assert compiled(monkeypatch, "one") == ("one", 0)
    assert compiled(monkeypatch, "two") == ("two", 1)


def test_another_program_compiles_it_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(monkeypatch, "one")
    monkeypatch.setattr(templates, "program_digest", lambda: b"another")
    assert compiled(monkeypatch, "one") == ("one", 1)


def test_where_nothing_can_be_kept_it_is_compiled_each_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "cache").write_text("no folder", "utf-8")
    assert compiled(monkeypatch, "one") == ("one", 1)
    assert compiled(monkeypatch, "one") == ("one", 1)

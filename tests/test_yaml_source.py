"""YAML as text with lines."""

import difflib
import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.yaml_source import YamlSource, read_yaml
from pipeline.written.validation import nearest

# What YAML's own types would turn into something else.
PLAIN = [
    *("2110.10090", "2110", "1e3", "0x1F", "017", "1_000", ".5", "12:30:45", "2026-01-31"),
    *("yes", "No", "on", "true", "null", "~", "=", "<<", ".nan", "-.inf"),
]
KEYS = st.text("abcdefg", min_size=1, max_size=4)
TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20)


def read(text: str, first_line: int = 1) -> YamlSource:
    source = read_yaml("a.yaml", text, first_line)
    assert isinstance(source, YamlSource), source
    return source


@pytest.mark.parametrize("scalar", PLAIN)
def test_every_scalar_is_the_text_that_stands_there(scalar: str) -> None:
    assert read(f"- {scalar}\n").value == [scalar]


@given(st.dictionaries(KEYS, TEXTS | st.lists(TEXTS)))
def test_what_was_written_is_read(value: dict[str, str | list[str]]) -> None:
    assert read(json.dumps(value, ensure_ascii=False)).value == value


@given(st.lists(st.tuples(KEYS, TEXTS), min_size=1, unique_by=lambda pair: pair[0]))
def test_the_line_of_each_value_is_where_its_key_stands(pairs: list[tuple[str, str]]) -> None:
    source = read(
        "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs)
    )
    assert [source.line((key,)) for key, _ in pairs] == list(range(1, len(pairs) + 1))


def test_the_lines_of_nested_values() -> None:
    source = read("a:\n  - b: 1\n    c: 2\n  -\n    d: 3\n", first_line=10)
    places = [("a",), ("a", 0), ("a", 0, "c"), ("a", 1), ("a", 1, "d")]
    assert [source.line(place) for place in places] == [10, 11, 12, 14, 14]


def test_the_line_of_what_is_missing_is_that_of_what_is_around_it() -> None:
    source = read("a: 1\nb:\n  c: 2\n")
    places = [("b", "missing"), ("missing",), ("b", "c", 0), ("a", "x")]
    assert [source.line(place) for place in places] == [2, 1, 3, 1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &x 1\n", 1),
        ("a: 1\nb: *x\n", 2),
        ("a: 1\nb: !!str 2\n", 2),
        ("a: 1\nb: !!python/object:os.system 2\n", 2),
        ("a: 1\na: 2\n", 2),
        ("a: 1\nb: {c: 1,\n  c: 2}\n", 3),
        ("? [a]\n: 1\n", 1),
        ("a: [1\n", 2),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
    ],
)
def test_what_is_not_read_is_refused_where_it_stands(text: str, line: int) -> None:
    problems = read_yaml("a.yaml", text)
    assert isinstance(problems, list)
    assert [problem.line for problem in problems] == [line]


class _Counted(list[Any]):
    """A list that counts how often it is gone through."""

    times = 0

    def __iter__(self) -> Iterator[Any]:
        self.times += 1
        return super().__iter__()


def test_a_mapping_is_gone_through_once_for_all_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    compose, pairs = yaml.compose, _Counted()

    def counted(text: str, Loader: Any) -> yaml.Node | None:  # noqa: ANN401, N803 (as PyYAML)
        root = compose(text, Loader=Loader)
        assert isinstance(root, yaml.MappingNode)
        pairs.extend(root.value)
        root.value = pairs
        return root

    monkeypatch.setattr(yaml, "compose", counted)
    source = read("".join(f"key-{number}: 1\n" for number in range(300)))
    pairs.times = 0
    assert [source.line((f"key-{number}",)) for number in range(300)] == list(range(1, 301))
    assert source.line(("missing",)) == 1
    assert pairs.times <= 1


def test_a_mistake_is_compared_with_few_names(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []

    def count(_word: str, names: list[str], n: int) -> list[str]:
        lengths.append(len(names))
        return names[:n]

    monkeypatch.setattr(difflib, "get_close_matches", count)
    assert nearest("topic-x", (f"topic-{number}" for number in range(10_000)))
    assert nearest("x", ["topic"])
    assert lengths == [200, 1]

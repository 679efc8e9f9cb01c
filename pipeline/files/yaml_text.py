"""Data as YAML that people can read and that any text survives."""

from typing import Final

import yaml

from .yaml_source import LOADER

# Libyaml's writer takes a tenth of the time; PyYAML is also to be had without it.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

# Python, and so docutils, breaks lines at these, where YAML would not escape them.
_BREAKS: Final = frozenset("\x85\u2028\u2029")


class _Dumper(_DUMPER):  # type: ignore[misc, valid-type] # one of two classes
    """Text of many lines as such, and each other text on one line."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if text.endswith("\n") or not _BREAKS.isdisjoint(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def as_yaml(value: object) -> str:
    """A document with the keys in the order in which they are given, without the last newline."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000
    )
    return text.removesuffix("\n")


def from_yaml(text: str) -> object:
    """What `as_yaml` wrote, every scalar as text."""
    return yaml.load(text, Loader=LOADER)  # noqa: S506 (it makes nothing but text)

"""Templates of text in which braces mean something else: Jinja between `<<` and `>>`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def rendered(folder: Path, name: str, facts: Mapping[str, Any]) -> str:
    """What the template makes of the facts, as they are: each must be quoted as its place asks."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 (Markdown, YAML and TOML, not HTML)
    )
    return environment.get_template(name).render(facts)

"""What a site may call by several names, apart from the file that says so, which is YAML."""

from typing import TypeAlias

Concept: TypeAlias = tuple[str, ...]
"""The names of one thing."""

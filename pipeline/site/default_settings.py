"""docutils' default settings, made once and not for each page and each review.

docutils makes a parser of command lines with some eighty options to learn them, which took a
fifteenth of a build.
The name replaced here is that by which MyST asks; one that asks by another loses nothing but time.
"""

from copy import copy
from functools import cache
from typing import TypeAlias

from docutils import SettingsSpec, frontend
from docutils.frontend import Values
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base
from sphinx.application import Sphinx

_Component: TypeAlias = SettingsSpec | type[SettingsSpec]


def register(app: Sphinx) -> None:
    """Have MyST ask here."""
    vars(base)["get_default_settings"] = default_settings


def default_settings(*components: _Component) -> Values:
    """As docutils' `get_default_settings`: values of one's own each time."""
    values = copy(_made(components))
    # What a document depends on is the one value that its reading adds to.
    values.record_dependencies = DependencyList()
    return values


@cache
def _made(components: tuple[_Component, ...]) -> Values:
    return frontend.get_default_settings(*components)

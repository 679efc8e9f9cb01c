"""docutils' default settings, made once and not for each page and each review.

docutils makes a parser of command lines with some eighty options to learn them, which took a
fifteenth of a build.
The names replaced here are those by which MyST and Sphinx ask; where they ask by others one day,
nothing is lost but time.
"""

from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import Any, Final, TypeAlias

from docutils import SettingsSpec, frontend
from docutils.frontend import Values
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base
from sphinx.application import Sphinx
from sphinx.util import docutils

_Component: TypeAlias = SettingsSpec | type[SettingsSpec]
_sphinx_settings: Final = vars(docutils)["_get_settings"]
_pages: Final[dict[str, Values]] = {}


def register(app: Sphinx) -> None:
    """Have MyST and Sphinx ask here."""
    vars(base)["get_default_settings"] = default_settings
    vars(docutils)["_get_settings"] = page_settings


def page_settings(
    *components: _Component, defaults: Mapping[str, Any], read_config_files: bool = False
) -> Values:
    """As Sphinx's own function for the settings of a page: values of one's own each time."""
    kinds = [each if isinstance(each, type) else type(each) for each in components]
    asked = repr((kinds, sorted(defaults.items()), read_config_files))
    if asked not in _pages:
        _pages[asked] = _sphinx_settings(
            *components, defaults=defaults, read_config_files=read_config_files
        )
    return _own(_pages[asked])


def default_settings(*components: _Component) -> Values:
    """As docutils' `get_default_settings`: values of one's own each time."""
    return _own(_made(components))


def _own(made: Values) -> Values:
    values = copy(made)
    # What a document depends on is the one value that its reading adds to.
    values.record_dependencies = DependencyList()
    return values


@cache
def _made(components: tuple[_Component, ...]) -> Values:
    return frontend.get_default_settings(*components)

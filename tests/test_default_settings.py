"""docutils' default settings are those that docutils itself makes, and nobody shares them."""

import pytest
from docutils import frontend
from docutils.parsers.rst import Parser
from docutils.readers.standalone import Reader
from sphinx.util import docutils

from pipeline.site.default_settings import default_settings, page_settings

SPHINX = vars(docutils)["_get_settings"]


def values(settings: frontend.Values) -> dict[str, object]:
    return {name: value for name, value in vars(settings).items() if name != "record_dependencies"}


def test_the_values_are_those_of_docutils() -> None:
    parser = Parser()
    ours, theirs = default_settings(parser), frontend.get_default_settings(parser)
    assert values(ours) == values(theirs)
    assert repr(ours.record_dependencies) == repr(theirs.record_dependencies)


def test_a_document_changes_those_of_no_other() -> None:
    first = default_settings(Parser)
    first.record_dependencies.add("a.md")
    first.language_code = "ja"
    second = default_settings(Parser)
    assert second.language_code == "en"
    assert not second.record_dependencies.list


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_values_of_a_page_are_those_of_sphinx(language: str) -> None:
    defaults = {"language_code": language, "smartquotes_locales": []}
    ours, theirs = (make(Reader, Parser(), defaults=defaults) for make in (page_settings, SPHINX))
    assert values(ours) == values(theirs)
    assert ours.language_code == language
    ours.record_dependencies.add("a.md")
    assert not page_settings(Reader, Parser(), defaults=defaults).record_dependencies.list

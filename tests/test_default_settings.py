"""docutils' default settings are those that docutils itself makes, and nobody shares them."""

from docutils import frontend
from docutils.parsers.rst import Parser

from pipeline.site.default_settings import default_settings


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

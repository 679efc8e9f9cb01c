"""The catalogues beside the code: `python -m tests.catalogues` counts what they lack.

With `--update`, the messages of the code are taken into the catalogue of English, which has no
translations and is where a further language begins, and from there into the others.
"""

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from pipeline.words.catalogue import CATALOGUES, SOURCE_LANGUAGE, catalogue_file

PACKAGE = CATALOGUES.parents[1]
SETTINGS = PACKAGE.parent / "pyproject.toml"
KEYWORDS: dict[str, Any] = {
    "translatable": None,
    "words": None,
    "counted": (1, 2),
    "forms": (1, 2),
}
"""The functions that take a message; for those that count, its two forms."""
_LEFT_OUT = tuple(
    f'"{field}:'
    for field in (
        *("Generated-By", "Language-Team", "Last-Translator", "PO-Revision-Date"),
        *("POT-Creation-Date", "Project-Id-Version", "Report-Msgid-Bugs-To"),
    )
)
"""Headers that change without a message, or say nothing."""
THEME = "furo's own"
"""The comment of messages that the theme which ours inherits from asks for."""


def extracted() -> Catalog:
    """Every message of the code, with the file that it stands in."""
    mappings = tomllib.loads(SETTINGS.read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {mapping["pattern"]: mapping for mapping in mappings}
    found = Catalog(project="shoroku", charset="utf-8", fuzzy=False)
    for file, _line, message, comments, context in extract_from_dir(
        PACKAGE, methods, options, KEYWORDS
    ):
        found.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def languages() -> list[str]:
    """The languages that have a catalogue, but for English."""
    codes = sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir())
    return [code for code in codes if code != SOURCE_LANGUAGE]


def read(language: str) -> Catalog:
    """A language's catalogue."""
    with catalogue_file(CATALOGUES, language).open("rb") as file:
        return read_po(file, locale=language)


def untranslated(catalogue: Catalog, messages: Catalog) -> Iterator[object]:
    """The messages that a catalogue has no translation of."""
    for message in messages:
        found = catalogue.get(message.id) if message.id else None
        if message.id and (found is None or not found.string or not all(found.string)):
            yield message.id


def as_text(catalogue: Catalog) -> str:
    """The catalogue as its file holds it, the same on every day."""
    name = catalogue.locale.get_display_name(SOURCE_LANGUAGE) if catalogue.locale else ""
    catalogue.header_comment = f"# The program's words in {name}."
    written = BytesIO()
    write_po(written, catalogue, width=100, sort_by_file=True, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_LEFT_OUT))


def update() -> None:
    """Take the messages of the code into every catalogue."""
    messages = extracted()
    for code in (SOURCE_LANGUAGE, *languages()):
        catalogue = read(code)
        kept = [each for each in catalogue if THEME in each.user_comments]
        catalogue.update(messages, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        for message in kept:
            catalogue[message.id] = message
        catalogue_file(CATALOGUES, code).write_text(as_text(catalogue), "utf-8")


def main() -> int:
    """Count what is not translated; 1 where the code has messages that no catalogue knows."""
    messages = extracted()
    for code in languages():
        missing = list(untranslated(read(code), messages))
        print(f"{code}: {len(missing)} of {len(messages)} messages are shown in English")
    template = read(SOURCE_LANGUAGE)
    unknown = [message.id for message in messages if message.id and message.id not in template]
    if unknown:
        print(*unknown, "are not in the catalogues: run nox -s words", sep="\n", file=sys.stderr)
    return bool(unknown)


if __name__ == "__main__":
    if "--update" in sys.argv:
        update()
    sys.exit(main())

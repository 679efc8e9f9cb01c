"""The program's words in one language, from its catalogue `<lang>/LC_MESSAGES/shoroku.po`.

English is what the code itself says, and what stands where a catalogue lacks a word.
A site can add a catalogue of its own, for another language or for other words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from .language import name_in, tag

DOMAIN: Final = "shoroku"
SOURCE_LANGUAGE: Final = "en"
"""What the messages in the code are written in, and so what needs no catalogue."""
CATALOGUES: Final = Path(__file__).parent / "locale"
"""The program's own catalogues."""


def translatable(message: str) -> str:
    """Mark a message that is looked up elsewhere, so that catalogues have it."""
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """The program's words in one language."""

    language: str
    translations: NullTranslations = field(repr=False)
    plural: str
    """Which plural form a number `n` takes, as an expression of C and of JavaScript."""
    _forms: Mapping[str, Sequence[str]] = field(repr=False)

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, with `values` for the names in its braces."""
        found = self.translations.gettext(message)
        return found.format(**values) if values else found

    def counted(self, singular: str, plural: str, count: int) -> str:
        """The message for a number, which stands for `{count}`."""
        found = self.translations.ngettext(singular, plural, count)
        return found.format(count=self.number(count))

    def forms(self, singular: str, plural: str) -> Sequence[str]:
        """Every form of a message that counts, in the order in which `plural` numbers them."""
        return self._forms.get(singular, (singular, plural))

    def day(self, day: date) -> str:
        """The day as it is written in this language."""
        return _day(day, self.language)

    def month(self, day: date) -> str:
        """The month of a day, with its year, as it is written in this language."""
        return format_skeleton("yMMMM", day, locale=self.language)

    def number(self, number: int) -> str:
        """The number as it is written in this language."""
        return format_decimal(number, locale=self.language)

    def listed(self, items: Sequence[str]) -> str:
        """A few things in a row: "a, b, and c"."""
        return format_list(items, "standard", self.language)

    def language_name(self, code: str) -> str:
        """What another language is called in this one."""
        return name_in(code, self.language)

    @property
    def direction(self) -> str:
        """Which way the language is written: `ltr` or `rtl`."""
        return Locale.parse(self.language).text_direction

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return tag(self.language)


def words_of(language: str, *folders: Path) -> Words:
    """The words of a language: those in `folders` first, then the program's, then English.

    A folder holds `<lang>/LC_MESSAGES/shoroku.po`.
    Raises OSError or babel's PoFileError where one of these cannot be read.
    """
    files = catalogue_files(language, *folders, CATALOGUES)
    return _joined(language, tuple((file, file.stat().st_mtime_ns) for file in files))


def catalogue_files(language: str, *folders: Path) -> list[Path]:
    """The catalogues that a language's words come from, those that come first first."""
    return [
        file
        for folder in folders
        for code in dict.fromkeys((language, language.partition("_")[0]))
        if (file := catalogue_file(folder, code)).is_file()
    ]


def in_each(message: str, languages: Sequence[str]) -> str | dict[str, str]:
    """A message as a site writes its texts: one text, or a mapping where it has more languages."""
    said = {code: words_of(code)(message) for code in languages}
    return said if len(said) > 1 else said[languages[0]]


def catalogue_file(folder: Path, language: str) -> Path:
    """Where the catalogue of a language is below a folder of catalogues, or would be."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def messages(file: Path) -> Iterator[Message]:
    """The messages of a catalogue; raises as `words_of`."""
    with file.open("rb") as opened:
        yield from (message for message in read_po(opened, abort_invalid=True) if message.id)


@cache
def _day(day: date, language: str) -> str:
    return format_date(day, "long", language)


@cache
def _joined(language: str, files: tuple[tuple[Path, int], ...]) -> Words:
    joined = Catalog(locale=language)
    for file, _time in files:
        for message in messages(file):
            if all(_strings(message)) and not message.fuzzy and message.id not in joined:
                joined[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, joined)
    compiled.seek(0)
    forms = {message.id[0]: _strings(message) for message in joined if _is_plural(message)}
    # Where nothing is translated, the two forms are English.
    plural = joined.plural_expr if forms else "n != 1"
    return Words(language, Translations(compiled, DOMAIN), plural, forms)


def _strings(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _is_plural(message: Message) -> bool:
    return isinstance(message.id, tuple)

"""The site's settings: the table `[tool.shoroku]` of its `pyproject.toml`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from ..files.gate import read_with_problems
from ..files.toml_source import TomlSource, read_table
from ..problems.problem import Code, Problem
from ..words.catalogue import translatable
from ..words.language import is_language
from .localized import Localized, in_language
from .repository import Repository
from .validation import BRANCH_PATTERN, CLAUSE, Address, validated

PATH = "pyproject.toml"
TABLE = ("tool", "shoroku")

SETTINGS = Code(
    "settings",
    translatable(
        "`pyproject.toml` lacks the table `[tool.shoroku]`, in which the site's settings stand."
    ),
    translatable(
        'A site in English begins with the lines `[tool.shoroku]`, `title = "Notes"` and '
        '`languages = ["en"]`.'
    ),
)


def _language(code: str) -> str:
    if not is_language(code):
        message = f"{code!r} is no language; write a code such as en, ja or zh_CN"
        raise ValueError(message)
    return code


def _each_once(codes: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(codes)) < len(codes):
        message = "languages has an entry twice; remove one"
        raise ValueError(message)
    return codes


def _whole(address: HttpUrl) -> HttpUrl:
    if address.query is not None or address.fragment is not None:
        message = "must be an address without ? and #, to which the pages' names are added"
        raise PydanticCustomError(CLAUSE, message)
    return address


def _uuid(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        right = "is no UUID; write one as `uuidgen` makes it"
        raise PydanticCustomError(CLAUSE, right) from None


_Whole = Annotated[Address, AfterValidator(_whole)]


class Settings(BaseModel):
    """What a site says of itself.  The first of its languages is the one it falls back to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Localized
    languages: Annotated[
        tuple[Annotated[str, AfterValidator(_language)], ...],
        Field(min_length=1),
        AfterValidator(_each_once),
    ]
    description: Localized | None = None
    address: _Whole | None = None
    repository: _Whole | None = None
    branch: Annotated[
        str, StringConstraints(strip_whitespace=True, pattern=BRANCH_PATTERN, max_length=100)
    ] = "main"
    keep_abstracts: bool = False
    uuid: Annotated[UUID, BeforeValidator(_uuid)] | None = None
    """What feeds know the site by, whatever it is called and wherever it moves."""

    def title_in(self, language: str) -> str:
        """The site's title in one of its languages."""
        return in_language(self.title, language, self.languages)

    def description_in(self, language: str) -> str | None:
        """What the site is, in one of its languages."""
        text = self.description
        return None if text is None else in_language(text, language, self.languages)

    @property
    def forge(self) -> Repository | None:
        """Where the site's files are edited."""
        address = str(self.repository or "").rstrip("/")
        return Repository(address, self.branch) if address else None


@dataclass(frozen=True, slots=True)
class Site:
    """The settings, and where each of them stands."""

    settings: Settings
    source: TomlSource


def site_catalogues(root: Path) -> Path:
    """Where a site has words of its own: `<lang>/LC_MESSAGES/shoroku.po`."""
    return root / "docs" / "locale"


def read_settings(root: Path) -> Site | list[Problem]:
    """Read the settings of the site at `root`, or every problem in them."""
    site, problems = settings_with_problems(root)
    return site if site and not problems else problems


def settings_with_problems(root: Path) -> tuple[Site | None, list[Problem]]:
    """Read the settings of the site at `root` as far as they can be read, and every problem."""
    try:
        text, problems = read_with_problems(root / PATH, PATH)
    except FileNotFoundError:
        right = "is missing; `shoroku init` makes a site, with this file of its settings"
        return None, [Problem(PATH, 1, right, SETTINGS)]
    site = [] if text is None else _site(text)
    return (None, [*problems, *site]) if isinstance(site, list) else (site, problems)


def _site(text: str) -> Site | list[Problem]:
    source = read_table(PATH, text, *TABLE)
    if source is None:
        right = 'has no table [tool.shoroku]; add it, with title = "…" and languages = ["…"]'
        return [Problem(PATH, 1, right, SETTINGS)]
    if isinstance(source, list):
        return source
    if not isinstance(source.value, dict):
        return [Problem(PATH, 1, "must have a table [tool.shoroku], not a value", SETTINGS)]
    settings = validated(Settings, source)
    return settings if isinstance(settings, list) else Site(settings, source)

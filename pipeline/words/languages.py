"""The languages of the site."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Language(StrEnum):
    """A language in which the site is built, by its code (BCP 47)."""

    JA = "ja"
    EN = "en"

    @property
    def other(self) -> "Language":
        """The language that a page in this one offers to switch to."""
        return Language.EN if self is Language.JA else Language.JA


class Localized(BaseModel):
    """One text in each language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ja: str = Field(min_length=1, max_length=2_000)
    en: str = Field(min_length=1, max_length=2_000)

    def __getitem__(self, language: Language) -> str:
        """The text in `language`."""
        return self.ja if language is Language.JA else self.en

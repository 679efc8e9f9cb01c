"""Formats that others define, in schemas written here from what their definitions say."""

from pathlib import Path

from lxml import etree

_FOLDER = Path(__file__).parent


def flaws(text: str, schema: str) -> list[str]:
    """What the schema (`atom`, `sitemap`) finds wrong with a document."""
    rules = etree.RelaxNG(etree.parse(_FOLDER / f"{schema}.rng"))
    document = etree.fromstring(text.encode())
    return [] if rules.validate(document) else [str(error) for error in rules.error_log]

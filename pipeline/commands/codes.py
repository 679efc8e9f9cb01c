"""Every kind of problem that the program tells of, about as a file passes the rules."""

from typing import Final

from ..arxiv import records, report
from ..checking import (
    answers,
    catalogues,
    following,
    formulas,
    images,
    links,
    markup,
    page_rules,
    queues,
    references,
    reviews,
    selections,
    summary,
    tags,
    translations,
)
from ..files import gate, toml_source, yaml_source
from ..library import loading
from ..notes import taken
from ..pages import tree
from ..problems.problem import Code
from ..resolving import codes as resolving
from ..written import reviews as written_reviews
from ..written import settings, unfilled, validation
from . import init, outsider

# fmt: off
CODES: Final[tuple[Code, ...]] = (
    settings.SETTINGS, toml_source.TOML,
    yaml_source.YAML, yaml_source.KEY, yaml_source.NESTING,
    gate.ENCODING, gate.SIZE, gate.CHARACTER, gate.FILE_KIND,
    validation.VALUE, validation.ID, validation.DUPLICATE,
    written_reviews.FILE_NAME, written_reviews.LANGUAGE, written_reviews.FRONT_MATTER,
    unfilled.EMPTY,
    references.UNKNOWN_PAPER, references.UNKNOWN_TOPIC, answers.UNKNOWN_QUESTION,
    following.FOLLOWS, tags.SPELLING, reviews.FUTURE,
    markup.HTML, markup.HEADING, markup.DIRECTIVE, markup.OPTION, markup.ROLE, markup.TARGET,
    markup.SUBSTITUTION, markup.COMMENT, markup.FOOTNOTE, markup.MARKUP,
    links.LINK, links.REFERENCE, images.IMAGE, formulas.FORMULA,
    page_rules.PAGE, catalogues.CATALOGUE,
    summary.UNCITED, summary.THEME, translations.TRANSLATION,
    selections.FIGURES, queues.UNTOLD,
    tree.FOREIGN_FILE, records.RECORD, loading.NOT_ON_ARXIV, loading.DRIFT, report.VERIFIED,
    init.EXISTS, outsider.OUTSIDE, taken.NOTE, taken.NOT_TAKEN,
    resolving.DOUBTFUL, resolving.NOT_ASKED, resolving.PASTED,
)
# fmt: on

"""Whether a paper has been withdrawn, told by its words: arXiv's answers have no field for it.

A withdrawal is a version of its own, whose comment, and often whose abstract, says so and why;
it has a link to a PDF as every version has: https://info.arxiv.org/help/withdraw.html
"""

import re
from typing import Final

from ..text import tex

_FLAGS: Final = re.VERBOSE | re.IGNORECASE

# The pieces of the sentences below.
_NOUN: Final = r"""
    (?:(?:present|current|entire|whole|full|arxiv|research|above|short|brief)\s+)*
    (?:paper|article|manuscript|(?:re)?submission|(?:e-?|pre-?)print|work|letter|note|draft
      |document|entry|report|thesis|version|contribution|comment|reply)s?\b
"""
_PAPER: Final = rf"(?:this|the|these|our|my)\s+ {_NOUN} (?:\s*\([^)]*\))? ,?"
_GONE: Final = r"(?:withdra(?:wn|wed|wen)|withrawn|retracted)\b"
_WITHDRAW: Final = r"(?:withdr[ae]w(?:n|ing|s)?|retract(?:ed|ing|s)?)\b"
# What is taken back elsewhere, or was by mistake, is still on arXiv.
_HERE: Final = r"""
    (?! \s+ (?:by \s+ [^.;]{1,60}? \s+)?
        (?: from \s+ (?! (?:the\s+)? (?:arxiv|publication) )
          | as \s+ an? \s+ (?:submission|candidate|contribution)
          | at \s+ (?! the\b | my\b | our\b | authors?\b )
          | (?:onto | in \s+ error | by \s+ (?:mistake|accident) | if | unless) \b ) )
"""
# "as been" is a slip that papers do make.
_IS: Final = r"""
    (?: (?:has|have|as|is|are|be|been|being|must|should|needs?|to|therefore|thus|hence|hereby|now
          |(?:superseded|replaced|removed)\s+and
          |(?!mistaken|accidental|erroneous|wrong|inadvertent|previous|original|initial|former|part)
           \w+ly) \s+ )+
"""
# "Section 5 of this paper is withdrawn" speaks of less than the paper.
_LED_BY: Final = (
    *("of", "in", "from", "to", "on", "with", "by", "for", "at", "about", "than"),
    *("which", "if", "unless", "until", "whether", "when", "once", "after"),
)
_WHOLE: Final = "".join(rf"(?<!\b{word}\s)" for word in _LED_BY) + _PAPER
_WHO: Final = r"(?:we|i|(?:(?:the|all|first)\s+)*authors?|arxiv(?:\s+admin\w*)?)\s+"
_WANT: Final = r"""
    (?: (?!(?:not|never|may|might|could|if|will|previously|earlier|later|once)\b | \w+n['’]t\b)
        [\w'’]+ \s+ ){0,6}
"""
_REASON: Final = r"(?:due\s+to|owing\s+to|because|since|pending|until)\b"

# "This paper has been withdrawn …", "We withdraw this paper …": sentences of their own.
_SENTENCE: Final = rf"""
    {_WHOLE} \s+ {_IS} {_GONE} {_HERE}
  | {_WHOLE} \s+ {_IS} removed \s+ (?:by\s+arxiv | because | due\s+to | at\s+the\s+request)
  | ^ (?:it|this|{_NOUN}) \s+ {_IS} {_GONE} {_HERE}
  | ^ {_PAPER} (?:(?!\b(?:which|that|whose)\b).)* \b (?:and|so|it|therefore|hence|thus) ,? \s+
    {_IS} {_GONE} {_HERE}
  | ^ (?:this\s+)? {_NOUN} \s+ (?: {_GONE} {_HERE} (?! \s+ \w+ \s+ (?:is|was|and)\b )
                                 | removed \s* (?: $ | [,:] | by\s+arxiv ) )
  | \b {_WHO} {_WANT} {_WITHDRAW} \s+ (?:{_PAPER}|it\b) (?! ['’] | \s+ (?:of|by)\b ) {_HERE}
  | ^ (?:please\s+|to\s+)? {_WITHDRAW} \s+ (?:{_PAPER} | all \s+ versions) {_HERE}
  | ^ (?:we\s+are|i\s+am) \s+ withdrawing \s+ to\b
  | ^ (?:(?:we\s+are|i\s+am) \s+)? withdrawing \s+ {_REASON}
  | \b (?:request|seek|ask\s+for)(?:s|ed|ing)? \s+ (?:(?:the|a)\s+)? withdrawal \s+ of \s+ {_PAPER}
  | ^ withdrawal (?:\s+ of \s+ {_PAPER})? (?: \s* (?:[:,]|$) | \s+ {_REASON} )
  | ^ {_GONE} \s+ (?:paper|article|manuscript) $
  | \b this \s+ is \s+ (?:now\s+)? an? \s+ {_GONE} \s+ {_NOUN}
"""

# "Withdrawn due to …", "12 pages, withdrawn": the one word and what goes before and after it.
_BEFORE: Final = r"""
    (?: (?:\d+|no|one|two|three|four|five) \s* (?:pages?|pp?|figures?|figs?|tables?)\b\.?
        [\s,+&–—-]* (?:and\s+)? )*
    [(\[]*
    (?: (?:superseded|replaced|obsolete|incorrect|wrong|erroneous)\b .* [\s,]and\s+
      | (?:[\w'’-]+\s+){0,7}
        (?:superseded|obsolete|incorrect|wrong|erroneous|invalid|errors?|mistakes?|gaps?|flaws?)\b
        .* [,–—-]\s+ )?
"""
_AFTER: Final = rf"""
    (?= \s* [)\]]* \s* $
      | \s* [,:!(–—-]
      | \s+ (?: by | to | for | on | and | at | per | upon | while | so | when | with | from
              | following | temporarily | in\s+(?:favou?r|order) | {_REASON}
              | as (?!\s+(?:erroneous|wrong|incorrect))
              | after (?!\s+(?:review|reject|accept|submission)) ) \b )
"""
_WORD: Final = rf"""
    ^ {_BEFORE} (?:{_IS})? (?: {_GONE} {_HERE} {_AFTER} | removed \s+ by \s+ arxiv )
"""

_IN_A_COMMENT: Final = re.compile(f"{_SENTENCE} | {_WORD}", _FLAGS)
# Whole fields of research are about what is withdrawn: cash, drugs, patients, troops.
_IN_AN_ABSTRACT: Final = re.compile(
    rf"""{_SENTENCE}
  | ^ (?:temporarily\s+|now\s+)? {_GONE}
    (?: \s* (?: : | $ ) | \s+ by \s+ (?:the\s+)? (?:authors?|arxiv|submitter|administrat)
      | \s+ {_REASON} [^,]* $ )
  | ^ {_PAPER} \s+ was \s+ {_GONE} \s* (?: $ | by\b | {_REASON} )
    """,
    _FLAGS,
)
# What was withdrawn once may be there again.
_ONCE: Final = re.compile(rf"{_WHOLE} \s+ (?:was|were) \s+ (?:{_IS})? {_GONE} {_HERE}", _FLAGS)
_SINCE: Final = re.compile(
    r"\bth(?:is|e (?:present|current|new)) (?:version|revision|replacement|one|is)\b|\bnow\b",
    re.IGNORECASE,
)
_BACK: Final = re.compile(
    r"\b(?:reinstat|restor|un-?withdr)\w*|\bno longer withdrawn"
    r"|\bnow (?:(?:re)?submit|corrected|fixed|back|available)",
    re.IGNORECASE,
)
# One word beside these may speak of what was sent to a journal.
_SENT: Final = re.compile(r"\b(?:submitted|accepted|to appear|under review)\b", re.IGNORECASE)
_ALONE: Final = re.compile(rf"[\[(]*{_GONE}[\])]*", _FLAGS)

_END: Final = re.compile(r"[.;!?](?=\s|$)")
_LABEL: Final = re.compile(
    r"(?:(?:arxiv\s+)?admin\w*\s+note|note|remark|status|update|comments?|v(?:ersion\s*)?(\d{1,4}))"
    r"\s*[:,]\s*",
    re.IGNORECASE,
)


def is_withdrawn(*, comment: str, abstract: str, version: int) -> bool:
    """Whether the newest version, `version`, is a withdrawal by what its texts say of it.

    A comment may say so anywhere, an abstract only in its first sentence.  TeX may stand in both.
    """
    opening, *_ = _sentences(tex.plain(abstract)) or [""]
    return _is_announced(tex.plain(comment), version) or bool(_IN_AN_ABSTRACT.search(opening))


def _is_announced(comment: str, version: int) -> bool:
    if _BACK.search(comment):
        return False
    parts = [_without_label(part, version) for part in _sentences(comment)]
    if _SENT.search(comment):
        parts = [part for part in parts if not _ALONE.fullmatch(part)]
    was = _ONCE.search(comment) is not None and not _SINCE.search(comment)
    return was or any(map(_IN_A_COMMENT.search, parts))


def _without_label(sentence: str, version: int) -> str:
    """The sentence without "Note:", or "v2:" where that is the version: else it is of another."""
    label = _LABEL.match(sentence)
    of_another = label is not None and label[1] is not None and int(label[1]) != version
    return sentence if label is None or of_another else sentence[label.end() :]


def _sentences(text: str) -> list[str]:
    parts = (part.strip(" ,:*\"'“”") for part in _END.split(text))
    return [part for part in parts if part]

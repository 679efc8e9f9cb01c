"""What blocks of several lines ask of the list or quote around them."""

from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import StateBlock

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType

INTERRUPTS: Final["RuleOptionsType"] = {"alt": ["paragraph", "reference", "blockquote"]}
"""A rule of the parser with these options ends a paragraph, as HTML does."""


def is_within(state: StateBlock, first: int, last: int) -> bool:
    """Whether each of these lines is as far in as the list or quote in which the first stands."""
    return all(
        state.sCount[line] >= state.blkIndent or state.isEmpty(line)
        for line in range(first, last + 1)
    )

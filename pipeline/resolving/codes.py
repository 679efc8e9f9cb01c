"""What is told of titles and references; apart, so that naming the codes loads no client."""

from ..problems.problem import Code
from ..words.catalogue import translatable

DOUBTFUL = Code(
    "doubtful",
    translatable("What was found for a title may be another paper, so it was not written down."),
    translatable("“A study” may be “A study, part two”; write its `id` by hand if it is."),
)
NOT_ASKED = Code(
    "not-asked",
    translatable("A page or a service gave no answer that could be used."),
    translatable("DBLP answered 503; the same command asks later for what is left."),
)
PASTED = Code(
    "pasted",
    translatable("A reference cannot be taken as it is."),
    translatable("`@article{lee, title = {A study}` is not closed; add the brace."),
)

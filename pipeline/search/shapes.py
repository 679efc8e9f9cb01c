"""The shapes of ids that people paste, as a script that the others read."""

import json
from typing import Final

from ..written import id_shapes as shapes

_SCRIPT: Final = """\
// The shapes of ids: pipeline/written/id_shapes.py says what each is.
"use strict";
globalThis.shoroku ??= {};
shoroku.idShapes = %s;
"""


def id_shapes() -> str:
    """The script that holds the table of shapes."""
    table = {
        "most": shapes.MOST,
        "id": shapes.ID,
        "part": shapes.PART,
        "frames": shapes.FRAMES,
        "mention": shapes.MENTION,
        "encoded": shapes.ENCODED,
        "hyphens": shapes.HYPHENS,
        "ways": shapes.WAYS,
    }
    return _SCRIPT % json.dumps(table)

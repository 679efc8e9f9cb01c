"""The JSON Schemas by which editors complete and check what people write."""

import json
from typing import Final

from pydantic import BaseModel

from .paper_list import PaperList
from .queues import Queue
from .reviews import FrontMatter
from .terms import Terms

_MODELS: Final[dict[str, type[BaseModel]]] = {
    "papers.schema.json": PaperList,
    "queue.schema.json": Queue,
    "review.schema.json": FrontMatter,
    "terms.schema.json": Terms,
}


def schemas() -> dict[str, str]:
    """Every schema by the name of its file."""
    return {
        name: json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
        for name, model in _MODELS.items()
    }

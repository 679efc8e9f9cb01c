"""The JSON Schemas by which editors complete and check the list and the front matter.

`python -m pipeline.schemas` writes them anew, after a change to the models.
"""

import json
from pathlib import Path

from pydantic import BaseModel

from ..files.atomic import write_atomically
from .paper_list import PaperList
from .reviews import FrontMatter

MODELS: dict[str, type[BaseModel]] = {
    "reviews/papers.schema.json": PaperList,
    "reviews/review.schema.json": FrontMatter,
}


def schema(model: type[BaseModel]) -> str:
    """The model's schema as its file holds it."""
    return json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for path, model in MODELS.items():
        write_atomically(Path(path), schema(model))

"""Answers as JSON: written once, the curves straight from their arrays."""

import orjson
from fastapi import Response
from pydantic import BaseModel

from service.answer import Answer, BatchAnswer


def write(answer: Answer | BatchAnswer) -> bytes:
    """Write an answer; the problems in a batch alone are not of plain dictionaries."""
    return orjson.dumps(answer, BaseModel.model_dump, orjson.OPT_SERIALIZE_NUMPY)


class AnswerResponse(Response):
    """An answer encoded by orjson, without pydantic's validation of what was just computed."""

    media_type = "application/json"

    def __init__(self, answer: Answer | BatchAnswer) -> None:
        super().__init__(write(answer))

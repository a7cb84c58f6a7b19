"""The base of the shapes that are checked as they are made."""

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Base of the shapes of what is read from a record."""

    model_config = ConfigDict(extra="forbid", frozen=True)

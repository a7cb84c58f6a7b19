"""Feedback: what became of a card, kept as one line of JSON for each."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from service.cds.request import Sent, Text, Uuid

MOST_ENTRIES = 100
LONGEST_TIME = 40


def _require_utc(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None or moment.utcoffset() != UTC.utcoffset(None):
        raise ValueError("must be in UTC")
    return text


UtcTime = Annotated[str, Field(max_length=LONGEST_TIME), AfterValidator(_require_utc)]


class AcceptedSuggestion(Sent):
    """A suggestion that was accepted."""

    id: Uuid


class Coding(Sent):
    """A reason as it was chosen from a list."""

    code: Text
    system: Text | None = None
    display: Text | None = None


class OverrideReason(Sent):
    """Why a card was dismissed."""

    reason: Coding | None = None
    user_comment: Text | None = Field(None, alias="userComment")


class Feedback(Sent):
    """What became of one card."""

    card: Uuid
    outcome: Literal["accepted", "overridden"]
    outcome_timestamp: UtcTime = Field(alias="outcomeTimestamp")
    accepted_suggestions: list[AcceptedSuggestion] | None = Field(
        None, alias="acceptedSuggestions", min_length=1, max_length=MOST_ENTRIES
    )
    override_reason: OverrideReason | None = Field(None, alias="overrideReason")

    @model_validator(mode="after")
    def _accepts_something(self) -> Self:
        if self.outcome == "accepted" and self.accepted_suggestions is None:
            raise ValueError("acceptedSuggestions is required when the outcome is accepted")
        return self


class FeedbackRequest(Sent):
    """What a client sends."""

    feedback: Annotated[list[Feedback], Field(min_length=1, max_length=MOST_ENTRIES)]


FEEDBACK_MEMBERS = frozenset(
    field.alias or name
    for model in (FeedbackRequest, Feedback, AcceptedSuggestion, OverrideReason, Coding)
    for name, field in model.model_fields.items()
)
"""Names that a fault may be told by."""


def keep_feedback(path: Path, entries: Sequence[Feedback], client: str | None) -> None:
    """Append feedback to a file that only its owner may read."""
    received = datetime.now(UTC).isoformat(timespec="seconds")
    known = {"received": received} | ({"client": client} if client else {})
    lines = [
        json.dumps(known | entry.model_dump(by_alias=True, exclude_none=True)) for entry in entries
    ]
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(file, "a", encoding="utf-8") as opened:
        opened.write("".join(f"{line}\n" for line in lines))

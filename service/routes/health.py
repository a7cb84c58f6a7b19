"""`GET /health/live` and `/health/ready`."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from service.dependencies import ServedBundle
from service.openapi import problems

router = APIRouter(prefix="/health", tags=["operations"])


class LiveAnswer(BaseModel):
    """The process answers."""

    model_config = ConfigDict(frozen=True)

    status: Literal["live"] = "live"


class ReadyAnswer(BaseModel):
    """The bundle is loaded and verified, so that predictions are answered."""

    model_config = ConfigDict(frozen=True)

    status: Literal["ready"] = "ready"
    bundle_id: str


@router.get("/live", operation_id="get_liveness", responses=problems())
async def get_liveness() -> LiveAnswer:
    """Say that the process answers."""
    return LiveAnswer()


@router.get("/ready", operation_id="get_readiness", responses=problems())
async def get_readiness(bundle: ServedBundle) -> ReadyAnswer:
    """Say that predictions are answered, and with which bundle.

    The service starts to listen only when its bundle has been verified.
    """
    return ReadyAnswer(bundle_id=bundle.id)

"""A bare FastAPI app: one route that says that it is ready."""

import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/health/ready")
async def get_readiness() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ready"}


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["PULMET_PORT"]), access_log=False, log_level="warning")

"""What every route may depend on: the bundle that the app serves."""

from typing import Annotated

from fastapi import Depends, Request

from models.bundle import Bundle


def served_bundle(request: Request) -> Bundle:
    """Give the bundle that this app was made with."""
    bundle: Bundle = request.app.state.bundle
    return bundle


ServedBundle = Annotated[Bundle, Depends(served_bundle)]

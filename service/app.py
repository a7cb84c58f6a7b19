"""The web application, made of one bundle."""

from functools import cache, partial
from importlib.metadata import version

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from models.bundle import Bundle
from service.boundary import Boundary
from service.openapi import DESCRIPTION, TAGS, document
from service.problems import answer_with_problems
from service.routes import factors, health, models, predictions


def create_app(bundle: Bundle) -> FastAPI:
    """Make the application that serves a verified bundle."""
    app = FastAPIOffline(
        title="pulmet",
        version=version("pulmet"),
        description=DESCRIPTION,
        openapi_tags=TAGS,
        license_info={"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        redoc_url=None,
    )
    app.openapi = cache(partial(document, app))  # type: ignore[method-assign]  # FastAPI's own way
    app.state.bundle = bundle
    for routes in (predictions, models, factors, health):
        app.include_router(routes.router)
    answer_with_problems(app)
    app.add_middleware(Boundary)
    return app

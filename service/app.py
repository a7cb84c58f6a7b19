"""The web application, made of one bundle."""

from functools import cache, partial
from importlib.metadata import version

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from models.bundle import Bundle
from service.cds import routes as cds
from service.cds.client_token import TokenVerifier
from service.cds.reader import silence_http_loggers
from service.cors import Cors
from service.event_loop import is_quick
from service.fhir import records_route as records
from service.fhir import routes as fhir
from service.micro_batcher import MicroBatcher
from service.openapi import DESCRIPTION, TAGS, document
from service.outer_middleware import OuterMiddleware
from service.problems import answer_with_problems
from service.routes import factors, health, launch, models, pages, predictions
from service.settings import NOBODY, SELF
from service.smart import SmartClient
from service.trust import THIS_MACHINE_ONLY, Trust


def create_app(
    bundle: Bundle,
    frame_ancestors: tuple[str, ...] = (SELF,),
    trust: Trust = THIS_MACHINE_ONLY,
    smart: tuple[SmartClient, ...] = (),
    explanation_budget: int | None = None,
) -> FastAPI:
    """Make the application that serves a verified bundle.

    Parameters
    ----------
    bundle : Bundle
    frame_ancestors : tuple of str
        Who may embed the calculator. Pages of the origins among them may also ask the API.
    trust : Trust
        Who may call CDS Hooks, and which FHIR servers it may ask.
    smart : tuple of SmartClient
        Which FHIR servers may launch the calculator.
    explanation_budget : int or None
        What an explanation may cost at most; see `models.query.Query`.
    """
    app = FastAPIOffline(
        title="pulmet",
        version=version("pulmet"),
        description=DESCRIPTION,
        openapi_tags=TAGS,
        license_info={"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        redoc_url=None,
        redirect_slashes=False,  # a redirect would repeat the query and the host that were sent
    )
    app.openapi = cache(partial(document, app))  # type: ignore[method-assign]  # FastAPI's own way
    app.state.bundle = bundle
    app.state.explanation_budget = explanation_budget
    app.state.is_quick = is_quick(bundle)
    app.state.micro_batcher = MicroBatcher(predictions.respond_alike)
    app.state.frame_ancestors = frame_ancestors
    app.state.trust = trust
    app.state.smart = smart
    app.state.verifier = TokenVerifier(trust.clients)
    silence_http_loggers()
    documentation = app.router.routes.copy()
    app.router.routes.clear()
    for routes in (predictions, models, factors, records, fhir, cds, health, pages, launch):
        app.include_router(routes.router)
    app.router.routes.extend(documentation)  # routes are tried in turn: predictions come first
    answer_with_problems(app)
    origins = [source for source in frame_ancestors if source not in {SELF, NOBODY}]
    app.add_middleware(Cors, pages=origins, cds=trust.origins)
    app.add_middleware(OuterMiddleware)
    return app

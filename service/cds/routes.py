"""CDS Hooks 2.0.1: discovery, the service `pulmet-survival`, and feedback on its cards."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from service.cds.card import cards_about
from service.cds.discovery import SERVICE, describe_services
from service.cds.feedback import FeedbackRequest, keep_feedback
from service.cds.fetch import fetch, find_server
from service.cds.link import CalculatorLink
from service.cds.prefetch import read_prefetch
from service.cds.request import HookRequest
from service.cds.route_class import CdsRoute, Trusted
from service.dependencies import ServedBundle, SpokenCatalogue
from service.fhir.address import Content
from service.fhir.records_route import Today
from service.smart import may_launch
from service.worker_pool import ONE_BY_ONE

# The standard describes these routes, and discovery says the rest.
router = APIRouter(prefix="/cds-services", route_class=CdsRoute, include_in_schema=False)


@router.get("")
async def discover(catalogue: SpokenCatalogue) -> Content:
    """Say which service there is."""
    return describe_services(catalogue)


@router.post(f"/{SERVICE}")
async def give_cards(
    request: Request,
    hook: HookRequest,
    bundle: ServedBundle,
    catalogue: SpokenCatalogue,
    day: Today,
    trust: Trusted,
) -> Content:
    """Give the cards about the patient whose chart is opened."""
    patient_id = hook.context.patient_id
    record = read_prefetch(hook.prefetch or {}, patient_id)
    contents = record.contents
    if record.wanted:
        authorization = hook.fhir_authorization
        token = authorization.access_token if authorization else None
        server = find_server(hook.fhir_server, token, trust.fhir_hosts)
        contents += await fetch(server, record.wanted, trust.fetch_seconds)
    launches = may_launch(request.app.state.smart, hook.fhir_server)
    calculator = CalculatorLink(trust.base_url, launches)
    cards = await ONE_BY_ONE.compute(
        cards_about, contents, patient_id, bundle, catalogue, day, calculator
    )
    return {"cards": cards}


@router.post(f"/{SERVICE}/feedback")
async def take_feedback(sent: FeedbackRequest, request: Request, trust: Trusted) -> Response:
    """Keep what became of cards, where the operator named a file for it."""
    if trust.feedback is None:
        raise HTTPException(404)
    client: str | None = request.state.client
    await run_in_threadpool(keep_feedback, trust.feedback, sent.feedback, client)
    return Response()

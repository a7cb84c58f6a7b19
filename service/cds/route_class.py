"""Routes of CDS Hooks: authenticate before reading the body."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError

from models.errors import Fault
from service.body import StrictJsonRoute
from service.catalogue import Catalogue
from service.cds.feedback import FEEDBACK_MEMBERS
from service.cds.request import MEMBERS
from service.errors import NotOpen
from service.language import catalogue_of
from service.problems import Problem, ProblemResponse, problem_of_validation
from service.trust import Trust

if TYPE_CHECKING:
    from service.cds.client_token import TokenVerifier


class CdsRoute(StrictJsonRoute):
    """A route that requires a client's token; errors are problems, as everywhere."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler."""
        handle = super().get_route_handler()

        async def authenticate_then_handle(request: Request) -> Response:
            request.state.client = await authenticate(request)
            try:
                return await handle(request)
            except RequestValidationError as error:
                return ProblemResponse(_problem_of(catalogue_of(request), error))

        return authenticate_then_handle


def trust_of(request: Request) -> Trust:
    """Give what the operator decided."""
    trust: Trust = request.app.state.trust
    return trust


Trusted = Annotated[Trust, Depends(trust_of)]


def _problem_of(catalogue: Catalogue, error: RequestValidationError) -> Problem:
    """Say which members are wrong; what is allowed in them, the standard says."""
    faults = [{**fault, "loc": fault["loc"][1:]} for fault in error.errors()]
    problem = problem_of_validation(catalogue, faults, MEMBERS | FEEDBACK_MEMBERS)
    message = catalogue.say("faults", "member_not_standard")
    errors = [
        known if known.code == "required" else known.model_copy(update={"message": message})
        for known in problem.errors
    ]
    return problem.model_copy(update={"errors": errors})


async def authenticate(request: Request) -> str | None:
    """Give the client that asks; None where this machine alone may ask, and need not say who.

    Raises
    ------
    NotOpen
    TokenRefused
    """
    trust = trust_of(request)
    if trust.clients:
        address = f"{trust.base_url}{request.scope['path']}"
        verifier: TokenVerifier = request.app.state.verifier
        return await verifier.verify(request.headers.get("authorization"), address)
    if not trust.on_loopback:
        raise NotOpen([Fault("clients_not_configured", field="")])
    return None

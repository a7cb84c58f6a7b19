"""Routes that take a record: FHIR's media type, and errors as OperationOutcome."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError

from models.errors import InputError
from service.body import BodyError, StrictJsonRoute
from service.fhir.address import MEDIA_TYPES
from service.fhir.outcome import OutcomeResponse
from service.language import catalogue_of
from service.problems import problem_of_error, problem_of_validation
from service.request import PredictionRequest


class RecordRoute(StrictJsonRoute):
    """A route that takes a record; its errors are problems, as everywhere."""

    media_types: ClassVar[tuple[str, ...]] = MEDIA_TYPES


class FhirRoute(RecordRoute):
    """A route of the FHIR interface, whose errors are OperationOutcomes."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler."""
        handle = super().get_route_handler()

        async def handle_or_tell(request: Request) -> Response:
            try:
                return await handle(request)
            except (InputError, BodyError) as error:
                return OutcomeResponse(problem_of_error(catalogue_of(request), error))
            except RequestValidationError as error:
                faults = [{**fault, "loc": fault["loc"][1:]} for fault in error.errors()]
                fields = PredictionRequest.model_fields
                problem = problem_of_validation(catalogue_of(request), faults, fields)
                return OutcomeResponse(problem)

        return handle_or_tell

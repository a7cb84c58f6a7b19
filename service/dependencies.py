"""Dependencies of routes: the bundle that the app serves, and the catalogue of the language.

Neither waits for anything: as coroutines they cost no thread.
"""

from typing import Annotated

from fastapi import Depends, Request

from models.bundle import Bundle
from service.catalogue import Catalogue
from service.language import catalogue_of


async def served_bundle(request: Request) -> Bundle:
    """Give the bundle that this app was made with."""
    bundle: Bundle = request.app.state.bundle
    return bundle


async def spoken_catalogue(request: Request) -> Catalogue:
    """Give the catalogue of the language asked for."""
    return catalogue_of(request)


ServedBundle = Annotated[Bundle, Depends(served_bundle)]
SpokenCatalogue = Annotated[Catalogue, Depends(spoken_catalogue)]

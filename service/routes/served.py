"""What every route may depend on: the bundle that the app serves, and the language asked for."""

from typing import Annotated

from fastapi import Depends, Request

from models.bundle import Bundle
from service.catalogue import Catalogue
from service.language import catalogue_of


def served_bundle(request: Request) -> Bundle:
    """Give the bundle that this app was made with."""
    bundle: Bundle = request.app.state.bundle
    return bundle


ServedBundle = Annotated[Bundle, Depends(served_bundle)]
SpokenCatalogue = Annotated[Catalogue, Depends(catalogue_of)]

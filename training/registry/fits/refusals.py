"""What a registry cannot carry: each refusal names what there is and what is needed.

::

    PulmetError
    └── RegistryCannotCarry
        ├── TooFewEvents               for any model, or for so many parameters
        ├── FollowUpTooShort           hardly anybody is followed to the first horizon
        ├── TooManyMissing             a factor is unknown too often
        ├── ConstantFactor             a factor that is the same in everybody
        └── Separated                  a coefficient grows without limit, and no penalty is allowed
"""

from models.errors import PulmetError

FEWEST_EVENTS = 10
"""Below, no model is fitted."""

FEWEST_EVENTS_PER_PARAMETER = 2
"""Below, not even a penalised one."""

ENOUGH_EVENTS_PER_PARAMETER = 10
"""From here on, no penalty is needed: Peduzzi et al., J Clin Epidemiol 1995;48:1503-1510."""


FEWEST_OF_FOREST = 30
"""Patients with the event, and patients without: a tree is grown on a third of them, and a leaf
needs five of either."""


class RegistryCannotCarry(PulmetError):
    """The registry does not hold what the model needs."""


class TooFewEvents(RegistryCannotCarry):
    """Too few events for the model."""


class FollowUpTooShort(RegistryCannotCarry):
    """Hardly anybody is followed to the first horizon."""


class TooManyMissing(RegistryCannotCarry):
    """A factor is unknown in too many patients."""


class ConstantFactor(RegistryCannotCarry):
    """A factor, or a term of it, is the same in everybody."""


class Separated(RegistryCannotCarry):
    """A coefficient grows without limit."""


def require_events(n_events: int, n_parameters: int) -> None:
    """Check that the events can carry a model, penalised if need be.

    Raises
    ------
    TooFewEvents
    """
    if n_events < FEWEST_EVENTS:
        raise TooFewEvents(
            f"there are {n_events} events, and at least {FEWEST_EVENTS} are needed: "
            "the data cannot carry a model"
        )
    if n_events < FEWEST_EVENTS_PER_PARAMETER * n_parameters:
        raise TooFewEvents(
            f"there are {n_events} events for {n_parameters} parameters, and at least "
            f"{FEWEST_EVENTS_PER_PARAMETER} for each are needed: the data cannot carry the model"
        )


def require_events_of_forest(n_events: int, n_patients: int) -> None:
    """Check that a forest's trees can have several leaves.

    Raises
    ------
    TooFewEvents
    """
    if min(n_events, n_patients - n_events) < FEWEST_OF_FOREST:
        raise TooFewEvents(
            f"a forest needs {FEWEST_OF_FOREST} patients with the event and as many without: "
            "the data cannot carry it"
        )

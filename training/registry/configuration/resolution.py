"""From a configuration and a registry to a configuration with nothing left open.

What the file asks for by name and the registry cannot give is refused. What it leaves open is
adapted to the registry, and every adaptation is a notice.
"""

from models.outcome import Outcome
from training.registry.configuration.configuration import (
    CancerSpecificSection,
    Configuration,
    OutcomeSection,
)
from training.registry.configuration.errors import ConfigurationRefused
from training.registry.configuration.horizon import find_longest_month
from training.registry.configuration.modelling import Modelling
from training.registry.configuration.resolved import (
    ConfigurationNotice,
    ResolvedConfiguration,
    ResolvedCox,
    ResolvedForest,
    ResolvedOutcome,
)
from training.registry.configuration.usable import UsablePatients
from training.registry.fits.imputation import count_imputations
from training.registry.fits.refusals import (
    RegistryCannotCarry,
    TooFewEvents,
    require_events,
    require_events_of_forest,
)
from training.registry.registry import EVENT, Registry


def resolve(configuration: Configuration, registry: Registry) -> ResolvedConfiguration:
    """Decide everything that the configuration leaves open.

    Raises
    ------
    ConfigurationRefused
        The configuration names what the file does not have; all such faults at once.
    RegistryCannotCarry
        The registry does not hold what a named outcome or model needs, or is not enough for any.
    """
    wanted = _wanted_outcomes(configuration, registry)
    resolved: dict[Outcome, ResolvedOutcome] = {}
    notices: list[ConfigurationNotice] = []
    faults: list[str] = []
    refusals: list[RegistryCannotCarry] = []
    for outcome in wanted:
        try:
            resolved[outcome] = _resolve_outcome(outcome, configuration, registry, notices)
        except ConfigurationRefused as error:
            faults += [f"{outcome}: {fault}" for fault in error.faults]
        except RegistryCannotCarry as error:
            refusal = type(error)(f"{outcome}: {error}")
            if configuration.asks_for(outcome):
                raise refusal from error
            refusals.append(refusal)
            notices.append(
                ConfigurationNotice(
                    code="outcome_left_out", outcome=outcome, factor=None, message=str(error)
                )
            )
    if faults:
        raise ConfigurationRefused(faults)
    if not resolved:
        raise refusals[0]
    return ResolvedConfiguration(
        seed=configuration.seed,
        accepted_units=configuration.registry.accepted_units,
        missing_allowed=configuration.missing_allowed,
        outcomes=resolved,
        notices=tuple(notices),
    )


def _wanted_outcomes(configuration: Configuration, registry: Registry) -> list[Outcome]:
    recorded = list(registry.follow_up)
    wanted = list(configuration.outcomes or recorded)
    named = [name for name in _OUTCOMES if configuration.asks_for(name)]
    faults = [
        f"{outcome}: the file does not record it; it records {', '.join(recorded) or 'no outcome'}"
        for outcome in named
        if outcome not in recorded
    ]
    if faults or not wanted:
        raise ConfigurationRefused(faults or ["the file records no outcome"])
    return list(dict.fromkeys(wanted))


_OUTCOMES: tuple[Outcome, ...] = (
    "overall_survival",
    "cancer_specific_survival",
    "disease_free_survival",
)


def _resolve_outcome(
    outcome: Outcome,
    configuration: Configuration,
    registry: Registry,
    notices: list[ConfigurationNotice],
) -> ResolvedOutcome:
    follow_up, section = registry.follow_up[outcome], configuration.section_of(outcome)
    months = follow_up.months[follow_up.included]
    died = follow_up.cause[follow_up.included] == EVENT
    n_events = int(died.sum())
    require_events(n_events, n_parameters=1)
    longest_month = find_longest_month(months, died, configuration.longest_month)
    patients = UsablePatients.of(registry, follow_up, configuration.missing_allowed)
    modelling = Modelling(outcome, patients, notices)
    cox = _resolve_cox(section, modelling, n_events)
    forest = _resolve_forest(section, modelling, n_events)
    if cox is None and forest is None:
        raise TooFewEvents("no model that was asked for can be had")
    draft = ResolvedOutcome(
        n_patients=len(months),
        n_events=n_events,
        longest_month=longest_month,
        imputations=1,
        cox=cox,
        forest=forest,
    )
    imputations = count_imputations(patients.unknown(draft.factors))
    if imputations > 1 and configuration.imputations is not None:
        imputations = configuration.imputations
    return draft.model_copy(update={"imputations": imputations})


def _resolve_cox(
    section: OutcomeSection | CancerSpecificSection, modelling: Modelling, n_events: int
) -> ResolvedCox | None:
    if "cox" not in section.models:
        return None
    terms = modelling.choose_terms(section.cox.terms)
    require_events(n_events, len(terms))
    return ResolvedCox(terms=terms, penalty=section.cox.penalty)


def _resolve_forest(
    section: OutcomeSection | CancerSpecificSection, modelling: Modelling, n_events: int
) -> ResolvedForest | None:
    if isinstance(section, CancerSpecificSection) or "forest" not in section.models:
        return None
    try:
        require_events_of_forest(n_events, modelling.patients.n_patients)
    except TooFewEvents as refusal:
        if section.model_fields_set & {"models", "forest"}:
            raise
        modelling.leave_out_forest(str(refusal))
        return None
    asked = section.forest
    return ResolvedForest(
        factors=modelling.choose_factors(asked.factors),
        bags=asked.bags,
        trees_per_bag=asked.trees_per_bag,
        min_samples_leaf=asked.min_samples_leaf,
        max_features=asked.max_features,
        tuning_trees=asked.tuning_trees,
        tuning_patients=asked.tuning_patients,
    )

"""Choosing the factors and terms of an outcome's models, with a notice for every adaptation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.outcome import Outcome
from models.terms import Level, Linear, Term, Threshold
from training.registry.configuration.defaults import COX_TERMS, FOREST_FACTORS
from training.registry.configuration.errors import ConfigurationRefused
from training.registry.configuration.knots import find_knots, spline_terms
from training.registry.configuration.requests import (
    LevelRequest,
    LinearRequest,
    SplineRequest,
    TermRequest,
    ThresholdRequest,
)
from training.registry.configuration.resolved import ConfigurationNotice
from training.registry.configuration.usable import Refusal, UsablePatients
from training.registry.fits.refusals import RegistryCannotCarry

Chosen = TypeVar("Chosen")


@dataclass(frozen=True, eq=False)
class Modelling:
    """One outcome's patients, and the notices that choices for them leave behind."""

    outcome: Outcome
    patients: UsablePatients
    notices: list[ConfigurationNotice]

    def choose_terms(self, asked: Sequence[TermRequest] | None) -> tuple[Term, ...]:
        """Give the terms asked for, or those of the default whose factors can be used.

        Raises
        ------
        ConfigurationRefused, RegistryCannotCarry
            A term was asked for that cannot be used, or none of the default can.
        """
        requests = COX_TERMS if asked is None else asked
        usable = [r for r in requests if self._keeps(self._refusal_of(r), r.factor, asked)]
        terms = tuple(term for request in usable for term in self._terms_of(request))
        names = [term.name for term in terms]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ConfigurationRefused([f"{name}: asked for twice" for name in twice])
        return self._require_any(terms)

    def choose_factors(self, asked: Sequence[str] | None) -> tuple[str, ...]:
        """Give the factors asked for, or those of the default that can be used; raises likewise."""
        names = FOREST_FACTORS if asked is None else tuple(dict.fromkeys(asked))
        refusal_of = self.patients.refusal_of
        return self._require_any(
            tuple(name for name in names if self._keeps(refusal_of(name), name, asked))
        )

    def leave_out_forest(self, why: str) -> None:
        """Note that there is no forest, which nobody asked for by name."""
        self.notices.append(
            ConfigurationNotice(
                code="forest_left_out", outcome=self.outcome, factor=None, message=why
            )
        )

    def _refusal_of(self, request: TermRequest) -> Refusal | None:
        refusal = self.patients.refusal_of(request.factor)
        if refusal or isinstance(request, SplineRequest | LinearRequest):
            return refusal
        return self.patients.refusal_of_term(_single_term(request))

    def _keeps(self, refusal: Refusal | None, factor: str, asked: object) -> bool:
        if refusal is None:
            return True
        if asked is not None:
            raise refusal
        self._notice("factor_left_out", factor, str(refusal))
        return False

    def _terms_of(self, request: TermRequest) -> tuple[Term, ...]:
        if isinstance(request, SplineRequest):
            return spline_terms(request.factor, self._knots_of(request))
        return (_single_term(request),)

    def _knots_of(self, request: SplineRequest) -> tuple[float, ...]:
        if isinstance(request.knots, tuple):
            return request.knots
        values = self.patients.known_numbers(request.factor)
        knots = find_knots(request.factor, values, request.knots)
        if len(knots) < request.knots:
            now = f"{len(knots)} knots" if knots else "a straight line"
            self._notice(
                "fewer_knots",
                request.factor,
                f"{request.factor}: {request.knots} knots would coincide; it has {now}",
            )
        return knots

    def _notice(self, code: str, factor: str, message: str) -> None:
        notice = ConfigurationNotice(
            code=code, outcome=self.outcome, factor=factor, message=message
        )
        if notice not in self.notices:
            self.notices.append(notice)

    @staticmethod
    def _require_any(chosen: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
        if not chosen:
            raise RegistryCannotCarry("no factor of the default model can be used")
        return chosen


def _single_term(request: ThresholdRequest | LevelRequest | LinearRequest) -> Term:
    if isinstance(request, ThresholdRequest):
        return Threshold(factor=request.factor, operator=request.operator, cut=request.cut)
    if isinstance(request, LevelRequest):
        return Level(factor=request.factor, level=request.level)
    return Linear(factor=request.factor)

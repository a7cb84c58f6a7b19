"""Whether a factor, or a term of it, can be used in the patients of an outcome."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray
from models.terms import Columns, Term
from training.registry.configuration.errors import ConfigurationRefused
from training.registry.fits.chained_equations import is_unknown
from training.registry.fits.imputation import deduce
from training.registry.fits.refusals import ConstantFactor, RegistryCannotCarry, TooManyMissing
from training.registry.registry import FactorColumn, FollowUp, Registry

Refusal = ConfigurationRefused | RegistryCannotCarry


@dataclass(frozen=True, eq=False)
class UsablePatients:
    """The factors of those whom an outcome is defined for, with what follows from others."""

    factors: Mapping[str, FactorColumn]
    missing_allowed: float

    @property
    def n_patients(self) -> int:
        """Whom the outcome is defined for."""
        return len(next(iter(self.factors.values())))

    @classmethod
    def of(
        cls, registry: Registry, follow_up: FollowUp, missing_allowed: float
    ) -> "UsablePatients":
        """Leave out whom the outcome is not defined for."""
        kept = {name: column[follow_up.included] for name, column in registry.factors.items()}
        return cls(deduce(kept), missing_allowed)

    def refusal_of(self, factor: str) -> Refusal | None:
        """Say why a factor cannot be used, if so."""
        if factor not in self.factors:
            return ConfigurationRefused([f"{factor}: the file has no such column"])
        unknown = is_unknown(self.factors[factor])
        if unknown.mean() > self.missing_allowed or unknown.all():
            return TooManyMissing(
                f"{factor}: unknown in {unknown.mean():.0%} of the patients, and at most "
                f"{self.missing_allowed:.0%} is allowed; leave it out, or raise missing_allowed"
            )
        known = self.factors[factor][~unknown]
        if (known == known[0]).all():
            return ConstantFactor(f"{factor}: the same in all patients; leave it out")
        return None

    def refusal_of_term(self, term: Term) -> Refusal | None:
        """Say why a term of a usable factor cannot be used, if so."""
        values = self.known(term.factor)
        distinct = np.unique(values) if values.dtype == np.float64 else set(values)
        column = Columns((term,))
        if len({float(column.encode(term.factor, value)[0]) for value in distinct}) == 1:
            return ConstantFactor(f"{term.name}: the same in all patients; leave it out")
        return None

    def known(self, factor: str) -> FactorColumn:
        """Give the known values of a factor."""
        column = self.factors[factor]
        known: FactorColumn = column[~is_unknown(column)]
        return known

    def known_numbers(self, factor: str) -> FloatArray:
        """Give the known values of a factor with numbers."""
        return self.known(factor).astype(np.float64)

    def unknown(self, factors: tuple[str, ...]) -> BoolArray:
        """Mark what is unknown, shape=(n_patients, n_factors)."""
        return np.column_stack([is_unknown(self.factors[factor]) for factor in factors])

"""Rules: what is said of a patient of whom something holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Generic, TypeVar

from models.factors import FACTORS, FactorValue, Patient
from models.terms import Term, Threshold

Terms = Sequence[Term]
Conclusion = TypeVar("Conclusion")

_PLACE = itemgetter(0)


def regardless_of_terms(_: Terms) -> bool:
    """Whatever the models make of it."""
    return True


def is_used(terms: Terms) -> bool:
    """Whether a model has a term of it."""
    return bool(terms)


def is_unused(terms: Terms) -> bool:
    """Whether no model has a term of it."""
    return not terms


def tells_one_from_more(terms: Terms) -> bool:
    """Whether all that the models know of the nodules is one against two or more."""
    return bool(terms) and all(
        isinstance(term, Threshold) and term.encode(1) < term.encode(2) for term in terms
    )


def counts(terms: Terms) -> bool:
    """Whether a model knows more of the nodules than one against two or more."""
    return is_used(terms) and not tells_one_from_more(terms)


@dataclass(frozen=True)
class Rule:
    """A code that holds of a patient when `applies` says so.

    `modelled` decides by the terms that the models have of the factor: what is to be said may
    depend on what they make of it.
    """

    code: str
    factor: str
    applies: Callable[[Patient], bool]
    modelled: Callable[[Terms], bool] = regardless_of_terms

    def may_hold(self, terms: Terms) -> bool:
        """Whether it is said at all, with the terms of the models that answer."""
        return self.modelled([term for term in terms if term.factor == self.factor])


class Rules(Generic[Conclusion]):
    """Rules that look at their own factor alone, each with the conclusion where it applies.

    They are arranged by what that factor may be: what a level, or an unknown, makes of them is
    asked once, of a patient of whom nothing else is known. A number is asked about each time.
    """

    def __init__(self, rules: Iterable[tuple[Rule, Conclusion]]) -> None:
        self._of_numbers: list[tuple[int, Rule, Conclusion]] = []
        self._of_values: dict[str, dict[FactorValue, list[tuple[int, Conclusion]]]] = {}
        for place, (rule, conclusion) in enumerate(rules):
            factor = FACTORS[rule.factor]
            if factor.kind in {"number", "integer"}:
                self._of_numbers.append((place, rule, conclusion))
                continue
            for value in (None, *(factor.levels or (False, True))):
                if rule.applies(Patient.model_validate({factor.name: value})):
                    by_value = self._of_values.setdefault(factor.name, {})
                    by_value.setdefault(value, []).append((place, conclusion))

    def conclusions_about(self, patient: Patient) -> list[Conclusion]:
        """List the conclusions about a patient, in the order of the rules."""
        facts = vars(patient)
        found = []
        for factor, by_value in self._of_values.items():
            if facts[factor] in by_value:
                found += by_value[facts[factor]]
        for place, rule, conclusion in self._of_numbers:
            if rule.applies(patient):
                found.append((place, conclusion))
        found.sort(key=_PLACE)
        return [conclusion for _, conclusion in found]

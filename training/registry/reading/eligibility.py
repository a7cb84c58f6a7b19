"""Eligibility: whom the models hold for, by the rules that the service applies to one patient."""

from collections.abc import Sequence

import numpy as np

from models.applicability import CONTRADICTORY, NOT_APPLICABLE, NOT_APPLICABLE_TO
from models.arrays import BoolArray
from models.factors import FACTORS, FactorValue, Patient
from models.outcome import Outcome
from models.rules import Rule
from training.registry.reading.faults import RegistryFault
from training.registry.reading.table import RegistryTable
from training.registry.registry import FlowStep


def patients_of(table: RegistryTable) -> list[Patient]:
    """Make a patient of each row.

    The rows have passed the schema, which is made from the same declaration: nothing is validated
    again.
    """
    names = [name for name in FACTORS if name in table.columns]
    columns = [_values(table, name) for name in names]
    if not columns:
        return [Patient() for _ in table.rows]
    return [
        Patient.model_construct(**dict(zip(names, row, strict=True)))
        for row in zip(*columns, strict=True)
    ]


def _values(table: RegistryTable, name: str) -> Sequence[FactorValue]:
    values: list[FactorValue] = table.columns[name].tolist()
    if FACTORS[name].kind == "integer":
        return [None if value != value else int(value or 0) for value in values]  # noqa: PLR0124  # NaN
    if FACTORS[name].kind == "number":
        return [None if value != value else value for value in values]  # noqa: PLR0124  # NaN
    return values


def rows_of(rule: Rule, patients: Sequence[Patient]) -> BoolArray:
    """Tell of which patients a rule holds."""
    return np.fromiter((rule.applies(p) for p in patients), dtype=np.bool_, count=len(patients))


def contradiction_faults(table: RegistryTable) -> list[RegistryFault]:
    """State the rows in which two facts exclude each other."""
    patients = patients_of(table)
    return [
        fault
        for rule in CONTRADICTORY
        for fault in table.faults_where(rows_of(rule, patients), rule.factor, rule.code)
    ]


def leave_out_not_applicable(table: RegistryTable) -> tuple[RegistryTable, list[FlowStep]]:
    """Leave out whom the models do not hold for; each row at the first rule that says so."""
    patients = patients_of(table)
    kept = np.ones(len(patients), dtype=np.bool_)
    flow = []
    for rule in NOT_APPLICABLE:
        leaves = kept & rows_of(rule, patients)
        flow.append(FlowStep(rule.code, int(leaves.sum())))
        kept &= ~leaves
    return table.take(kept), [step for step in flow if step.n_left_out]


def is_included(table: RegistryTable, outcome: Outcome) -> BoolArray:
    """Tell for whom an outcome is defined."""
    patients = patients_of(table)
    included = np.ones(len(patients), dtype=np.bool_)
    for rule in NOT_APPLICABLE_TO.get(outcome, ()):
        included &= ~rows_of(rule, patients)
    return included

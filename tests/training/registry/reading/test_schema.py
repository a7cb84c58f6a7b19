import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.factors import FACTORS, Patient
from training.registry.reading.cells import as_column
from training.registry.reading.schema import schema_faults
from training.registry.reading.table import RegistryTable

NUMBERS = [name for name, factor in FACTORS.items() if factor.kind in ("number", "integer")]
LEVELS = [name for name, factor in FACTORS.items() if factor.kind == "level"]


def codes_of(name, value):
    column = as_column(FACTORS[name].kind, [value])
    return [fault.code for fault in schema_faults(RegistryTable(np.array([2]), {name: column}))]


def is_patient(name, value):
    try:
        Patient(**{name: value})
    except ValidationError:
        return False
    return True


@given(
    st.sampled_from(NUMBERS),
    st.one_of(st.integers(-2, 700).map(float), st.floats(-2, 700, allow_nan=False)),
)
def test_number_passes_exactly_when_the_service_takes_it(name, value):
    assert is_patient(name, value) == (not codes_of(name, value))


@pytest.mark.parametrize("name", LEVELS)
def test_levels_are_those_of_the_factor(name):
    assert [] == [code for level in FACTORS[name].levels for code in codes_of(name, level)]
    assert ["unknown_level"] == codes_of(name, "x")


def test_unknown_passes_everywhere():
    columns = {name: as_column(factor.kind, [None, None]) for name, factor in FACTORS.items()}

    assert [] == schema_faults(RegistryTable(np.array([2, 3]), columns))

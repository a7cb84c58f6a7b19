"""The codes, and where they were verified."""

from collections import Counter
from pathlib import Path

import pytest

from models.factors import FACTORS, Patient
from service.fhir.codes import (
    COMORBIDITY,
    ECOG,
    EXTRAPULMONARY_METASTASIS,
    HISTOLOGY,
    ICD_10,
    ICD_10_CM,
    ICD_O_3,
    LUNG_METASTASIS,
    PRIMARY_SITE,
    SMOKER,
    SOURCES,
    TABLES,
)

REFERENCE = Path(__file__).parents[3] / "docs" / "fhir.md"


@pytest.mark.parametrize("name", TABLES)
def test_every_code_has_a_source_that_is_declared(name: str):
    sources = {meaning.source for meaning in TABLES[name].meanings}

    assert sources <= SOURCES.keys()


def test_every_source_vouches_for_a_code_and_stands_in_the_documentation():
    used = {meaning.source for table in TABLES.values() for meaning in table.meanings}
    text = REFERENCE.read_text("utf-8")

    assert SOURCES.keys() == used
    assert [] == [s.address for s in SOURCES.values() if s.address not in text]


def test_every_code_stands_in_the_documentation():
    text = REFERENCE.read_text("utf-8")
    meanings = [meaning for table in TABLES.values() for meaning in table.meanings]
    codes = {code for m in meanings if m.source != "pulmet" for code in m.codes}

    assert [] == sorted(code for code in codes if f"`{code}`" not in text)


@pytest.mark.parametrize("name", TABLES)
def test_no_code_means_two_things(name: str):
    counts = Counter(
        (meaning.system, code) for meaning in TABLES[name].meanings for code in meaning.codes
    )

    assert [] == [code for code, count in counts.items() if count > 1]


@pytest.mark.parametrize(
    ("factor", "table"),
    [
        ("ecog", ECOG),
        ("smoker", SMOKER),
        ("histology", HISTOLOGY),
        ("primary_site", PRIMARY_SITE),
        ("extrapulmonary_disease", EXTRAPULMONARY_METASTASIS),
        ("comorbidity", COMORBIDITY),
    ],
)
def test_every_meaning_is_a_value_that_the_factor_may_have(factor: str, table: object):
    for meaning in table.meanings:
        patient = Patient.model_validate({factor: meaning.value})

        assert meaning.value == getattr(patient, factor)


def test_every_histology_has_an_icd_o_code():
    coded = {meaning.value for meaning in HISTOLOGY.meanings if meaning.system == ICD_O_3}

    assert set(FACTORS["histology"].levels) == coded


def test_an_icd_10_code_means_what_its_category_means():
    codings = [(ICD_10_CM, "C49.21"), (ICD_10_CM, "C40.21"), (ICD_10, "C49.1")]

    assert ["extremity"] * 3 == list(PRIMARY_SITE.find(codings))


def test_an_entry_of_its_own_goes_before_the_category():
    codings = [(ICD_10_CM, c) for c in ("C78.01", "C78.02", "C78.00", "C78.0")]

    assert ["right", "left", None, None] == list(LUNG_METASTASIS.find(codings))


@pytest.mark.parametrize("code", ["C79.9", "C78.3", "C78.39", "C78.00", "C78", "C7", "", "C" * 99])
def test_a_site_that_may_be_the_lung_is_not_outside_it(code: str):
    assert [] == list(EXTRAPULMONARY_METASTASIS.find([(ICD_10_CM, code), (ICD_10, code)]))


def test_a_code_of_another_system_is_not_matched():
    assert [] == list(HISTOLOGY.find([("urn:other", "8890/3"), (ICD_10, "8890/3")]))

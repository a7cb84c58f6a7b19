"""What the service publishes of itself in FHIR."""

from models.factors import CODE_SYSTEM, FACTORS
from service.fhir.conformance import (
    PUBLISHED,
    capability_statement,
    factor_code_system,
    operation_definition,
)
from service.fhir.operation import OPTIONS, RECORD, VALUE_MEMBERS


def test_the_code_system_holds_every_factor_with_its_levels():
    system = factor_code_system()

    assert CODE_SYSTEM == system["url"]
    assert {name: list(factor.levels) for name, factor in FACTORS.items()} == {
        concept["code"]: [level["code"] for level in concept.get("concept", ())]
        for concept in system["concept"]
    }


def test_no_code_of_the_code_system_has_two_meanings():
    codes = [c for factor in FACTORS.values() for c in (factor.name, *factor.levels)]

    assert len(codes) == len(set(codes)) == factor_code_system()["count"]


def test_the_operation_declares_every_parameter_that_is_read():
    declared = {p["name"]: p for p in operation_definition()["parameter"] if p["use"] == "in"}

    assert {RECORD, *OPTIONS, *FACTORS} == declared.keys()
    for name, factor in FACTORS.items():
        member = f"value{declared[name]['type'].capitalize()}"
        assert member in VALUE_MEMBERS[factor.kind]


def test_the_capabilities_name_what_is_published():
    (rest,) = capability_statement()["rest"]
    kinds = {resource["type"] for resource in rest["resource"]}

    assert kinds == {address.split("/")[0] for address in PUBLISHED}
    assert [operation_definition()["url"]] == [o["definition"] for o in rest["operation"]]

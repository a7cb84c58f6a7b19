"""The OpenAPI document: complete, typed, and true of what is answered."""

import re

import pytest
from openapi_python_client.schema import OpenAPI

from service.openapi import TAGS

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}


def violations(document, schema, value, place="$"):
    """Say where a value breaks a schema, in the part of JSON Schema that the document uses."""
    if "$ref" in schema:
        return violations(document, resolve(document, schema["$ref"]), value, place)
    if "type" in schema and not is_of(schema["type"], value):
        return [f"{place}: not of type {schema['type']}"]
    found = [f"{place}: {rule}" for rule in broken_rules(schema, value)]
    options = schema.get("anyOf") or schema.get("oneOf")
    if options and all(violations(document, option, value, place) for option in options):
        found.append(f"{place}: none of the options")
    for name, rule, child in members(schema, value):
        found += violations(document, rule, child, f"{place}.{name}")
    return found


def is_of(name, value):
    """Tell whether a value is of a JSON Schema type; true is no number, and 3.0 is an integer."""
    if name in TYPES:
        return isinstance(value, TYPES[name])
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and (name == "number" or value == int(value))


def broken_rules(schema, value):
    """Name the rules of a schema that a value breaks by itself, its members apart."""
    is_broken = {
        "enum": lambda allowed: value not in allowed,
        "const": lambda only: value != only,
        "pattern": lambda pattern: not re.search(pattern, value),
        "minimum": lambda limit: value < limit,
        "exclusiveMinimum": lambda limit: value <= limit,
        "maximum": lambda limit: value > limit,
        "minItems": lambda limit: len(value) < limit,
        "maxItems": lambda limit: len(value) > limit,
        "required": lambda names: not set(names) <= set(value),
        "additionalProperties": lambda allowed: (
            allowed is False and not set(value) <= set(schema.get("properties", ()))
        ),
    }
    return [rule for rule in schema.keys() & is_broken if is_broken[rule](schema[rule])]


def members(schema, value):
    """Pair each member of a value with the schema that it must follow."""
    if isinstance(value, list):
        return [(number, schema.get("items", {}), item) for number, item in enumerate(value)]
    if isinstance(value, dict):
        others = schema.get("additionalProperties")
        rules = schema.get("properties", {})
        other_rule = others if isinstance(others, dict) else {}
        return [(name, rules.get(name, other_rule), child) for name, child in value.items()]
    return []


def resolve(document, reference):
    """Follow a reference within the document."""
    found = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def walk(node):
    """Visit every object in the document."""
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from walk(child)
    elif isinstance(node, list):
        for child in node:
            yield from walk(child)


@pytest.fixture(scope="module")
def document(app):
    """Give the document."""
    return app.openapi()


@pytest.fixture(scope="module")
def operations(document):
    """Give every operation, by method and path."""
    return {
        (method, path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_document_is_openapi(document):
    """Read by a program that other people's programs are made with."""
    assert OpenAPI.model_validate(document)
    assert document["openapi"].startswith("3.1")
    assert "not for\nclinical use" in document["info"]["description"]


def test_every_reference_leads_somewhere(document):
    """Within the document."""
    references = [node["$ref"] for node in walk(document) if isinstance(node.get("$ref"), str)]

    assert references
    for reference in references:
        assert resolve(document, reference)


def test_every_operation_has_a_name_a_tag_and_a_summary(operations):
    """Names are those of functions, and no two are equal; tags are the ones described."""
    names = [operation["operationId"] for operation in operations.values()]

    assert len(set(names)) == len(names)
    for operation in operations.values():
        assert re.fullmatch("[a-z]+(_[a-z]+)*", operation["operationId"])
        assert operation["summary"]
        assert operation["description"]
        assert set(operation["tags"]) <= {tag["name"] for tag in TAGS}
        assert operation["tags"]


def test_every_success_has_a_type(operations):
    """A schema of our own under its media type, not an empty one."""
    for operation in operations.values():
        (content,) = operation["responses"]["200"]["content"].items()

        assert "text/html" == content[0] or content[1]["schema"].keys() & {"$ref", "oneOf"}


def test_every_problem_has_its_media_type_and_its_schema(operations):
    """Also those of 422, which the framework would describe otherwise."""
    for operation in operations.values():
        problems = {
            code: response["content"]
            for code, response in operation["responses"].items()
            if code >= "400"
        }

        assert "500" in problems
        assert dict.fromkeys(problems, PROBLEM) == problems


def test_every_route_with_a_body_declares_the_problems_of_bodies(operations):
    """400, 413, 415 and 422."""
    with_body = [operation for operation in operations.values() if "requestBody" in operation]

    assert with_body
    for operation in with_body:
        assert {"200", "400", "413", "415", "422", "500"} == set(operation["responses"])
        assert ["application/json"] == list(operation["requestBody"]["content"])
        assert operation["requestBody"]["required"]


def test_the_frameworks_own_error_is_nowhere(document):
    """It would repeat what was sent."""
    assert not {"HTTPValidationError", "ValidationError"} & set(document["components"]["schemas"])


def test_what_is_required_is_declared(document):
    """In every schema."""
    for node in walk(document["components"]["schemas"]):
        if isinstance(node.get("required"), list):
            assert set(node["required"]) <= set(node["properties"])


def test_every_example_follows_the_schema_beside_it(document):
    """Of whole shapes, of single members and of parameters."""
    examples = [
        (node, example)
        for node in walk(document)
        if isinstance(node.get("examples"), list)
        for example in node["examples"]
    ]

    assert len(examples) >= 4
    for schema, example in examples:
        assert [] == violations(document, schema, example)


@pytest.mark.anyio
async def test_every_example_of_a_request_is_answered(document, operations, client):
    """As it stands in the document, by each route that takes such a request."""
    sent = 0
    for (method, path), operation in operations.items():
        if "requestBody" not in operation:
            continue
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        shape = resolve(document, schema["$ref"]) if "$ref" in schema else schema
        for example in shape.get("examples", ()):
            response = await client.request(method, path, json=example)
            sent += 1

            assert 200 == response.status_code, response.text
    assert sent >= 2


@pytest.mark.anyio
async def test_every_answer_follows_its_schema(document, operations, client, ordinary):
    """The document is true of what is answered, refused patients in a batch included."""
    bodies = {
        "/v1/predictions": [
            {"patient": {}},
            {"patient": ordinary, "what_if": [{"nodule_count": 1}], "survived_months": 3},
            {"patient": ordinary, "explain": False, "models": ["cox", "forest"]},
        ],
        "/v1/predictions/batch": [
            {"patients": [ordinary, {}, {"local_therapy": "sabr"}, {"sex": 1}], "curves": True}
        ],
    }
    for (method, path), operation in operations.items():
        if "requestBody" in operation and path not in bodies:
            continue
        (content,) = operation["responses"]["200"]["content"].items()
        for body in bodies.get(path, [None]):
            for name in ("cox", "forest") if "{name}" in path else ("",):
                response = await client.request(method, path.format(name=name), json=body)

                assert 200 == response.status_code
                if content[0] == "application/json":
                    assert [] == violations(document, content[1]["schema"], response.json())


@pytest.mark.anyio
async def test_every_problem_follows_its_schema(document, client):
    """Whatever its status."""
    responses = [
        await client.post("/v1/predictions", json={"patient": {"nodule_count": 0}}),
        await client.post("/v1/predictions", content=b"{}"),
        await client.get("/nowhere"),
    ]
    schema = {"$ref": "#/components/schemas/Problem"}

    for response in responses:
        assert [] == violations(document, schema, response.json())


def test_schema_of_a_patient_is_that_of_the_factors(document):
    """Every factor with its label and its description, none required, no other allowed."""
    patient = document["components"]["schemas"]["Patient"]

    assert 23 == len(patient["properties"])
    assert "required" not in patient
    assert patient["additionalProperties"] is False
    for factor in patient["properties"].values():
        assert factor["title"]
        assert factor["description"]
        assert {"type": "null"} in factor["anyOf"]


def test_validator_of_these_tests_finds_what_is_wrong(document):
    """Otherwise the tests above would prove nothing."""
    request = {"$ref": "#/components/schemas/PredictionRequest"}
    wrong = [
        {},
        {"patient": None},
        {"patient": {"nodules": 1}},
        {"patient": {"nodule_count": 0}},
        {"patient": {"nodule_count": 2.5}},
        {"patient": {"smoker": 1}},
        {"patient": {"largest_nodule_cm": 0}},
        {"patient": {"sex": "x"}},
        {"patient": {}, "horizons_months": []},
        {"patient": {}, "horizons_months": [True]},
        {"patient": {}, "outcome": "relapse"},
    ]

    for value in wrong:
        assert violations(document, request, value)
    assert [] == violations(document, request, {"patient": {"nodule_count": 2, "sex": None}})

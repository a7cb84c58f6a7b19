"""Discovery: `GET /cds-services`."""

import re

import pytest

from service.cds.prefetch import TEMPLATES
from service.fhir.codes import OBSERVED_FACTOR

pytestmark = pytest.mark.anyio


async def test_discovery_lists_the_services_with_their_required_members(client):
    """Discovery: `hook`, `description` and `id` are required, `title` is recommended."""
    response = await client.get("/cds-services")
    (service,) = response.json()["services"]

    assert 200 == response.status_code
    assert ("patient-view", "pulmet-survival") == (service["hook"], service["id"])
    assert {"hook", "title", "description", "id", "prefetch", "usageRequirements"} == set(service)


async def test_no_member_of_discovery_is_null_or_empty(client):
    """Null and empty JSON elements."""
    (service,) = (await client.get("/cds-services")).json()["services"]

    assert all([*service.values(), *service["prefetch"].values()])


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_prefetch_templates_keep_to_the_recommended_subset(template):
    """Prefetch query restrictions: reads, searches by type, references, tokens, _count, _sort."""
    path, _, query = template.partition("?")
    names = [part.partition("=")[0] for part in query.split("&") if query]

    assert re.fullmatch(r"Patient/\{\{context\.patientId\}\}|Condition|Observation|Procedure", path)
    assert set(names) <= {"patient", "code", "_count", "_sort"}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_prefetch_tokens_are_fields_of_the_context(template):
    """Prefetch tokens: only root-level fields of the hook's context."""
    assert ["context.patientId"] == re.findall(r"\{\{(.*?)\}\}", template)


def test_every_code_that_is_read_is_prefetched():
    """One table of codes serves both."""
    for meaning in OBSERVED_FACTOR.meanings:
        for code in meaning.codes:
            assert re.search(
                rf"[=,]{re.escape(f'{meaning.system}|{code}')}[,&]", TEMPLATES["observations"]
            )


def test_templates_fit_into_an_address():
    """Many servers refuse addresses beyond 2,048 characters."""
    assert max(map(len, TEMPLATES.values())) < 1800

"""The requests in docs/fhir.md, asked as they stand there."""

import re
import shlex
from pathlib import Path

import pytest

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "fhir.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
async def test_a_request_of_the_reference_is_answered_as_it_says(client, block):
    expected = 422 if "# answers 422" in block else 200
    for command in block.split("curl -s ")[1:]:
        address, *options = shlex.split(command)
        path = address.removeprefix("http://127.0.0.1:8000")
        body = options[options.index("-d") + 1] if "-d" in options else None
        if body and body.startswith("@"):
            body = (ROOT / body[1:]).read_text("utf-8")
        headers = {"content-type": "application/fhir+json"}
        request = client.post(path, content=body, headers=headers) if body else client.get(path)

        assert expected == (await request).status_code

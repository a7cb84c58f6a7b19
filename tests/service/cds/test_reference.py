"""The requests in docs/cds-hooks.md, asked as they stand there."""

import re
import shlex
from pathlib import Path

import pytest

pytestmark = pytest.mark.anyio

REFERENCE = (Path(__file__).parents[3] / "docs" / "cds-hooks.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", REFERENCE, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
async def test_a_request_of_the_reference_is_answered_as_it_says(client, block):
    address, *options = shlex.split(block[block.index("curl -s ") :])[2:]
    path = address.removeprefix("http://127.0.0.1:8000")
    headers = {"content-type": "application/json"}
    if "-d" not in options:
        response = await client.get(path)
    else:
        body = options[options.index("-d") + 1]
        response = await client.post(path, content=body, headers=headers)

    assert (412 if "# answers 412" in block else 200) == response.status_code
    if "# a card" in block:
        assert 1 == len(response.json()["cards"])
    if "# no card" in block:
        assert {"cards": []} == response.json()

"""The requests in docs/integrating.md, run as they stand there against a real server."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "integrating.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
ANSWERED = "-w '\\n%{http_code}' "


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_request_of_the_page_is_answered_as_it_says(server, block):
    """Its status, and whether there is a card."""
    command = block.replace("http://127.0.0.1:8000", server.url)
    command = command.replace("curl -s ", f"curl -s {ANSWERED}")
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=True)  # noqa: S607  # as a reader would
    answer, _, status = done.stdout.decode().rpartition("\n")

    assert ("422" if "# answers 422" in block else "200") == status
    if "# a card" in block:
        assert 1 == len(json.loads(answer)["cards"])
    if "# no card" in block:
        assert [] == json.loads(answer)["cards"]

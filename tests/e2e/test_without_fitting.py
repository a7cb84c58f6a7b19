"""The service starts, and answers, where no library that fits models can be imported."""

import json
import os
import subprocess
import sys

PROGRAM = """
import sys

FORBIDDEN = {"joblib", "pandas", "scipy", "sklearn", "sksurv", "training"}


class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FORBIDDEN:
            raise ImportError(f"{name} must not be imported here")


sys.meta_path.insert(0, Blocker())

from service.__main__ import main
from service.app import create_app
from models.bundle import read_bundle
from pathlib import Path

app = create_app(read_bundle(Path(sys.argv[1])))
assert app.openapi()
code = main(["predict"])
assert not FORBIDDEN & {name.partition(".")[0] for name in sys.modules}
sys.exit(code)
"""


def test_service_answers_without_the_libraries_that_fit(bundle_folder):
    """Neither they nor `training` are imported, directly or by anything else."""
    question = {"patient": {"nodule_count": 2}, "models": ["cox", "forest"]}

    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(bundle_folder)],
        env=os.environ | {"PULMET_BUNDLE": str(bundle_folder)},
        input=json.dumps(question).encode(),
        capture_output=True,
        timeout=600,
        check=False,
    )

    assert (0, b"") == (finished.returncode, finished.stderr)
    answered = [p["model"] for p in json.loads(finished.stdout)["predictions"]]
    assert ["cox", "forest"] == answered

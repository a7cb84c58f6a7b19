"""`python -m service predict` and `openapi`: programs that other programs call."""

import json

QUESTION = {
    "patient": {"disease_free_interval_months": 8, "nodule_count": 3, "laterality": "bilateral"},
    "what_if": [{"local_recurrence": True}],
    "survived_months": 6,
}


def test_answer_is_that_of_the_server(run_service, client):
    """The same numbers and sentences; only the request's name differs."""
    over_http = client.post("/v1/predictions", json=QUESTION).json()

    finished = run_service("predict", stdin=json.dumps(QUESTION).encode())
    answer = json.loads(finished.stdout)

    assert (0, b"") == (finished.returncode, finished.stderr)
    assert over_http.pop("request_id") != answer.pop("request_id")
    assert over_http == answer


def test_bad_request_ends_with_2_and_a_line_for_each_fault(run_service):
    """On standard error; nothing on standard output; no value repeated."""
    stdin = b'{"patient": {"sex": "CANARY-7731", "nodule_count": 2.5}, "explain": 77317731}'
    finished = run_service("predict", stdin=stdin)
    errors = finished.stderr.decode()

    assert (2, b"", 3) == (finished.returncode, finished.stdout, len(errors.splitlines()))
    for place in ("/patient/sex", "/patient/nodule_count", "/explain"):
        assert f"python -m service: {place}: " in errors
    assert "CANARY" not in errors
    assert "77317731" not in errors


def test_document_is_that_of_the_server(run_service, client):
    """As `/openapi.json`."""
    finished = run_service("openapi")

    assert (0, b"") == (finished.returncode, finished.stderr)
    assert client.get("/openapi.json").json() == json.loads(finished.stdout)

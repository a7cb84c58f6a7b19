"""What goes wrong is said in words; then nothing is taken over, and nothing is kept."""

import pytest

# The calculator without a record is one click away, whatever went wrong.
WAY_ON = "Open the calculator without a record"


def assert_refused(launch, code):
    assert code == launch.failure
    assert WAY_ON in launch.text
    assert 0 == launch.page.locator("pulmet-survival").count()


def reads_of(ehr):
    return [path for path in ehr.asked if path.startswith(("/fhir/P", "/fhir/C", "/fhir/O"))]


def test_record_system_that_is_not_listed_is_refused_and_never_contacted(launch, other_ehr):
    other_ehr.reset()
    launch.from_chart(iss=other_ehr.base)

    assert_refused(launch, "unknownServer")
    assert "not on the list" in launch.text
    assert [] == other_ehr.asked
    assert not any(url.startswith(other_ehr.origin) for url in launch.requests)


@pytest.mark.parametrize("suffix", ["x", "/x", "?x", "#x", ".example.org"])
def test_address_that_only_begins_like_a_listed_one_is_refused(launch, ehr, suffix):
    launch.from_chart(iss=ehr.base + suffix)

    assert_refused(launch, "unknownServer")
    assert [] == ehr.asked


def test_server_without_s256_is_refused(launch, ehr):
    """SMART App Launch: servers SHALL support S256."""
    ehr.configuration = {"code_challenge_methods_supported": ["plain"]}
    launch.from_chart()

    assert_refused(launch, "noPkce")
    assert [] == ehr.authorised


def test_server_that_does_not_say_its_methods_is_refused(launch, ehr):
    ehr.configuration = {"code_challenge_methods_supported": None}
    launch.from_chart()

    assert_refused(launch, "noPkce")


@pytest.mark.parametrize(
    ("name", "address", "code"),
    [
        ("token_endpoint", "https://elsewhere.example/token", "addressNotAllowed"),
        ("authorization_endpoint", "http://elsewhere.example/authorize", "addressNotAllowed"),
        ("authorization_endpoint", "javascript:alert(1)//", "addressNotAllowed"),
        ("authorization_endpoint", "/authorize", "discovery"),
        ("token_endpoint", None, "discovery"),
    ],
)
def test_address_of_the_server_that_is_not_allowed_is_not_used(launch, ehr, name, address, code):
    ehr.configuration = {name: address}
    launch.from_chart()

    assert_refused(launch, code)
    assert [] == ehr.authorised


def test_server_without_a_smart_configuration_is_refused(launch, ehr):
    launch.page.route("**/.well-known/**", lambda route: route.fulfill(status=404))
    launch.from_chart()

    assert_refused(launch, "discovery")
    assert [] == ehr.asked


def test_challenge_without_its_verifier_gets_no_token(launch, ehr):
    """The server compares; what it remembers of the challenge is another one."""
    ehr.spoils_challenge = True
    launch.from_chart()

    assert_refused(launch, "token")
    assert 1 == len(ehr.exchanged)
    assert [] == reads_of(ehr)


@pytest.mark.parametrize("state", ["0" * 64, "", None, "SMART_KEY"])
def test_answer_with_a_wrong_state_or_none_is_refused(launch, ehr, state):
    ehr.returns = {"state": state}
    launch.from_chart()

    assert_refused(launch, "state")
    assert [] == ehr.exchanged


def test_answer_to_a_question_that_was_never_asked_is_refused(launch, ehr):
    """A login that somebody else began."""
    launch.page.goto(f"{launch.url}/launch/return?code=stolen&state={'a' * 64}")
    launch.settle()

    assert_refused(launch, "state")
    assert [] == ehr.asked


def test_code_is_not_exchanged_twice(launch, ehr):
    """The address of an answer, opened again in the same window."""
    returned = []
    launch.page.on("request", lambda r: returned.append(r.url) if "code=" in r.url else None)
    launch.from_chart()
    launch.page.goto(next(url for url in returned if "/launch/return" in url))
    launch.settle()

    assert_refused(launch, "state")
    assert 1 == len(ehr.exchanged)


@pytest.mark.parametrize(
    ("error", "code"),
    [("access_denied", "refused"), ("server_error", "notAuthorised"), ("<b>x", "notAuthorised")],
)
def test_refused_authorisation_is_told_in_words_of_our_own(launch, ehr, error, code):
    hostile = "<img src=x onerror=window.pwned=1>"
    ehr.returns = {"code": None, "error": error, "error_description": hostile}
    launch.from_chart()

    assert_refused(launch, code)
    assert "img" not in launch.text
    assert error not in launch.text
    assert [] == ehr.exchanged


def test_error_with_a_wrong_state_is_a_wrong_state(launch, ehr):
    ehr.returns = {"code": None, "error": "access_denied", "state": "0" * 64}
    launch.from_chart()

    assert_refused(launch, "state")


def test_authorisation_without_a_code_is_told(launch, ehr):
    ehr.returns = {"code": None}
    launch.from_chart()

    assert_refused(launch, "notAuthorised")


@pytest.mark.parametrize("status", [400, 401, 500])
def test_token_error_is_told(launch, ehr, status):
    ehr.token_status = status
    launch.from_chart()

    assert_refused(launch, "token")
    assert [] == reads_of(ehr)


@pytest.mark.parametrize(
    ("granted", "code"),
    [
        ({"access_token": None}, "token"),
        ({"token_type": "mac"}, "tokenUnusable"),
        ({"patient": None}, "noPatient"),
        ({"patient": ""}, "noPatient"),
        ({"patient": ".."}, "noPatient"),
        ({"patient": "a/../b"}, "noPatient"),
        ({"patient": {"id": "sarcoma-1"}}, "noPatient"),
    ],
)
def test_token_without_what_is_needed_is_told(launch, ehr, granted, code):
    ehr.granted = granted
    launch.from_chart()

    assert_refused(launch, code)
    assert [] == reads_of(ehr)


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("Patient", 401, "unauthorised"),
        ("Patient", 404, "missing"),
        ("Condition", 403, "forbidden"),
        ("Observation", 403, "forbidden"),
        ("Procedure", 403, "forbidden"),
        ("Procedure", 500, "failed"),
    ],
)
def test_read_that_fails_is_told_and_the_rest_is_not_used(launch, ehr, kind, status, code):
    """What is missing might be the reason why the models do not apply."""
    ehr.failing = {kind: status}
    launch.from_chart()

    assert_refused(launch, code)


def test_server_that_does_not_answer_is_told(launch, ehr):
    ehr.hanging = {"Observation"}
    launch.from_chart()

    assert_refused(launch, "slow")


def test_server_out_of_reach_is_told(launch):
    launch.page.route("**/fhir/Condition*", lambda route: route.abort())
    launch.from_chart()
    launch.errors.clear()

    assert_refused(launch, "unreachable")


def test_search_that_says_it_is_incomplete_is_told(launch, ehr):
    issue = [{"severity": "error", "code": "exception"}]
    ehr.resources.append({"resourceType": "OperationOutcome", "issue": issue})
    ehr.find = lambda kind, _: {
        "resourceType": "Bundle",
        "entry": [{"resource": r} for r in ehr.resources if r["resourceType"] != kind],
    }
    try:
        launch.from_chart()
    finally:
        del ehr.find

    assert_refused(launch, "failed")


def test_next_page_elsewhere_is_not_followed(launch, ehr, other_ehr):
    """The token would go there."""
    other_ehr.reset()
    ehr.page_size, ehr.next_origin = 2, other_ehr.origin
    launch.from_chart()

    assert_refused(launch, "pageElsewhere")
    assert [] == other_ehr.asked


def test_record_of_another_patient_is_refused(launch, ehr):
    (person,) = (r for r in ehr.resources if r["resourceType"] == "Patient")
    person["id"] = "somebody-else"
    launch.from_chart()

    assert_refused(launch, "otherPatient")


def test_resource_about_another_patient_is_refused(launch, ehr):
    (grade,) = (r for r in ehr.resources if r.get("id") == "grade")
    grade["subject"] = {"reference": "Patient/somebody-else"}
    launch.from_chart()

    assert_refused(launch, "notRead")
    assert "more than one patient" in launch.text or "several" in launch.text


def test_patient_to_whom_the_model_does_not_apply_gets_the_reason_and_no_number(launch, ehr):
    (therapy,) = (r for r in ehr.resources if r.get("id") == "local-therapy")
    for name in [name for name in therapy if name.startswith("value")]:
        del therapy[name]
    therapy["valueString"] = "sabr"
    launch.from_chart()

    assert None is launch.failure
    assert 1 == launch.page.locator("pulmet-survival [part=problem]").count()
    assert 0 == launch.page.locator("pulmet-survival [part=headline]").count()
    assert "sabr" == launch.patient["local_therapy"]


def test_page_that_is_not_encrypted_takes_no_record(launch, ehr):
    launch.page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    launch.from_chart()

    assert_refused(launch, "insecure")
    assert [] == ehr.asked

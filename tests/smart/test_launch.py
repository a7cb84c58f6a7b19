"""A launch from a chart and a launch by itself, to the answer."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import httpx


def known(patient):
    return {factor: value for factor, value in patient.items() if value is not None}


def test_launch_from_a_chart_fills_the_calculator_with_what_the_record_says(launch, plain):
    launch.from_chart()

    assert known(plain["patient"]) == launch.patient
    assert "From the record: " in launch.text


def test_standalone_launch_asks_the_record_system_for_a_patient(launch, plain, ehr):
    launch.standalone()
    (asked,) = ehr.authorised

    assert known(plain["patient"]) == launch.patient
    assert "launch/patient" == asked["scope"].split()[0]
    assert "launch" not in asked


def test_launch_from_a_chart_hands_back_what_it_was_launched_with(launch, ehr):
    launch.from_chart()
    (asked,) = ehr.authorised

    assert {asked["launch"]} == ehr.launches
    assert "launch" == asked["scope"].split()[0]


def test_answer_equals_that_of_the_plain_api(launch, plain, service_url):
    launch.from_chart()
    shown = launch.page.evaluate("window.answers.at(-1)")
    expected = httpx.post(
        f"{service_url}/v1/predictions", json=shown["question"], timeout=600
    ).json()

    assert known(plain["patient"]) == shown["question"]["patient"]
    assert expected["predictions"] == shown["answer"]["predictions"]
    assert expected["warnings"] == shown["answer"]["warnings"]
    alive = round(100 * expected["predictions"][0]["horizons"][-1]["survival"])
    headline = launch.page.locator("pulmet-survival [part=headline]").inner_text()
    assert f"About {alive} of 100" in headline


def test_code_is_exchanged_with_the_verifier_of_its_challenge(launch, ehr):
    """RFC 7636, section 4.6, calculated here once more; no secret, no other client."""
    launch.from_chart()
    (asked,), (form,) = ehr.authorised, ehr.exchanged
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()

    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert 43 <= len(form["code_verifier"]) <= 128
    assert "client_secret" not in form


def test_each_launch_has_a_state_and_a_verifier_of_its_own(new_launch, ehr):
    new_launch().from_chart()
    new_launch().from_chart()

    for name in ("state", "code_challenge"):
        assert 2 == len({asked[name] for asked in ehr.authorised})
    assert all(len(asked["state"]) == 64 for asked in ehr.authorised)


def test_record_in_pages_is_read_to_its_end(launch, plain, ehr):
    ehr.page_size = 2
    launch.from_chart()

    assert known(plain["patient"]) == launch.patient
    assert any("page=3" in path for path in ehr.asked)


def test_record_longer_than_is_read_is_said_to_be(launch, ehr):
    """Ten pages of each search."""
    ehr.page_size = 1
    launch.from_chart()

    assert "longer than what is read here" in launch.text
    assert not any("page=10" in path for path in ehr.asked)


def test_record_of_more_than_a_request_holds_is_cut_and_said_to_be(launch, ehr):
    (smoking,) = (r for r in ehr.resources if r.get("id") == "smoking")
    ehr.resources += [
        {**smoking, "id": f"s{n}", "note": [{"text": "x" * 3000}]} for n in range(450)
    ]
    launch.from_chart()

    assert "longer than what is read here" in launch.text
    assert 3 == launch.patient["nodule_count"]


def test_what_names_the_patient_stays_in_the_browser(launch, ehr, service_url, service_log):
    (person,) = (r for r in ehr.resources if r["resourceType"] == "Patient")
    person["name"] = [{"family": "CANARY-7731", "given": ["CANARY-7732"]}]
    person["identifier"] = [{"value": "CANARY-7733"}]
    person["address"] = [{"city": "CANARY-7734"}]
    for resource in ehr.resources:
        resource["text"] = {"status": "generated", "div": "<div>CANARY-7735</div>"}
    launch.from_chart()
    sent = [body for url, body in launch.bodies if url.startswith(service_url)]

    assert "CANARY-7731" in launch.text
    assert sent
    assert not any("CANARY" in body for body in sent)
    assert "" == "".join(
        line
        for line in service_log.read_text().splitlines()
        if "CANARY" in line or "sarcoma-1" in line or "code=" in line
    )


def test_token_goes_to_the_record_system_and_nowhere_else(launch, ehr, service_url):
    launch.from_chart()
    (token,) = ehr.tokens

    assert not any(token in url for url in launch.requests)
    assert not any(token in body for _, body in launch.bodies)
    assert all(url.startswith((f"{service_url}/", f"{ehr.origin}/")) for url in launch.requests)


def test_nothing_is_kept_when_the_launch_is_over(launch):
    launch.from_chart()

    assert [0, 0, ""] == launch.kept()
    assert "/launch/return" == launch.page.evaluate("location.pathname + location.search")
    assert [] == launch.page.evaluate("indexedDB.databases()")


def test_what_is_kept_during_the_launch_holds_no_token_and_nothing_of_the_patient(launch, ehr):
    """Seen on the way, where the record system asks for permission."""
    held = []

    def look(route):
        held.append(launch.page.evaluate("JSON.stringify(sessionStorage)"))
        route.continue_()

    launch.page.route("**/token", look)
    launch.from_chart()
    (kept,) = held

    assert "codeVerifier" in kept
    assert "access_token" not in kept
    assert "sarcoma-1" not in kept
    assert not any(token in kept for token in ehr.tokens)


def test_reload_says_that_the_launch_is_over(launch):
    launch.from_chart()
    launch.page.reload()
    launch.settle()

    assert "again" == launch.failure
    assert "Open this page again from the record system" in launch.text


def test_final_slash_makes_no_other_record_system(launch, ehr, plain):
    """`aud` is the address as the record system wrote it."""
    ehr.iss = f"{ehr.base}/"
    launch.from_chart()

    assert known(plain["patient"]) == launch.patient


def test_page_without_a_record_system_lists_those_there_are(launch, plain):
    launch.page.goto(f"{launch.url}/launch")
    launch.page.get_by_role("link", name="Test hospital").click()
    launch.settle()

    assert known(plain["patient"]) == launch.patient


def test_launch_within_a_frame_of_the_same_origin_completes_there(launch, ehr):
    address = f"{launch.url}/launch?iss={ehr.base}&launch={ehr.open_chart()}"
    launch.page.goto(f"{launch.url}/health/live")
    launch.page.evaluate(
        "src => document.body.append(Object.assign(document.createElement('iframe'), {src}))",
        address,
    )
    frame = launch.page.frame_locator("iframe")
    frame.locator("pulmet-survival .answer[aria-busy=false]").wait_for()

    assert "/health/live" == launch.page.evaluate("location.pathname")
    assert 1 == frame.locator(".ledger").count()


def test_operation_that_lies_behind_is_counted_as_survived(launch, ehr):
    """The card about the same record does the same."""
    (resection,) = (r for r in ehr.resources if r.get("id") == "resection")
    metastasis = [{"reference": "Condition/metastasis-right"}]
    day = datetime.now(UTC).date() - timedelta(days=round(14.5 * 30.4375))
    lung = {**resection, "id": "lung", "performedDateTime": day.isoformat()}
    lung |= {"bodySite": [], "reasonReference": metastasis}
    ehr.resources.append({k: v for k, v in lung.items() if k != "performedPeriod"})
    launch.from_chart()

    assert "an operation on lung metastases 14 months ago" in launch.text
    assert 14 == launch.page.evaluate("window.answers.at(-1).question.survived_months")


def test_card_of_the_same_chart_opens_the_calculator_with_its_factors(launch, ehr, service_url):
    """CDS Hooks, then the launch that its link asks for; the client hands `appContext` over."""
    kinds = {"conditions": "Condition", "observations": "Observation", "procedures": "Procedure"}
    (person,) = (r for r in ehr.resources if r["resourceType"] == "Patient")
    call = {
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "fhirServer": ehr.base,
        "context": {"userId": "Practitioner/oncologist", "patientId": "sarcoma-1"},
        "prefetch": {"patient": person, **{k: ehr.find(v, {}) for k, v in kinds.items()}},
    }
    answer = httpx.post(
        f"{service_url}/cds-services/pulmet-survival", json=call, timeout=600
    ).json()
    (link,) = answer["cards"][0]["links"]
    ehr.granted = {"appContext": link["appContext"]}
    ehr.resources = [r for r in ehr.resources if r.get("id") != "nodule-count"]
    launch.page.goto(f"{link['url']}?iss={ehr.base}&launch={ehr.open_chart()}")
    launch.settle()

    assert "smart" == link["type"]
    assert 3 == launch.patient["nodule_count"]
    assert "card" == launch.row("nodule_count").get_attribute("data-origin")
    assert "From the card: 1." in launch.text

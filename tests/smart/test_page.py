"""The page itself: its policy, its size, its languages, who can use it, and what it executes."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import httpx
import pytest

STATIC = Path(__file__).parents[2] / "service" / "static"
MAX_GZIPPED_BYTES = 60_000
HOSTILE = "\"'><img src=x onerror=window.pwned=1><script>window.pwned=1</script>${1}"

EMPTY = "&quot;servers&quot;: [], &quot;searches"

TITLES = {
    "en-GB": "The calculator, opened from a record",
    "de-AT": "Der Rechner, aus einer Akte geöffnet",
    "es-MX": "La calculadora, abierta desde una historia clínica",
    "zh-TW": "由病歷開啟的計算器",
}


def built():
    return json.loads((STATIC / "launch-integrity.json").read_text())


@pytest.mark.parametrize("path", ["/launch", "/launch/return"])
def test_page_is_served_under_a_policy_that_names_the_listed_servers(service_url, ehr, path):
    answer = httpx.get(f"{service_url}{path}", timeout=600)
    policy = dict(d.split(" ", 1) for d in answer.headers["content-security-policy"].split("; "))

    assert f"'self' {ehr.origin}" == policy["connect-src"]
    assert "'none'" == policy["default-src"]
    assert "'self'" == policy["script-src"] == policy["style-src"] == policy["frame-ancestors"]
    assert "'script'" == policy["require-trusted-types-for"]
    assert "lit-html" == policy["trusted-types"]
    assert "no-store" == answer.headers["cache-control"]
    assert "no-referrer" == answer.headers["referrer-policy"]
    assert "set-cookie" not in answer.headers


def test_page_is_the_same_whatever_its_address_holds(service_url):
    """What an address holds is read in the browser only."""
    page = httpx.get(f"{service_url}/launch", timeout=600).text

    assert (
        page == httpx.get(f'{service_url}/launch?iss="><script>&launch=1&code=2', timeout=600).text
    )


def test_page_insists_on_the_digest_of_the_committed_file(service_url):
    name = built()["file"]
    digest = hashlib.sha384((STATIC / name).read_bytes()).digest()
    expected = f"sha384-{base64.b64encode(digest).decode()}"

    assert expected == built()["integrity"]
    assert (
        f'src="widget/{name}" integrity="{expected}"'
        in httpx.get(f"{service_url}/launch", timeout=600).text
    )


def test_page_is_under_60_kb_without_the_widget(service_url):
    """Compressed, as a browser that asks for gzip would receive it from a proxy."""
    page = httpx.get(f"{service_url}/launch", timeout=600).content
    files = [built()["file"], "page.css", "launch.css", "icon.svg"]
    contents = [page, *((STATIC / name).read_bytes() for name in files)]

    assert sum(len(gzip.compress(content)) for content in contents) < MAX_GZIPPED_BYTES


@pytest.mark.parametrize("locale", TITLES)
def test_page_speaks_the_browser_s_language_and_so_does_the_calculator(new_launch, locale):
    launch = new_launch(locale=locale).from_chart()
    heading = launch.page.locator(".launch-top h2").inner_text()
    code = launch.page.locator("#launch").get_attribute("lang")

    assert TITLES[locale] == heading
    assert launch.page.locator("pulmet-survival .frame").get_attribute("lang") == code
    assert (locale == "en-GB") == (launch.page.locator(".launch-top .mark").count() == 0)
    assert 0 == launch.page.locator("pulmet-survival .language").count()


def test_failure_is_told_in_the_browser_s_language(new_launch, ehr):
    ehr.granted = {"patient": None}
    launch = new_launch(locale="de").from_chart()

    assert "keine Patientin und keinen Patienten genannt" in launch.text


def test_chosen_language_keeps_the_facts_and_what_was_changed(launch):
    launch.from_chart()
    launch.type("Number of nodules", "7")
    launch.page.get_by_label("Language").select_option("de")
    launch.page.get_by_text("von Hand geändert: 7").wait_for()
    launch.page.locator("pulmet-survival .answer[aria-busy=false]").wait_for()

    assert 7 == launch.patient["nodule_count"]
    assert "Woher die Angaben kommen" in launch.text


@pytest.mark.parametrize(
    "viewport", [{"width": 1280, "height": 900}, {"width": 400, "height": 900}]
)
def test_axe_finds_no_violation_in_an_answered_launch(new_launch, violations_of_axe, viewport):
    launch = new_launch(viewport=viewport).from_chart()
    launch.type("Number of nodules", "7")

    assert [] == violations_of_axe(launch.page)
    assert launch.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_a_failure_or_a_choice(new_launch, violations_of_axe, scheme):
    launch = new_launch(color_scheme=scheme)
    launch.page.goto(f"{launch.url}/launch")
    launch.page.get_by_role("link", name="Test hospital").wait_for()
    assert [] == violations_of_axe(launch.page)
    launch.page.goto(f"{launch.url}/launch/return")
    launch.settle()

    assert "again" == launch.failure
    assert [] == violations_of_axe(launch.page)


def poison(value):
    """Make hostile what people read in a record."""
    if isinstance(value, dict):
        shown = {"text", "display", "family", "birthDate", "div", "conclusion", "note"}
        return {
            k: HOSTILE if k in shown and isinstance(v, str) else poison(v) for k, v in value.items()
        }
    return [poison(one) for one in value] if isinstance(value, list) else value


def test_hostile_texts_of_a_record_stay_texts(launch, ehr):
    ehr.resources = [poison(resource) for resource in ehr.resources]
    (person,) = (r for r in ehr.resources if r["resourceType"] == "Patient")
    person["name"] = [{"family": HOSTILE, "given": [HOSTILE]}]
    person["identifier"] = [{"value": HOSTILE}]
    person["gender"] = HOSTILE
    (grade,) = (r for r in ehr.resources if r.get("id") == "grade")
    grade["effectiveDateTime"] = HOSTILE
    launch.from_chart()

    assert "<img src=x" in launch.text
    assert None is launch.page.evaluate("window.pwned")
    assert 0 == launch.page.locator("#launch img, #launch script").count()


def test_hostile_texts_of_the_service_stay_texts(launch):
    def handle(route):
        response = route.fetch()
        body = response.json()
        for factor in body["factors"]:
            factor["label"] += HOSTILE
        route.fulfill(response=response, json=body)

    launch.page.route("**/v1/factors", handle)
    launch.from_chart()

    assert "<img src=x" in launch.text
    assert None is launch.page.evaluate("window.pwned")
    assert 0 == launch.page.locator("#launch img, #launch script").count()


def test_page_of_a_service_without_record_systems_says_so(launch):
    """What the service would write into the page, if it listed none."""

    def handle(route):
        response = route.fetch()
        page = re.sub(r"&quot;servers&quot;: \[.*?\], &quot;searches", EMPTY, response.text())
        route.fulfill(response=response, body=page)

    launch.page.route("**/launch*", handle)
    launch.page.goto(f"{launch.url}/launch")
    launch.page.get_by_text("No record system is set up").wait_for()

    assert launch.page.get_by_role("link", name="Open the calculator without a record").count()

"""The manifest: complete, readable, and free of what would change from run to run."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.manifest import FORMAT_VERSION, BundleLimitation, Cell, Manifest, TrainingRange

# Name, kind, unit, range, whether its lower end is outside, and the levels that are used.
USED = [
    ["complete_resection", "boolean", None, None, None, False, []],
    ["disease_free_interval_months", "number", "months", 0, 600, False, []],
    ["largest_nodule_cm", "number", "cm", 0, 30, True, []],
    ["laterality", "level", None, None, None, False, ["bilateral"]],
    ["local_recurrence", "boolean", None, None, None, False, []],
    ["nodule_count", "integer", None, 1, 500, False, []],
    ["primary_site", "level", None, None, None, False, ["extremity"]],
]
"""What the default models use, from the design's table of factors."""


@pytest.fixture(scope="module")
def text(bundle_folder):
    """Give the manifest as it is written."""
    return (bundle_folder / "manifest.json").read_text(encoding="utf-8")


def strings_in(value):
    """List every string in a JSON value, keys included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in strings_in(item)]
    if isinstance(value, dict):
        return [*value, *strings_in(list(value.values()))]
    return []


def test_a_manifest_read_and_written_is_the_same_text(text):
    """Nothing is lost or rounded, so that its hash holds."""
    manifest = Manifest.model_validate_json(text)

    assert text == f"{manifest.model_dump_json(indent=1)}\n"


def test_a_manifest_is_plain_json(text):
    """Any reader of JSON can read it, without NaN and without a key given twice."""

    def once(pairs):
        keys = [key for key, _ in pairs]
        assert len(set(keys)) == len(keys)
        return dict(pairs)

    def refuse(constant):
        raise AssertionError(constant)

    record = json.loads(text, object_pairs_hook=once, parse_constant=refuse)

    assert FORMAT_VERSION == record["format_version"]


def test_a_manifest_says_what_it_was_made_for(text):
    """Format, factors, provenance and the hash of every file."""
    record = json.loads(text)

    assert hashlib.sha256(json.dumps(USED).encode()).hexdigest() == record["factor_schema"]
    assert ("reconstructed", False) == (record["provenance"], record["clinical_use"])

    arrays = {m["arrays"] for named in record["outcomes"].values() for m in named.values()}

    assert arrays | {record["report"]} == set(record["files"])


def test_a_reconstructed_bundle_states_its_limitations(text):
    """The codes of the design, each with a sentence."""
    limitations = json.loads(text)["limitations"]

    assert [
        "reconstructed_evidence",
        "dfi_definition_uncertain",
        "baseline_above_other_series",
        "shape_assumed",
        "published_cut_points",
    ] == [limitation["code"] for limitation in limitations]
    assert all(limitation["message"].endswith(".") for limitation in limitations)


def test_nothing_in_a_manifest_is_a_time_or_a_path(text, bundle_folder):
    """The same seed gives the same bytes, on another day and in another folder."""
    date_or_time = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}")
    path = re.compile(r"^([/~\\]|[A-Za-z]:\\|\.\.?/)")
    places = {str(folder) for folder in (bundle_folder, bundle_folder.parent, Path.cwd())}
    strings = strings_in(json.loads(text))

    assert [] == [s for s in strings if date_or_time.search(s) or path.search(s)]
    assert [] == [s for s in strings if any(place in s for place in places)]


def test_a_cox_record_is_complete_in_itself(text):
    """Terms, coefficients, baseline and cells fit together."""
    record = json.loads(text)["outcomes"]["overall_survival"]["cox"]
    terms = len(record["terms"])
    names = ["disease_free_interval_months > 12", "local_recurrence", "nodule_count >= 2"]

    assert names == [coefficient["term"] for coefficient in record["coefficients"]]
    assert [terms] * terms == [len(row) for row in record["covariance"]]
    assert list(range(61)) == record["baseline"]["months"]
    assert 61 == len(record["baseline"]["cumulative_hazard"])
    assert pytest.approx(1.0) == sum(cell["share"] for cell in record["background"])
    assert [0.629, 0.47, 0.38] == [scenario["average"] for scenario in record["scenarios"]]


@pytest.mark.parametrize("share", [float("nan"), float("inf"), None])
def test_a_record_holds_finite_numbers(share):
    """NaN in a bundle would be NaN in an answer."""
    with pytest.raises(ValidationError):
        Cell(profile=(0.0,), share=share)


def test_a_record_refuses_what_it_does_not_know():
    """A misspelt or newer field is not silently dropped."""
    with pytest.raises(ValidationError):
        TrainingRange(lowest=0.0, highest=1.0, median=0.5)


def test_a_record_cannot_be_changed():
    """Values are frozen."""
    limitation = BundleLimitation(code="shape_assumed", message="Only month 60 is published.")
    with pytest.raises(ValidationError):
        limitation.code = "none"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("clinical_use", True),
        ("provenance", "validated"),
        ("factor_schema", "0" * 63),
        ("factor_schema", "G" * 64),
        ("format_version", 3),
        ("outcomes", {"time_to_progression": {}}),
    ],
)
def test_a_manifest_cannot_claim_more(text, field, value):
    """No clinical use, no other provenance, no outcome that pulmet does not know."""
    with pytest.raises(ValidationError):
        Manifest.model_validate_json(json.dumps({**json.loads(text), field: value}))

"""`train --registry` as a data manager runs it: from a file to a bundle, or to clear reasons."""

import csv

import numpy as np
import pandas as pd
import pytest

from models.bundle import read_bundle
from models.factors import Patient
from models.prediction import predict
from studies.simulated_registry import SimulatedPopulation
from training.__main__ import main
from training.registry.registry import COMPETING, EVENT

SMALL = """
[overall_survival]
models = ["cox"]

[cancer_specific_survival]
models = ["cox"]
"""


def rows_of(registry):
    """Write patients as a hospital would: words and numbers, empty where unknown."""
    follow_up = registry.follow_up["cancer_specific_survival"]
    rows = []
    for i in range(registry.n_patients):
        facts = {name: column[i] for name, column in registry.factors.items()}
        row = {name: "" if pd.isna(value) else value for name, value in facts.items()}
        row["nodule_count"] = int(row["nodule_count"])
        cause = follow_up.cause[i]
        row["time_months"] = int(follow_up.months[i])
        row["died"] = bool(cause)
        row["died_of_sarcoma"] = {EVENT: True, COMPETING: False}.get(int(cause), "")
        rows.append(row)
    return rows


@pytest.fixture(scope="module")
def hospital():
    """Give the rows of 150 simulated patients."""
    population = SimulatedPopulation(other_hazard_60=0.1, missing={"local_recurrence": 0.1})
    registry, _ = population.draw(np.random.default_rng(11), 150)
    return rows_of(registry)


@pytest.fixture
def run(tmp_path, capsys):
    """Give the command: rows and a configuration in; exit code, output and errors out."""

    def train(rows, configuration=SMALL, *more):
        file, chosen = tmp_path / "registry.csv", tmp_path / "configuration.toml"
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        chosen.write_text(configuration, encoding="utf-8")
        options = ["--registry", str(file), "--config", str(chosen), *more]
        code = main(["train", "--output", str(tmp_path / "bundle"), "--jobs", "1", *options])
        told = capsys.readouterr()
        return code, told.out, told.err

    return train


def test_a_registry_becomes_a_bundle_that_predicts(hospital, run, tmp_path):
    """Both outcomes are served, and what was decided is said."""
    code, out, err = run(hospital)
    bundle = read_bundle(tmp_path / "bundle")
    patient = Patient(disease_free_interval_months=4.0, nodule_count=3)

    assert (0, "") == (code, err)
    assert "150 patients" in out
    assert out.splitlines()[-2] == f"bundle written to {tmp_path / 'bundle'}"
    assert {"overall_survival", "cancer_specific_survival"} == set(bundle.models)
    for models in bundle.models.values():
        [horizon] = predict(models["cox"], patient, (36,)).horizons
        assert horizon.lower < horizon.survival < horizon.average


def edited(rows, **changes):
    """Change columns: a value for all, or what a function gives for the row and its number."""
    return [
        {**row, **{n: v(i, row) if callable(v) else v for n, v in changes.items()}}
        for i, row in enumerate(rows)
    ]


def without(rows, *columns):
    """Leave columns out."""
    return [{n: v for n, v in row.items() if n not in columns} for row in rows]


def died_of_nothing_but(numbers):
    """Leave only some patients dead, followed for long."""
    return {
        "died": lambda i, _: i in numbers,
        "died_of_sarcoma": lambda i, _: True if i in numbers else "",
        "time_months": lambda i, _: 20 + i % 60,
    }


OVERALL = '[overall_survival]\nmodels = ["cox"]\n'
TERMS = '[overall_survival.cox]\nterms = [{kind = "level", factor = "comorbidity"}]\n'


@pytest.mark.parametrize(
    ("changes", "configuration", "says"),
    [
        (died_of_nothing_but({1, 2, 3}), OVERALL, "there are 3 events, and at least 10 are needed"),
        ({"comorbidity": True}, TERMS, "comorbidity: the same in all patients"),
        (
            {"time_months": lambda i, _: 1 + i % 11},
            SMALL,
            "there must be 10 patients at risk then and 5 events up to it",
        ),
        (
            {"comorbidity": lambda i, row: "" if i % 2 else row["comorbidity"]},
            TERMS,
            "comorbidity: unknown in 50% of the patients, and at most 40% is allowed",
        ),
    ],
    ids=["3 events only", "a constant factor", "censored before 12 months", "half missing"],
)
def test_data_that_cannot_carry_a_model_are_refused_in_one_line(
    hospital, run, tmp_path, changes, configuration, says
):
    """Exit code 2, the reason, and no bundle."""
    code, _, err = run(edited(hospital, **changes), configuration)

    assert 2 == code
    [line] = err.splitlines()
    assert says in line
    assert not (tmp_path / "bundle").exists()


def test_a_factor_missing_too_often_is_left_out_of_the_default_and_said(hospital, run):
    """Nobody asked for it by name."""
    half = edited(
        hospital, local_recurrence=lambda i, row: row["local_recurrence"] if i % 2 else ""
    )

    code, out, _ = run(
        half, 'outcomes = ["overall_survival"]\n[overall_survival]\nmodels=["cox"]\n'
    )

    assert 0 == code
    assert "decided: overall_survival: local_recurrence: unknown in" in out


def test_a_forest_that_cannot_be_carried_is_left_out_and_said(hospital, run, tmp_path):
    """Trees of a third of 20 patients with the event have no branches."""
    few = edited(hospital, **died_of_nothing_but(set(range(0, 150, 8))))

    code, out, _ = run(few, 'outcomes = ["overall_survival"]\n')

    assert 0 == code
    assert "overall_survival: a forest needs 30 patients with the event" in out
    assert ["cox"] == list(read_bundle(tmp_path / "bundle").models["overall_survival"])


def test_a_forest_asked_for_by_name_is_refused(hospital, run):
    """Never half of what was asked for."""
    few = edited(hospital, **died_of_nothing_but(set(range(0, 150, 8))))

    code, _, err = run(few, '[overall_survival]\nmodels = ["forest"]\n')

    assert 2 == code
    assert "a forest needs 30 patients with the event" in err


def test_faults_of_the_file_stand_beside_the_bundle(hospital, run, tmp_path):
    """Row 4 of the spreadsheet is the third patient."""
    code, _, err = run(
        edited(hospital, laterality=lambda i, row: "both" if i == 2 else row["laterality"])
    )

    assert 2 == code
    assert "laterality" in err
    assert "both" not in err
    [_, fault] = (tmp_path / "bundle.faults.csv").read_text("utf-8").splitlines()
    assert fault.startswith("4,laterality,unknown_level,")


def test_rows_are_left_out_only_when_that_is_asked_for(hospital, run, tmp_path):
    """And are counted."""
    spoilt = edited(hospital, laterality=lambda i, row: "both" if i < 6 else row["laterality"])

    code, out, _ = run(spoilt, SMALL, "--exclude-faulty-rows")

    assert 0 == code
    assert "left out: unknown_level" in out
    assert b"unknown level" in read_bundle(tmp_path / "bundle").report


def test_without_other_deaths_there_is_no_cancer_specific_survival(hospital, run, tmp_path):
    """It would be overall survival under another name."""
    alike = edited(hospital, died_of_sarcoma=lambda _, row: True if row["died"] else "")

    code, out, _ = run(alike, '[overall_survival]\nmodels = ["cox"]\n')

    assert 0 == code
    assert "cancer_specific_survival" not in read_bundle(tmp_path / "bundle").models
    assert "another" in out


def test_without_a_configuration_the_defaults_decide(hospital, tmp_path, capsys):
    """Three published factors; the forest where it can be carried."""
    file = tmp_path / "registry.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = without(hospital, "died_of_sarcoma", "histology", "primary_site")
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)

    code = main(["train", "--output", str(tmp_path / "b"), "--registry", str(file), "--jobs", "1"])

    assert (0, "") == (code, capsys.readouterr().err)
    models = read_bundle(tmp_path / "b").models["overall_survival"]
    assert (
        "disease_free_interval_months",
        "local_recurrence",
        "nodule_count",
    ) == models["cox"].columns.factors


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--config", "c.toml"], "need --registry"),
        (["--exclude-faulty-rows"], "need --registry"),
        (["--registry", "r.csv", "--seed", "3"], "the seed stands in --config"),
        (["--registry", "r.csv", "--reconstructions", "5"], "the seed stands in --config"),
    ],
)
def test_options_of_the_other_way_are_refused(arguments, says, tmp_path, capsys):
    """Nothing is ignored in silence."""
    with pytest.raises(SystemExit) as stopped:
        main(["train", "--output", str(tmp_path / "b"), *arguments])

    assert 2 == stopped.value.code
    assert says in capsys.readouterr().err

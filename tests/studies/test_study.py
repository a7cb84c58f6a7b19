import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from scipy.optimize import brentq

from models.factors import Patient
from models.prediction import predict
from studies.__main__ import main
from studies.approximation import APPROXIMATION
from studies.coverage.coverage import Simulation
from studies.figures import draw_figures
from studies.prediction import PATIENT
from studies.registry.coverage import RegistrySimulation
from studies.registry.figures import RegistryStudy
from studies.scale import ScaleSetting
from studies.spline_bias import SplineSimulation
from training.published.evidence import load_external
from training.published.fits.assembly import assemble_cox
from training.published.pipeline import TrainingSettings, gather_evidence
from training.published.plan import DEFAULT_SEED, cox_plan, published_scale_plan
from training.registry.fits.tuning import TuningBudget

K = 3
"""Few reconstructions: other numbers than the ones documented, the same tables."""

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
REPOSITORY = Path(__file__).parents[2]


def read_tables(text):
    """Split Markdown into its tables, each a header and rows of cells."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE)
    tables = [
        [[cell.strip() for cell in line.strip("|\n").split("|")] for line in block.splitlines()]
        for block in blocks
    ]
    return [(header, rows) for header, _, *rows in tables]


def numbers_in(cell):
    return [float(number) for number in NUMBER.findall(cell)]


@pytest.fixture(scope="module")
def few(cohorts):
    return gather_evidence(TrainingSettings(DEFAULT_SEED, K, 1), lambda _, __: cohorts[:K])


@pytest.fixture(scope="module")
def drawn(few):
    return draw_figures(few, DEFAULT_SEED)


@pytest.fixture(scope="module")
def served(few, published):
    return assemble_cox(few.fits, few.pooled, cox_plan(published, load_external(), DEFAULT_SEED))


@pytest.fixture(scope="module")
def reconstruction_tables(drawn):
    return read_tables(drawn["reconstruction.md"])


@pytest.fixture(scope="module")
def cox_tables(drawn):
    return read_tables(drawn["cox.md"])


def patient_of(profile):
    late, recurrence, several = profile
    return Patient(
        disease_free_interval_months=13.0 if late == "yes" else 12.0,
        local_recurrence=recurrence == "yes",
        nodule_count=2 if several == "yes" else 1,
    )


def survival_with_limits(model, profile, months=60):
    [horizon] = predict(model, patient_of(profile), (months,)).horizons
    return [horizon.survival, horizon.lower, horizon.upper]


def test_every_table_is_rectangular(drawn):
    """A row with a cell too many would shift its numbers."""
    for name in ("reconstruction.md", "cox.md"):
        for header, rows in read_tables(drawn[name]):
            assert {len(header)} == {len(row) for row in rows}


def test_every_published_row_is_there_as_published(reconstruction_tables, published):
    """15 and 3 rows in the order of the publication: groups, hazard ratio, limits, SE."""
    (_, univariable), (_, adjusted), _ = reconstruction_tables
    groups = {
        row.name: [row.n_reference, row.n_exposed, row.n_missing] for row in published.contrasts
    }

    assert (15, 3) == (len(univariable), len(adjusted))
    for cells, row in zip(
        [*univariable, *adjusted], [*published.contrasts, *published.adjusted], strict=True
    ):
        assert groups[row.name] == numbers_in(cells[1])
        assert [row.hazard_ratio, row.lower, row.upper] == numbers_in(cells[2])
        assert float(cells[3]) == pytest.approx(row.standard_error, abs=5e-4)


def test_extremes_over_the_cohorts_are_those_of_lifelines(reconstruction_tables, refits, published):
    """Adjusted rows, fitted anew: hazard ratios and standard errors to the digits written."""
    _, (_, adjusted), _ = reconstruction_tables
    log_ratios = np.array([refit.params_.to_numpy() for refit in refits[:K]])
    errors = np.array([refit.standard_errors_.to_numpy() for refit in refits[:K]])

    for i, (cells, row) in enumerate(zip(adjusted, published.adjusted, strict=True)):
        b, ratio = log_ratios[:, i], errors[:, i] / row.standard_error
        expected = [*np.exp([b.min(), b.mean(), b.max()]), ratio.min(), ratio.mean(), ratio.max()]
        assert expected == pytest.approx([float(cell) for cell in cells[4:]], abs=6e-4)


def test_every_cohort_has_its_row(reconstruction_tables, few):
    """Shape, deaths, Kaplan-Meier by lifelines, and follow-up; then lowest, mean and highest."""
    _, _, (_, rows) = reconstruction_tables

    assert ["1", "2", "3", "**lowest**", "**mean**", "**highest**"] == [row[0] for row in rows]
    for cells, cohort in zip(rows, few.reconstructions, strict=False):
        survival = KaplanMeierFitter().fit(cohort.months, cohort.died).predict(60)
        months = cohort.months
        expected = [cohort.hazard_shape, cohort.died.sum(), survival, months.mean()]
        expected += [np.median(months), months.max()]
        written = [float(cell) for cell in cells[1:7]]
        tolerances = (6e-3, 0, 6e-4, 0.06, 0.06, 0)
        for value, number, tolerance in zip(expected, written, tolerances, strict=True):
            assert value == pytest.approx(number, abs=tolerance)


def test_coefficients_are_published_pooled_and_served(cox_tables, few, served, published):
    """Values with standard errors, four digits each."""
    _, rows = cox_tables[0]

    for i, (cells, row) in enumerate(zip(rows, published.adjusted, strict=True)):
        _, of_publication, pooled, _, of_model, ratio = map(numbers_in, cells)
        error = served.draws.coefficients[:, i].std(ddof=1)
        beta = served.served.coefficients[i]
        assert [row.log_hazard_ratio, row.standard_error] == pytest.approx(of_publication, abs=6e-5)
        assert [few.pooled.values[i], row.standard_error] == pytest.approx(pooled, abs=6e-5)
        assert [beta, error] == pytest.approx(of_model, abs=6e-5)
        assert np.exp([beta, beta - 1.96 * error, beta + 1.96 * error]) == pytest.approx(
            ratio, abs=6e-3
        )


def test_correlation_is_the_pooled_one(cox_tables, few):
    """The mean first, between the lowest and the highest of the reconstructions."""
    _, rows = cox_tables[1]

    for i, cells in enumerate(rows):
        for j, cell in enumerate(cells[1:]):
            mean, *extremes = numbers_in(cell) if i != j else (1.0, 1.0, 1.0)
            assert few.pooled.correlation[i, j] == pytest.approx(mean, abs=6e-4)
            assert min(extremes) <= mean <= max(extremes)


def test_cells_are_those_of_the_models_beside_the_approximation(cox_tables, few, served, published):
    """Eight cells: shares, survival and limits before and after shrinkage, ratios of widths."""
    _, rows = cox_tables[2]
    scale = assemble_cox(few.fits, few.pooled, published_scale_plan(published, DEFAULT_SEED))

    def width(limits):
        return np.log(np.log(limits[0]) / np.log(limits[1]))

    assert 8 == len(rows)
    for cells, share in zip(rows, served.background.weights, strict=True):
        approximated = APPROXIMATION[tuple(float(name == "yes") for name in cells[:3])]
        limits = [approximated.lower, approximated.upper]
        before, after = (survival_with_limits(model, cells[:3]) for model in (scale, served))
        assert share == pytest.approx(float(cells[3]), abs=6e-4)
        assert approximated.share == float(cells[4])
        assert [approximated.survival_60, *limits] == numbers_in(cells[5])
        assert before == pytest.approx(numbers_in(cells[6]), abs=6e-4)
        assert width(before[1:]) / width(limits) == pytest.approx(float(cells[7]), abs=6e-3)
        assert after == pytest.approx(numbers_in(cells[8]), abs=6e-4)
        assert width(after[1:]) / width(limits) == pytest.approx(float(cells[9]), abs=6e-3)


def test_variance_parts_are_those_of_draws_and_reconstructions(cox_tables, served):
    """By hand, at each month: variances of log(-log S) with S = exp(-H exp(b x)).

    A reconstruction is clamped to [1/220, 219/220], as a step function may not have left 1 yet.
    """

    def log_minus_log(curves, x, month):
        survival = np.exp(-curves.cumulative_hazard[:, month] * np.exp(curves.coefficients @ x))
        return np.log(-np.log(np.clip(survival, 1 / 220, 219 / 220)))

    header, rows = cox_tables[3]

    assert [12, 36, 60] == [numbers_in(header[i])[0] for i in (3, 7, 11)]
    for cells in rows[:-1]:
        x = np.array([float(name == "yes") for name in cells[:3]])
        for month, i in ((12, 3), (36, 7), (60, 11)):
            within = log_minus_log(served.draws, x, month).var(ddof=1)
            between = log_minus_log(served.cohort_curves, x, month).var(ddof=1)
            expected = [within, between, within + (1 + 1 / K) * between]
            written = [float(cell) for cell in cells[i + 1 : i + 4]]
            assert expected == pytest.approx(written, rel=6e-3)


def test_variance_table_shows_what_is_predicted_at_each_month(cox_tables, served):
    """Survivals and limits of the eight cells."""
    _, rows = cox_tables[3]

    for cells in rows[:-1]:
        for month, i in ((12, 3), (36, 7), (60, 11)):
            expected = survival_with_limits(served, cells[:3], month)
            assert expected == pytest.approx(numbers_in(cells[i]), abs=6e-4)


def test_variance_table_ends_with_the_cohort_mean(cox_tables):
    """0.629 at month 60, with the variance of the anchor, 0.21694 squared."""
    _, rows = cox_tables[3]
    cells = rows[-1]

    assert "cohort mean" == cells[0]
    assert 0.629 == numbers_in(cells[11])[0]
    assert 0.21694**2 == pytest.approx(float(cells[12]), rel=6e-3)


def test_sensitivity_shows_every_shrinkage_beside_the_published_scale(cox_tables, few, published):
    """First what is served, then 0.81 and 1, then neither shrinkage nor prior."""
    header, rows = cox_tables[4]
    external = load_external()
    plans = [
        *(cox_plan(published, external, DEFAULT_SEED, factor) for factor in (0.55, 0.81, 1.0)),
        published_scale_plan(published, DEFAULT_SEED),
    ]
    models = [assemble_cox(few.fits, few.pooled, plan) for plan in plans]

    assert ["0.55 (served)", "0.81", "1", "published scale"] == header[3:]
    for cells in rows:
        for model, cell in zip(models, cells[3:], strict=True):
            expected = survival_with_limits(model, cells[:3])
            assert expected == pytest.approx(numbers_in(cell), abs=6e-4)


def test_cells_of_a_scenario_have_its_mean(cox_tables):
    """From the written tables alone: shares times survivals add up to 0.629, 0.47 and 0.38."""
    shares = [float(cells[3]) for cells in cox_tables[2][1]]
    header, rows = cox_tables[5]

    for i, mean in ((3, 0.629), (4, 0.47), (5, 0.38)):
        survivals = [float(cells[i]) for cells in rows[:-1]]
        assert f"mean {mean:g}" == header[i]
        assert mean == pytest.approx(np.dot(shares, survivals), abs=2e-3)
        assert mean == float(rows[-1][i])


def test_approximation_follows_from_the_printed_figures():
    """Independent factors, hazard ratios 0.267, 1.901 and 1.841, mean survival 0.629.

    Its limits, recomputed from normal draws of the coefficients (standard errors 0.454, 0.312 and
    0.329) and of the mean (limits 0.51 and 0.75), are met within 0.02.
    """
    profiles = np.array(list(APPROXIMATION))
    margins, beta = np.array([26, 41, 71]) / 110, np.log([0.267, 1.901, 1.841])
    shares = np.where(profiles, margins, 1 - margins).prod(axis=1)

    def log_hazards(beta, mean):
        relative = np.exp(profiles @ beta)
        baseline = brentq(lambda h: shares @ np.exp(-np.exp(h) * relative) - mean, -9, 4)
        return baseline + profiles @ beta

    cells = APPROXIMATION.values()
    survival = np.exp(-np.exp(log_hazards(beta, 0.629)))
    np.testing.assert_allclose(shares, [cell.share for cell in cells], atol=6e-3)
    np.testing.assert_allclose(survival, [cell.survival_60 for cell in cells], atol=6e-3)

    normals = np.random.default_rng(41).standard_normal((4000, 4))
    betas = beta + normals[:, :3] * [0.454, 0.312, 0.329]
    spread = (np.log(-np.log(0.51)) - np.log(-np.log(0.75))) / 3.92
    means = np.exp(-np.exp(np.log(-np.log(0.629)) + spread * normals[:, 3]))
    drawn = np.array([log_hazards(b, mean) for b, mean in zip(betas, means, strict=True)])
    lower, upper = np.exp(-np.exp(np.percentile(drawn, [97.5, 2.5], axis=0)))
    np.testing.assert_allclose(lower, [cell.lower for cell in cells], atol=0.02)
    np.testing.assert_allclose(upper, [cell.upper for cell in cells], atol=0.02)


def test_picture_tells_what_the_model_predicts(drawn, served):
    """Whole persons at each horizon, contributions in points, and what it must not be used for.

    Text is drawn as outlines; each has the text itself as a comment beside it.
    """
    texts = re.findall(r"<!-- (.*?) -->", drawn["prediction.svg"])
    answer = predict(served, PATIENT, (12, 36, 60))

    for horizon in answer.horizons:
        assert f"{100 * horizon.survival:.0f} of 100" in texts
    for contribution in answer.explanation[-1].contributions:
        points = f"{100 * contribution.contribution:+.1f}".replace("-", "\N{MINUS SIGN}")
        assert points in texts
    assert any("not for clinical use" in text for text in texts)
    assert {"Disease-free interval", "8 months", "Local recurrence", "Number of nodules"} <= set(
        "\n".join(texts).split("\n")
    )


def test_picture_is_an_image_on_white(drawn):
    """Well-formed, with a title, and readable on a dark page."""
    root = ET.fromstring(drawn["prediction.svg"])  # noqa: S314  # our own picture
    names = {"svg": "http://www.w3.org/2000/svg"}
    first = root.find(".//svg:g[@id='patch_1']/svg:path", names)

    assert "survival" in root.find("svg:title", names).text
    assert "fill: #ffffff" in first.get("style")


def test_same_evidence_gives_the_same_figures(drawn, few):
    """Byte for byte, without a time or a path."""
    assert drawn == draw_figures(few, DEFAULT_SEED)
    for text in drawn.values():
        assert not re.search(r"20\d\d-\d\d-\d\d|\d\d:\d\d:\d\d", text)
        assert str(REPOSITORY) not in text


def test_picture_does_not_depend_on_the_machine_s_settings(drawn, few):
    """Somebody's own matplotlib style changes nothing."""
    import matplotlib as mpl  # noqa: PLC0415  # needed here alone

    with mpl.rc_context({"font.size": 30, "axes.facecolor": "black"}):
        assert drawn == draw_figures(few, DEFAULT_SEED)


def test_documented_cells_are_those_of_the_default_evidence(cox):
    """What `make study` wrote into docs still holds; another machine may differ by a hundredth."""
    _, rows = read_tables((REPOSITORY / "docs" / "figures" / "cox.md").read_text(encoding="utf-8"))[
        2
    ]

    assert 8 == len(rows)
    for cells in rows:
        expected = survival_with_limits(cox, cells[:3])
        assert expected == pytest.approx(numbers_in(cells[8]), abs=0.01)


def test_command_writes_every_figure(tmp_path, capsys):
    """Into a folder that it makes; exit code 0, the last line alone on stdout."""
    output = tmp_path / "docs" / "figures"

    settings = TrainingSettings(seed=6, n_reconstructions=2, n_jobs=1)
    simulation = Simulation(n_patients=(60,), repetitions=2, n_bags=2, n_jobs=1)

    registries = RegistryStudy(
        (RegistrySimulation(n_repetitions=2, n_jobs=1),),
        SplineSimulation(n_repetitions=2, n_jobs=1),
    )

    scale = ScaleSetting(
        n_patients=(300,),
        n_unbounded=300,
        n_fresh=100,
        n_bags=2,
        n_trees=5,
        budget=TuningBudget(min_samples_leaf=(10,), max_features=(0.5,), n_trees=2),
        n_jobs=1,
    )

    assert 0 == main(["--output", str(output)], settings, simulation, registries, scale)

    assert {
        "reconstruction.md",
        "cox.md",
        "prediction.svg",
        "forest-coverage.md",
        "forest-coverage.svg",
        "registry-coverage.md",
        "scale.md",
        "spline-bias.md",
        "spline-bias.svg",
    } == {p.name for p in output.iterdir()}
    assert f"figures written to {output}\n" == capsys.readouterr().out


def test_command_refuses_a_file(tmp_path, capsys):
    """Exit code 2 and one line; the file stays."""
    (tmp_path / "file").write_text("mine")

    assert 2 == main(["--output", str(tmp_path / "file")])

    assert "python -m studies: --output must be a folder\n" == capsys.readouterr().err
    assert "mine" == (tmp_path / "file").read_text()


def test_command_without_output_ends_with_2_and_one_line(capsys):
    """The option that is missing is named."""
    with pytest.raises(SystemExit) as exit_info:
        main([])

    assert 2 == exit_info.value.code
    [line] = capsys.readouterr().err.splitlines()
    assert "--output" in line

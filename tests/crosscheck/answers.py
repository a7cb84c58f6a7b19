"""The same questions, answered by us, by R and by lifelines: quantity -> array of numbers."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

from training.registry.description.cox import fit_cox
from training.registry.description.cumulative_incidence import estimate_incidence
from training.registry.description.proportional_hazards import (
    check_proportional_hazards,
    transform_times,
)
from training.registry.description.survival_curves import compare_groups, estimate_survival

SCRIPT = Path(__file__).with_name("survival.R")

COEFFICIENT = "coefficient"
STANDARD_ERROR = "standard error"
LOG_LIKELIHOOD = "log likelihood"
SURVIVAL = "survival, Breslow baseline"
KAPLAN_MEIER = "Kaplan-Meier"
KAPLAN_MEIER_LIMITS = "Kaplan-Meier limits"
LOG_RANK = "log-rank"
SCHOENFELD = {"km": "Schoenfeld km", "identity": "Schoenfeld identity"}
AALEN_JOHANSEN = "Aalen-Johansen"


def answer_ourselves(dataset):
    """Ask the functions that describe a registry."""
    design = dataset.design.to_numpy()
    times, event = dataset.times, dataset.event
    at = np.unique(times)
    fit = fit_cox(design, times, event)
    survival, lower, _ = estimate_survival(times, event, at)
    groups = [dataset.group == code for code in np.unique(dataset.group)]
    answers = {
        COEFFICIENT: fit.coefficients,
        STANDARD_ERROR: fit.standard_errors,
        LOG_LIKELIHOOD: np.array([fit.null_log_likelihood, fit.log_likelihood]),
        SURVIVAL: np.concatenate([fit.survival(design[row], at) for row in (0, -1)]),
        KAPLAN_MEIER: survival,
        KAPLAN_MEIER_LIMITS: np.where((survival > 0) & (survival < 1), lower, np.nan),
        LOG_RANK: np.array([compare_groups(times, event, groups).chi_squared]),
    }
    columns = {str(i): [i] for i in range(design.shape[1])}
    for transform, quantity in SCHOENFELD.items():
        g = transform_times(fit, times, event, transform)
        by_term, all_terms = check_proportional_hazards(fit, g, columns)
        answers[quantity] = np.array([test.chi_squared for test in (*by_term.values(), all_terms)])
    if dataset.cause.max() > 1:
        answers[AALEN_JOHANSEN] = estimate_incidence(times, dataset.cause, at).ravel()
    return answers


def ask_r(dataset):
    """Ask R's `survival`; the answers, and the versions of R and of the package."""
    with tempfile.TemporaryDirectory() as folder:
        table, answers = Path(folder, "table.csv"), Path(folder, "answers.csv")
        written = pd.DataFrame(
            {
                "time": dataset.times,
                "event": dataset.event.astype(int),
                "group": dataset.group,
                "cause": dataset.cause,
            },
            index=dataset.design.index,
        )
        written.join(dataset.design).to_csv(table, index=False)
        told = subprocess.run(
            [shutil.which("Rscript"), "--vanilla", SCRIPT, table, answers],
            check=True,
            capture_output=True,
            text=True,
            timeout=600,
        )
        read = pd.read_csv(answers)
    by_quantity = read.groupby("quantity", sort=False)["value"]
    return {name: values.to_numpy() for name, values in by_quantity}, told.stdout.split()


def ask_lifelines(dataset):
    """Ask lifelines, with precision 1e-12, what it answers by the same definition.

    Left out are its test of proportional hazards, an approximation, and its Aalen-Johansen
    estimate, which moves tied times at random.
    """
    table = dataset.design.copy()
    table.columns = [f"x{i}" for i in range(table.shape[1])]
    profiles = table.iloc[[0, -1]]
    at = np.unique(dataset.times)
    fit = CoxPHFitter().fit(
        table.assign(time=dataset.times, event=dataset.event),
        "time",
        "event",
        fit_options={"precision": 1e-12, "r_precision": 1e-14},
    )
    curves = KaplanMeierFitter().fit(dataset.times, dataset.event)
    log_rank = multivariate_logrank_test(dataset.times, dataset.group, dataset.event)
    return {
        COEFFICIENT: fit.params_.to_numpy(),
        STANDARD_ERROR: fit.standard_errors_.to_numpy(),
        LOG_LIKELIHOOD: np.array([fit._ll_null_, fit.log_likelihood_]),
        SURVIVAL: fit.predict_survival_function(profiles, times=at).to_numpy().T.ravel(),
        KAPLAN_MEIER: curves.survival_function_at_times(at).to_numpy(),
        LOG_RANK: np.array([log_rank.test_statistic]),
    }

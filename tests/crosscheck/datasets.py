"""Real patients that come with scikit-survival and lifelines, as tables for a Cox model."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from lifelines.datasets import load_rossi
from sksurv.datasets import (
    load_bmt,
    load_cgvhd,
    load_flchain,
    load_gbsg2,
    load_veterans_lung_cancer,
    load_whas500,
)

DAYS_PER_MONTH = 30.4375


@dataclass(frozen=True)
class Dataset:
    """Patients with follow-up.

    Attributes
    ----------
    times : ndarray, shape=(n_patients,)
    event : ndarray of bool, shape=(n_patients,)
    group : ndarray of int, shape=(n_patients,)
        What the log-rank test compares.
    cause : ndarray of int, shape=(n_patients,)
        0 where there was no event.
    design : DataFrame, shape=(n_patients, n_columns)
    """

    name: str
    scale: str
    times: np.ndarray
    event: np.ndarray
    group: np.ndarray
    cause: np.ndarray
    design: pd.DataFrame

    def in_months(self):
        """Round times up to whole months, as a registry does; a month that has begun counts."""
        months = np.maximum(np.ceil(self.times / DAYS_PER_MONTH), 1)
        return replace(self, scale="months", times=months)


def load_datasets():
    """Give every data set on its own times, and those in days in months as well."""
    own = [load() for load in (_gbsg2, _whas500, _veteran, _flchain, _rossi, _cgvhd, _bmt)]
    return [d for one in own for d in ([one, one.in_months()] if one.scale == "days" else [one])]


def _design(frame):
    return pd.get_dummies(frame, drop_first=True).astype(float)


def _dataset(name, follow_up, group, frame, scale="days", cause=None):
    event, times = (np.asarray(follow_up[field]) for field in follow_up.dtype.names)
    event = event.astype(bool)
    cause = event.astype(int) if cause is None else cause
    codes = pd.factorize(pd.Series(np.asarray(group)), sort=True)[0]
    return Dataset(name, scale, times.astype(float), event, codes, cause, _design(frame))


def _gbsg2():
    frame, follow_up = load_gbsg2()
    return _dataset("GBSG2", follow_up, frame["tgrade"], frame)


def _whas500():
    frame, follow_up = load_whas500()
    return _dataset("WHAS500", follow_up, frame["afb"], frame.astype(float))


def _veteran():
    frame, follow_up = load_veterans_lung_cancer()
    return _dataset("veteran", follow_up, frame["Celltype"], frame)


def _flchain():
    """Leave out who has no creatinine; deaths are divided into circulatory and other ones."""
    frame, follow_up = load_flchain()
    kept = frame["creatinine"].notna().to_numpy()
    frame, follow_up = frame[kept], follow_up[kept]
    circulatory = (frame["chapter"] == "Circulatory").to_numpy()
    cause = np.where(follow_up["death"], np.where(circulatory, 1, 2), 0)
    design = frame[["age", "creatinine", "kappa", "lambda", "mgus", "sex"]]
    return _dataset("flchain", follow_up, frame["flc.grp"].astype(int), design, cause=cause)


def _rossi():
    frame = load_rossi()
    follow_up = np.rec.fromarrays([frame["arrest"], frame["week"]], names="event,time")
    design = frame.drop(columns=["arrest", "week"])
    return _dataset("rossi", follow_up, frame["fin"], design, scale="weeks")


def _cgvhd():
    frame, follow_up = load_cgvhd()
    return _competing("cgvhd", frame.drop(columns="dx"), frame["tx"], follow_up, "years")


def _bmt():
    frame, follow_up = load_bmt()
    return _competing("bmt", frame.astype(float), frame["dis"], follow_up, "months")


def _competing(name, frame, group, follow_up, scale):
    """Cause 1 is the event; in the Cox model, and for Kaplan-Meier, the others are censored."""
    cause = np.asarray(follow_up["status"])
    first = np.rec.fromarrays([cause == 1, follow_up["ftime"]], names="event,time")
    return _dataset(name, first, group, frame, scale, cause)

"""Elementwise arithmetic of intervals; see `models.interval`."""

import numpy as np

from libc.math cimport exp, log, sqrt
from libc.stdint cimport int64_t


cdef inline double _clamp(double survival, double margin) noexcept nogil:
    return margin if survival < margin else 1.0 - margin if survival > 1.0 - margin else survival


def limits(
    const double[:, :] survival,
    const double[:, :] within,
    const double[:, :] between,
    double inflation,
    double margin,
    double quantile,
):
    """Compute lower and upper limits of curves from the two parts of their variance.

    Parameters
    ----------
    survival, within, between : memoryview, shape=(n_rows, n_months)
    inflation : float
        The factor of the variance between.
    margin : float
        The centre is clamped to [margin, 1 - margin].
    quantile : float

    Returns
    -------
    ndarray, ndarray, shape=(n_rows, n_months)
        The first month's are 1.
    """
    cdef Py_ssize_t n_rows = survival.shape[0], n_months = survival.shape[1], row, month
    cdef double hazard, wider, low, high
    lower_array, upper_array = np.empty((2, n_rows, n_months))
    cdef double[:, ::1] lower = lower_array, upper = upper_array
    with nogil:
        for row in range(n_rows):
            lower[row, 0] = upper[row, 0] = 1.0
            for month in range(1, n_months):
                # S to the power exp(+-half): exp(-exp(log(-log(S)) +- half)), without the outer two
                hazard = -log(_clamp(survival[row, month], margin))
                wider = exp(quantile * sqrt(within[row, month] + inflation * between[row, month]))
                low, high = exp(-hazard * wider), exp(-hazard / wider)
                # so that what is not a number stays so, and never looks like certainty
                lower[row, month] = survival[row, month] if survival[row, month] < low else low
                upper[row, month] = survival[row, month] if survival[row, month] > high else high
    return lower_array, upper_array


def variance(const double[:, :] values):
    """Sample variance over the first axis.

    Parameters
    ----------
    values : memoryview, shape=(n_values, n_columns)
        Two values or more.

    Returns
    -------
    ndarray, shape=(n_columns,)
    """
    cdef Py_ssize_t n_values = values.shape[0], n_columns = values.shape[1], one, column
    cdef double deviation
    mean_array, variance_array = np.zeros((2, n_columns))
    cdef double[::1] mean = mean_array, variance = variance_array
    with nogil:
        for one in range(n_values):
            for column in range(n_columns):
                mean[column] += values[one, column]
        for column in range(n_columns):
            mean[column] /= n_values
        for one in range(n_values):
            for column in range(n_columns):
                deviation = values[one, column] - mean[column]
                variance[column] += deviation * deviation
        for column in range(n_columns):
            variance[column] /= n_values - 1
    return variance_array


def on_log_log_scale(const double[:, :] spread, const double[:, :] survival, double n_patients):
    """Bring a variance of S to log(-log(S)), at least that of as many patients, all alike.

    Parameters
    ----------
    spread, survival : memoryview, shape=(n_rows, n_months)
        S is clamped to [1/2n, 1 - 1/2n].

    Returns
    -------
    ndarray, shape=(n_rows, n_months)
    """
    cdef Py_ssize_t row, month
    cdef double margin = 0.5 / n_patients, clamped, derivative, least, variance
    found_array = np.empty((survival.shape[0], survival.shape[1]))
    cdef double[:, ::1] found = found_array
    with nogil:
        for row in range(survival.shape[0]):
            for month in range(survival.shape[1]):
                clamped = _clamp(survival[row, month], margin)
                derivative = 1.0 / (clamped * log(clamped))
                least = clamped * (1.0 - clamped) / n_patients
                variance = least if spread[row, month] < least else spread[row, month]
                found[row, month] = variance * derivative * derivative
    return found_array


def summaries(const double[:, :] curves):
    """Find where curves come down to one half, and the area under them.

    Returns
    -------
    list of int, list of float
        By row: the first place at most one half, 0 where there is none (the first place of all
        has 1), and the area by the trapezoidal rule.
    """
    cdef Py_ssize_t row, month, last = curves.shape[1] - 1
    cdef double area
    places, areas = [], []
    for row in range(curves.shape[0]):
        area = -0.5 * (curves[row, 0] + curves[row, last])
        for month in range(last + 1):
            area += curves[row, month]
        for month in range(last + 1):
            if curves[row, month] <= 0.5:
                break
        else:
            month = 0
        places.append(month)
        areas.append(area)
    return places, areas


def read_off(
    const double[:, :] curves,
    const double[:, ::1] lower,
    const double[:, ::1] upper,
    const int64_t[::1] places,
):
    """Read curves and their limits off at some places.

    Returns
    -------
    list of list of (float, float, float)
        By row and place.
    """
    return [
        [
            (curves[row, places[number]], lower[row, places[number]], upper[row, places[number]])
            for number in range(places.shape[0])
        ]
        for row in range(curves.shape[0])
    ]

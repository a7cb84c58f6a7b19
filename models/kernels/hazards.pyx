"""Cox models of rows of which everything is known; see `models.cox.curves`."""

import numpy as np

from libc.math cimport exp
from libc.stdint cimport int64_t


cdef inline double _log_hazard(
    const double[:, ::1] coefficients, Py_ssize_t model, const double[:, ::1] values, Py_ssize_t row
) noexcept nogil:
    cdef Py_ssize_t term
    cdef double total = 0.0
    for term in range(values.shape[1]):
        total += coefficients[model, term] * values[row, term]
    return total


def survival(
    const double[:, ::1] values,
    const double[:, ::1] coefficients,
    const double[:, ::1] cumulative_hazard,
    const int64_t[::1] months,
):
    """Compute survival of rows, given the first month.

    Parameters
    ----------
    values : memoryview, shape=(n_rows, n_terms)
    coefficients : memoryview, shape=(n_models, n_terms)
    cumulative_hazard : memoryview, shape=(n_models, n_months_of_grid)
    months : memoryview of int, shape=(n_months,)

    Returns
    -------
    ndarray, shape=(n_models, n_rows, n_months)
    """
    cdef Py_ssize_t n_models = coefficients.shape[0], n_rows = values.shape[0]
    cdef Py_ssize_t n_months = months.shape[0], model, row, month
    cdef double relative, first
    found_array = np.empty((n_models, n_rows, n_months))
    cdef double[:, :, ::1] found = found_array
    with nogil:
        for model in range(n_models):
            first = cumulative_hazard[model, months[0]]
            for row in range(n_rows):
                relative = exp(_log_hazard(coefficients, model, values, row))
                found[model, row, 0] = 1.0
                for month in range(1, n_months):
                    found[model, row, month] = exp(
                        -relative * (cumulative_hazard[model, months[month]] - first)
                    )
    return found_array


def coalition_values(
    const double[::1] row,
    const double[:, ::1] profiles,
    holds,
    const double[:, ::1] weights,
    const int64_t[::1] everyone,
    const double[::1] coefficients,
    const double[::1] cumulative_hazard,
):
    """Average survival, and the log hazard, in every coalition of a row's facts.

    Parameters
    ----------
    row : memoryview, shape=(n_terms,)
    profiles : memoryview, shape=(n_profiles, n_terms)
    holds : ndarray of bool, shape=(n_coalitions, n_terms)
        Which terms a coalition holds at the row's values.
    weights : memoryview, shape=(n_kinds, n_profiles)
    everyone : memoryview of int, shape=(n_coalitions,)
        Which weights a coalition is averaged with.
    coefficients : memoryview, shape=(n_terms,)
    cumulative_hazard : memoryview, shape=(n_horizons,)

    Returns
    -------
    ndarray, shape=(n_coalitions, n_horizons + 1)
        The log hazard comes last.
    """
    cdef Py_ssize_t n_terms = row.shape[0], n_horizons = cumulative_hazard.shape[0]
    cdef Py_ssize_t coalition, profile, term, horizon
    cdef double weight, log_hazard, relative, value
    cdef const unsigned char[:, ::1] held = holds.view(np.uint8)
    found_array = np.zeros((held.shape[0], n_horizons + 1))
    cdef double[:, ::1] found = found_array
    with nogil:
        for coalition in range(held.shape[0]):
            for profile in range(profiles.shape[0]):
                weight = weights[everyone[coalition], profile]
                if weight == 0.0:
                    continue
                log_hazard = 0.0
                for term in range(n_terms):
                    value = row[term] if held[coalition, term] else profiles[profile, term]
                    log_hazard += coefficients[term] * value
                relative = exp(log_hazard)
                for horizon in range(n_horizons):
                    found[coalition, horizon] += weight * exp(
                        -relative * cumulative_hazard[horizon]
                    )
                found[coalition, n_horizons] += weight * log_hazard
    return found_array


cdef inline double _clamp(double value, double lowest, double highest) noexcept nogil:
    return lowest if value < lowest else highest if value > highest else value


cdef class LogLogVariance:
    """Variance over models of log(-log(S)) of rows; see `models.cox.curves.CoxCurves`.

    Parameters
    ----------
    coefficients : ndarray, shape=(n_models, n_terms)
    log_hazard : ndarray, shape=(n_models, n_months)
        Log cumulative hazards since the month survived.
    moments : Moments or None
    """

    cdef const double[:, ::1] coefficients
    cdef const double[:, ::1] log_hazard
    cdef bint has_moments
    cdef Py_ssize_t flat
    cdef double least
    cdef double greatest
    cdef const double[::1] baseline
    cdef const double[:, ::1] crossed
    cdef const double[:, ::1] of_coefficients

    def __init__(self, coefficients, log_hazard, moments):
        self.coefficients = coefficients
        self.log_hazard = log_hazard
        self.has_moments = moments is not None
        if moments is not None:
            self.flat = moments.flat
            self.least = moments.least
            self.greatest = moments.greatest
            self.baseline = moments.baseline
            self.crossed = moments.crossed
            self.of_coefficients = moments.coefficients

    def of(
        self, const double[:, ::1] values, const int64_t[::1] places, double lowest, double highest
    ):
        """Compute the variance, clamped to what lies between lowest and highest.

        Parameters
        ----------
        values : memoryview, shape=(n_rows, n_terms)
        places : memoryview of int, shape=(n_places,)
            Months since the one survived.

        Returns
        -------
        ndarray, shape=(n_rows, n_places)
        """
        cdef Py_ssize_t row
        found_array = np.zeros((values.shape[0], places.shape[0]))
        predictor_array = np.empty(self.coefficients.shape[0])
        cdef double[:, ::1] found = found_array
        cdef double[::1] predictor = predictor_array
        with nogil:
            for row in range(values.shape[0]):
                if self._predict(values[row], predictor, lowest, highest):
                    self._by_moments(values[row], places, found[row])
                else:
                    self._clamped(predictor, places, lowest, highest, found[row])
        return found_array

    cdef bint _predict(
        self, const double[::1] values, double[::1] predictor, double lowest, double highest
    ) noexcept nogil:
        """Compute each model's linear predictor, and tell whether nothing will be clamped."""
        cdef Py_ssize_t model, term
        cdef double one, least = 0.0, greatest = 0.0
        for model in range(predictor.shape[0]):
            one = 0.0
            for term in range(values.shape[0]):
                one += self.coefficients[model, term] * values[term]
            predictor[model] = one
            if model == 0 or one < least:
                least = one
            if model == 0 or one > greatest:
                greatest = one
        return (
            self.has_moments
            and lowest < self.least + least
            and self.greatest + greatest < highest
        )

    cdef void _by_moments(
        self, const double[::1] values, const int64_t[::1] places, double[::1] found
    ) noexcept nogil:
        cdef Py_ssize_t number, place, term, other
        cdef double own = 0.0, total
        for term in range(values.shape[0]):
            for other in range(values.shape[0]):
                own += values[term] * self.of_coefficients[term, other] * values[other]
        for number in range(places.shape[0]):
            place = places[number]
            if place < self.flat:
                continue
            total = self.baseline[place] + own
            for term in range(values.shape[0]):
                total += 2.0 * values[term] * self.crossed[term, place]
            found[number] = 0.0 if total < 0.0 else total  # what is no number stays so

    cdef void _clamped(
        self,
        const double[::1] predictor,
        const int64_t[::1] places,
        double lowest,
        double highest,
        double[::1] found,
    ) noexcept nogil:
        cdef Py_ssize_t n_models = predictor.shape[0], number, model
        cdef double one, mean, squares
        for number in range(places.shape[0]):
            mean = squares = 0.0
            for model in range(n_models):
                one = self.log_hazard[model, places[number]] + predictor[model]
                mean += _clamp(one, lowest, highest)
            mean /= n_models
            for model in range(n_models):
                one = self.log_hazard[model, places[number]] + predictor[model]
                one = _clamp(one, lowest, highest) - mean
                squares += one * one
            found[number] = squares / (n_models - 1)

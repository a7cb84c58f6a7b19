"""Sums over leaves, trees and bags; see `models.forest.leaf_tables`, `models.forest.little_bags`, `models.forest.forest`."""

import numpy as np

from libc.math cimport isnan
from libc.stdint cimport int64_t


cdef class Lookup:
    """Leaves and the places of their conditions, ready to number the states of rows.

    Parameters
    ----------
    low, high : ndarray of float32, shape=(n_columns, n_leaves)
    factor_of_column : ndarray of int, shape=(n_columns,)
        The number of each column's factor.
    places : ndarray of int, shape=(n_factors, n_leaves)
        What a condition that is met adds to the number of a leaf's state. One that is open adds
        twice as much, one that is broken nothing.
    """

    cdef const float[:, ::1] low
    cdef const float[:, ::1] high
    cdef const int64_t[::1] factor_of_column
    cdef const int64_t[:, ::1] places

    def __init__(self, low, high, factor_of_column, places):
        self.low = low
        self.high = high
        self.factor_of_column = factor_of_column
        self.places = places

    def states(self, values):
        """Number the states of all leaves, shape=(n_rows, n_leaves)."""
        return self._number(values, 0, self.places.shape[0])

    def part(self, values, Py_ssize_t factor):
        """Give one factor's part in the numbers of the states, shape=(n_rows, n_leaves)."""
        return self._number(values, factor, factor + 1)

    cdef _number(self, const double[:, ::1] values, Py_ssize_t first, Py_ssize_t end):
        cdef Py_ssize_t row, factor
        states_array = np.zeros((values.shape[0], self.low.shape[1]), dtype=np.int64)
        met_array = np.empty(self.low.shape[1], dtype=np.uint8)
        cdef int64_t[:, ::1] states = states_array
        cdef unsigned char[::1] met = met_array
        with nogil:
            for row in range(values.shape[0]):
                for factor in range(first, end):
                    self._add(values[row], factor, met, states[row])
        return states_array

    cdef void _add(
        self,
        const double[::1] values,
        Py_ssize_t factor,
        unsigned char[::1] met,
        int64_t[::1] states,
    ) noexcept nogil:
        """Add a factor's part; compared in single precision, as the fitted trees do."""
        cdef Py_ssize_t column, leaf
        cdef float value
        met[:] = 1
        for column in range(values.shape[0]):
            if self.factor_of_column[column] != factor:
                continue
            if isnan(values[column]):  # a factor's columns are unknown together
                met[:] = 2
                break
            value = <float> values[column]
            for leaf in range(met.shape[0]):
                met[leaf] &= (value > self.low[column, leaf]) & (value <= self.high[column, leaf])
        for leaf in range(met.shape[0]):
            states[leaf] += met[leaf] * self.places[factor, leaf]


def look_up(
    const double[:, ::1] table,
    const int64_t[::1] everyone,
    const int64_t[::1] first,
    const int64_t[:, ::1] states,
    const int64_t[::1] leaf,
):
    """Look up what belongs to the states of leaves.

    Parameters
    ----------
    table : memoryview, shape=(n_kinds, n_states)
    everyone : memoryview of int, shape=(n_rows,)
        Which row of the table holds for each row.
    first : memoryview of int, shape=(n_parts,)
        Where the states of each part begin in the table.
    states : memoryview of int, shape=(n_rows, n_leaves)
    leaf : memoryview of int, shape=(n_parts,)
        Which leaf each part is.

    Returns
    -------
    ndarray, shape=(n_rows, n_parts)
    """
    cdef Py_ssize_t n_rows = states.shape[0], n_parts = leaf.shape[0], row, part
    found_array = np.empty((n_rows, n_parts))
    cdef double[:, ::1] found = found_array
    with nogil:
        for row in range(n_rows):
            for part in range(n_parts):
                found[row, part] = table[everyone[row], first[part] + states[row, leaf[part]]]
    return found_array


def weighted_sums(const double[:, ::1] weights, const double[:, :] curves):
    """Add up curves by weights, most of which are 0.

    Parameters
    ----------
    weights : memoryview, shape=(n_rows, n_curves)
    curves : memoryview, shape=(n_curves, n_months)

    Returns
    -------
    ndarray, shape=(n_rows, n_months)
    """
    cdef Py_ssize_t n_rows = weights.shape[0], n_months = curves.shape[1], row, one
    _require_rows(curves)
    total_array = np.zeros((n_rows, n_months))
    cdef double[:, ::1] total = total_array
    with nogil:
        for row in range(n_rows):
            for one in range(curves.shape[0]):
                if weights[row, one] != 0.0:
                    _add(n_months, weights[row, one], &curves[one, 0], &total[row, 0])
    return total_array


def grouped_sums(
    const double[:, ::1] weights,
    const int64_t[::1] group,
    Py_ssize_t n_groups,
    const double[:, :] curves,
):
    """Add up curves by weights, most of which are 0, in groups.

    Parameters
    ----------
    weights : memoryview, shape=(n_rows, n_curves)
    group : memoryview of int, shape=(n_curves,)
    curves : memoryview, shape=(n_curves, n_months)

    Returns
    -------
    ndarray, shape=(n_groups, n_rows, n_months)
    """
    cdef Py_ssize_t n_rows = weights.shape[0], n_months = curves.shape[1], row, one
    cdef double* into
    _require_rows(curves)
    total_array = np.zeros((n_groups, n_rows, n_months))
    cdef double[:, :, ::1] total = total_array
    with nogil:
        for row in range(n_rows):
            for one in range(curves.shape[0]):
                if weights[row, one] != 0.0:
                    into = &total[group[one], row, 0]
                    _add(n_months, weights[row, one], &curves[one, 0], into)
    return total_array


def spread(
    const double[:, ::1] weights,
    const int64_t[::1] box_of_leaf,
    const int64_t[::1] first_leaf,
    const double[:, :] leaf_survival,
    const double[:, ::1] mean,
    Py_ssize_t bags_per_cohort,
    Py_ssize_t trees_per_bag,
    bint given_survived,
):
    """Compute the variance between bags less the noise of their trees; see `models.forest.little_bags`.

    Parameters
    ----------
    weights : memoryview, shape=(n_rows, n_boxes)
    box_of_leaf : memoryview of int, shape=(n_leaves,)
    first_leaf : memoryview of int, shape=(n_trees + 1,)
    leaf_survival : memoryview, shape=(n_leaves, n_months)
        Each row lies in one piece of memory, as for all sums here.
    mean : memoryview, shape=(n_rows, n_months)
        Over the trees.
    given_survived : bool
        Whether trees count by their influence on the ratio to the first month.

    Returns
    -------
    ndarray, shape=(n_rows, n_months)
    """
    cdef Py_ssize_t n_rows = weights.shape[0], n_months = mean.shape[1]
    cdef Py_ssize_t n_trees = first_leaf.shape[0] - 1, row, tree, month
    cdef Py_ssize_t place, first, end
    cdef Py_ssize_t n_bags = n_trees // trees_per_bag
    cdef Py_ssize_t n_cohorts = n_bags // bags_per_cohort
    cdef double between, noise, one
    _require_rows(leaf_survival)
    spread_array = np.empty((n_rows, n_months))
    sums_array = np.empty((6, n_months))
    held_array = np.empty(box_of_leaf.shape[0], dtype=np.int64)
    first_held_array = np.empty(n_trees + 1, dtype=np.int64)
    cdef double[:, ::1] spread = spread_array, sums = sums_array
    cdef double[::1] curve = sums[0], bag = sums[1], cohort = sums[2]
    cdef double[::1] of_trees = sums[3], of_bags = sums[4], of_cohorts = sums[5]
    cdef int64_t[::1] held = held_array, first_held = first_held_array
    with nogil:
        for row in range(n_rows):
            _find_held(&weights[row, 0], box_of_leaf, first_leaf, held, first_held)
            sums[:] = 0.0
            for tree in range(n_trees):
                first, end = first_held[tree], first_held[tree + 1]
                if end - first == 1 and not given_survived:
                    one = weights[row, box_of_leaf[held[first]]]
                    _add_with_squares(
                        n_months, one, &leaf_survival[held[first], 0], &bag[0], &of_trees[0]
                    )
                else:
                    curve[:] = 0.0
                    for place in range(first, end):
                        one = weights[row, box_of_leaf[held[place]]]
                        _add(n_months, one, &leaf_survival[held[place], 0], &curve[0])
                    if given_survived:
                        _linearise(curve, mean[row])
                    _add_with_squares(n_months, 1.0, &curve[0], &bag[0], &of_trees[0])
                if (tree + 1) % trees_per_bag == 0:
                    for month in range(n_months):
                        one = bag[month] / trees_per_bag
                        of_bags[month] += one * one
                        cohort[month] += one
                        bag[month] = 0.0
                if (tree + 1) % (trees_per_bag * bags_per_cohort) == 0:
                    for month in range(n_months):
                        one = cohort[month] / bags_per_cohort
                        of_cohorts[month] += one * one
                        cohort[month] = 0.0
            for month in range(n_months):
                between = of_bags[month] - bags_per_cohort * of_cohorts[month]
                between /= n_cohorts * (bags_per_cohort - 1)
                noise = of_trees[month] - trees_per_bag * of_bags[month]
                noise /= n_bags * (trees_per_bag - 1)
                spread[row, month] = between - noise / trees_per_bag
    return spread_array


cdef void _find_held(
    const double* weights,
    const int64_t[::1] box_of_leaf,
    const int64_t[::1] first_leaf,
    int64_t[::1] held,
    int64_t[::1] first_held,
) noexcept nogil:
    """List the leaves that have a weight, and where each tree's begin among them."""
    cdef Py_ssize_t tree, leaf, n_held = 0
    for tree in range(first_leaf.shape[0] - 1):
        first_held[tree] = n_held
        for leaf in range(first_leaf[tree], first_leaf[tree + 1]):
            held[n_held] = leaf
            n_held += weights[box_of_leaf[leaf]] != 0.0
    first_held[first_leaf.shape[0] - 1] = n_held


cdef int _require_rows(const double[:, :] curves) except -1:
    if curves.strides[1] != sizeof(double):
        raise ValueError("the months of a curve must follow one another in memory")
    return 0


cdef inline void _add(Py_ssize_t n, double weight, const double* one, double* into) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(n):
        into[i] += weight * one[i]


cdef inline void _add_with_squares(
    Py_ssize_t n, double weight, const double* one, double* total, double* squares
) noexcept nogil:
    cdef Py_ssize_t i
    cdef double weighted
    for i in range(n):
        weighted = weight * one[i]
        total[i] += weighted
        squares[i] += weighted * weighted


cdef inline void _linearise(double[::1] curve, const double[::1] mean) noexcept nogil:
    """Put a tree's influence on the ratio of means in the place of its curve."""
    cdef Py_ssize_t month
    cdef double ratio, first = curve[0]
    for month in range(curve.shape[0]):
        ratio = mean[month] / mean[0]
        curve[month] = ratio + (curve[month] - ratio * first) / mean[0]


def agreement(const double[:, :, :, ::1] alone):
    """Average contributions over the cohorts, and find how many differ in sign.

    Parameters
    ----------
    alone : memoryview, shape=(n_rows, n_players, n_cohorts, n_horizons)

    Returns
    -------
    ndarray, ndarray of int, shape=(n_rows, n_players, n_horizons)
    """
    cdef Py_ssize_t n_alone = alone.shape[2], row, player, one, horizon
    shape = (alone.shape[0], alone.shape[1], alone.shape[3])
    mean_array, differ_array = np.zeros(shape), np.zeros(shape, dtype=np.int64)
    cdef double[:, :, ::1] mean = mean_array
    cdef int64_t[:, :, ::1] differ = differ_array
    with nogil:
        for row in range(alone.shape[0]):
            for player in range(alone.shape[1]):
                for horizon in range(alone.shape[3]):
                    for one in range(n_alone):
                        mean[row, player, horizon] += alone[row, player, one, horizon]
                    mean[row, player, horizon] /= n_alone
                    for one in range(n_alone):
                        differ[row, player, horizon] += (
                            _sign(alone[row, player, one, horizon])
                            != _sign(mean[row, player, horizon])
                        )
    return mean_array, differ_array


cdef inline int _sign(double value) noexcept nogil:
    return (value > 0.0) - (value < 0.0)

"""From pseudo-cohorts to a served Cox model: fit, pool, shrink, recalibrate, draw."""

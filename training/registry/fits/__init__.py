"""From completed patients to served models: impute, pool, penalise, group, draw."""

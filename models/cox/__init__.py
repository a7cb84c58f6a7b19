"""Cox models, of one hazard and of two that compete."""

"""How often the intervals of the default models hold what is true of simulated patients."""

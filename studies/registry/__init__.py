"""How often the intervals of the models of a registry hold what is true of simulated patients."""

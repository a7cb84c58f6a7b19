"""Compiled loops: what numpy would do in many small steps for one patient.

Nothing is decided here. Each function computes one formula whose meaning, source and cases stand
in the module that calls it; arrays come in checked and prepared, and leave new.
"""

"""Averages over the background of what a patient does not know, and over coalitions of factors."""

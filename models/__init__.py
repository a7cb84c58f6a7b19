"""The shared core: factors, models and explanations, without training and without HTTP."""

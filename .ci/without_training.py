"""Check that the service starts where no library that fits or draws is installed."""

import importlib
import importlib.util
import sys

TRAINING_LIBRARIES = ("jinja2", "joblib", "matplotlib", "pandas", "sklearn", "sksurv")

installed = [name for name in TRAINING_LIBRARIES if importlib.util.find_spec(name)]
if installed:
    sys.exit(f"This check must run without {', '.join(installed)}.")

importlib.import_module("service.app")
print(f"The service starts without {', '.join(TRAINING_LIBRARIES)}.")

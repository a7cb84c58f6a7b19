"""Check that the service starts where no library that fits models is installed."""

import importlib
import importlib.util
import sys

FITTING_LIBRARIES = ("joblib", "pandas", "sklearn", "sksurv")

installed = [name for name in FITTING_LIBRARIES if importlib.util.find_spec(name)]
if installed:
    sys.exit(f"This check must run without {', '.join(installed)}.")

importlib.import_module("service.app")
print(f"The service starts without {', '.join(FITTING_LIBRARIES)}.")

"""Check that the answer on standard input holds a prediction."""

import json
import sys

answer = json.load(sys.stdin)
if not answer.get("predictions"):
    sys.exit("The answer holds no prediction.")

print("The service answers without them, too.")

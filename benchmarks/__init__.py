"""What `make bench` runs: our prediction, explanation and service beside those of others.

Each part measures its contenders side by side, interleaved in one run, after a proof that they
give equal numbers. `python -m benchmarks --output DIR` runs all parts and writes a page.
"""

"""The console script `pulmet`: one command line for the service and for training."""

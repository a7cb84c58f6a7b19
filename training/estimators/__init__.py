"""What both wings estimate with: curves, partial likelihoods, trees as boxes."""

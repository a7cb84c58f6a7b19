"""The bundle as both wings write it: files, arrays, golden predictions."""

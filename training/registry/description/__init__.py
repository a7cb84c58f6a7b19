"""What a registry's report says of its patients, after disclosure control."""

"""Predictions, exercises that are checked, and the swap laboratory."""

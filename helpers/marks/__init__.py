"""Marks: each exercise of a submission is judged in a process of its own, and the class in one report."""

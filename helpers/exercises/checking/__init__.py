"""Compare an answer with its exercise, find what explains it, and say so."""

"""Compare two revisions on everything that the tests and the notebooks feed them."""

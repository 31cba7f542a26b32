"""Run code of the reader so that nothing it does reaches the notebook."""

"""The ideas behind wrong code, in words, once: each leads to other code in other exercises."""

from helpers.exercises.catalogue.ideas import activations, chunks, numpy_calls, practice, summing, terms

IDEAS = {
    **summing.IDEAS,
    **terms.IDEAS,
    **activations.IDEAS,
    **practice.IDEAS,
    **chunks.IDEAS,
    **numpy_calls.IDEAS,
}

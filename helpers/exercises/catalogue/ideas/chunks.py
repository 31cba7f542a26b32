"""Ideas about a sum that is taken in chunks."""

from helpers.exercises.catalogue.ideas.idea import Idea

IDEAS = {
    "average-of-averages": Idea(
        (),
        "The average of the chunks' averages is the average.",
        "Only where all chunks are equally long. In a shorter chunk each example counts for more. "
        "Add sums, and divide once, by m.",
    ),
    "running-average": Idea(
        (),
        "Halfway between the result so far and the new chunk is the average.",
        "Each turn halves what all chunks before have said: the order of the chunks makes a difference. Add "
        "sums, and divide once, by m.",
        needs="loop",
    ),
    "last-chunk-lost": Idea(
        (),
        "All chunks are equally long.",
        "m is no multiple of width: the examples left over make one more chunk, a shorter one.",
        needs="loop",
    ),
    "chunk-too-short": Idea(
        (),
        "A slice reaches its second number.",
        "X[:, a:b] ends before b by itself. With one less, an example is left out of every chunk.",
        needs="loop",
    ),
    "chunks-overlap": Idea(
        (),
        "Counting by ones goes from chunk to chunk.",
        "The chunks overlap: examples count more than once. range(0, m, width) steps from start to start.",
        needs="loop",
    ),
    "rows-for-columns": Idea(
        (15,),
        "X[a:b] takes examples.",
        "It takes rows, and those are features. Examples are columns here: X[:, a:b].",
    ),
    "cut-on-one-side": Idea(
        (),
        "Only X is too large, so only X is cut.",
        "Example i meets example i: whatever shares the letter i is cut at the same places.",
    ),
}

"""Scores, activations, softmax and a hidden layer: ideas about the model."""

from helpers.exercises.catalogue.ideas.idea import Idea

IDEAS = {
    # scores and activations
    "no-bias": Idea((), "The scores are w times x.", "The bias is added to every score."),
    "bias-for-every-feature": Idea(
        (), "The bias belongs to each product.", "Inside the sum, b is added n times."
    ),
    "bias-before-the-product": Idea(
        (), "The bias can be added to X.", "Then w multiplies it too. It is added once, to each score."
    ),
    "bias-taken-off": Idea((), "The bias is a threshold to take off.", "It is added: z = w x + b."),
    "no-sigmoid": Idea((), "The score is the activation.", "A probability lies between 0 and 1: a = σ(z)."),
    "lost-bracket": Idea(
        (19,),
        "1/1 + np.exp(-z) is one fraction.",
        "Division comes before addition: this is 1 + exp(−z). The denominator needs a bracket.",
    ),
    "sign-in-exp": Idea(
        (),
        "The sign of z in exp does not matter.",
        "1 / (1 + exp(z)) is 1 − a: the probability of the other label.",
    ),
    "math-for-arrays": Idea(
        (18,),
        "math.exp and np.exp are the same.",
        "math.exp takes one number. np.exp goes through an array.",
        needs="math",
    ),
    "tanh-for-sigmoid": Idea(
        (), "tanh is the sigmoid.", "tanh lies between −1 and 1; a probability does not."
    ),
    "sigmoid-again": Idea(
        (),
        "The sigmoid comes before the log.",
        "a is an activation: it has been through the sigmoid already.",
    ),
    # softmax
    "no-exp": Idea(
        (), "Scores divided by their sum are probabilities.", "A score can be negative: exp comes first."
    ),
    "exp-above-only": Idea(
        (),
        "exp belongs above the line.",
        "The same exponentials are summed below, so that the shares add up to 1.",
    ),
    "exp-of-sum": Idea(
        (),
        "exp of a sum is the sum of the exps.",
        "exp of a sum is their product. Take each exp first, then sum.",
    ),
    "no-normaliser": Idea(
        (), "exp makes probabilities.", "They add up to 1 only after division by their sum."
    ),
    "normaliser-over-everything": Idea(
        (23,),
        "Divide by the sum.",
        "np.sum without axis= adds all examples together. Each example has its own normaliser: axis=0.",
        needs="reduction",
    ),
    "sigmoid-for-softmax": Idea(
        (), "Each class gets its own sigmoid.", "Then the probabilities of an example do not add up to 1."
    ),
    "largest-for-sum": Idea(
        (), "Divide by the largest.", "Then the largest is 1; divided by the sum, they add up to 1."
    ),
    "shift-on-one-side": Idea(
        (),
        "The largest score is taken off for the exponentials above only.",
        "The same shift stands above and below, so that it cancels.",
    ),
    # a hidden layer
    "slope-of-sigmoid": Idea(
        (), "The slope of the activation is a (1 − a).", "That is the sigmoid. The slope of tanh is 1 − a²."
    ),
    "square-of-difference": Idea((), "(1 − a)² is 1 − a².", "Only a is squared."),
    "no-slope": Idea(
        (),
        "The error is handed back as it is.",
        "The chain rule multiplies it by the slope of the hidden unit.",
    ),
    "slope-too-early": Idea(
        (),
        "The slope can be multiplied in anywhere.",
        "The slope belongs to the hidden units, h x m. Before the dot there are the outputs, k x m.",
    ),
    "slope-again": Idea(
        (),
        "The slope is 1 − tanh(a)².",
        "A1 already is the tanh of the score: applied again, it is another number.",
    ),
}

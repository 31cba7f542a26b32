"""Formulas that no notebook has shown: where each is used, who wrote it down, and what its letters mean.

An entry is ``name (field): what it is for``. Behind bars stand its pattern, which is the specification; lines
to try; what its letters mean; who wrote it down; and perhaps which numbers its operands have. `Formula` says
more of each. Everything else is found by running. First come formulas of which every letter survives.
"""

import re
from collections.abc import Iterator

from helpers.exercises.catalogue.entry import parted
from helpers.exercises.references import offer
from helpers.practice.formula import Formula

_ENTRIES = """
smoothed (forecasting): The new forecast is a mix of what was sold and what had been forecast.
    | s[i] = r * x[i] + (1 - r) * p[i]
    | r * x + (1 - r) * p
    | i: an article; r: how much the news counts; x: sold; p: the old forecast; s: the new one
    | R. G. Brown, Statistical Forecasting for Inventory Control, McGraw-Hill 1959
adam_step (optimisation): Each weight steps by its own mean slope, over how large its slopes usually are.
    | v[j] = w[j] - r * g[j] / s[j]
    | w - r * g / s
    | j: a weight; w: where it is; r: the rate; g: its mean slope; s: the root of its mean squared slope; v:
        where it goes
    | D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015
    | signed: w g
gated_unit (recurrent networks): A gate says, unit by unit, how much of the old state stays and how much of
    the new one comes in.
    | s[u, i] = g[u, i] + z[u, i] * (o[u, i] - g[u, i])
    | g + z * (o - g)
    | u: a unit; i: a sentence; z: the gate, 0 to 1; o: the old state; g: the proposed one; s: the new state
    | K. Cho et al., Learning Phrase Representations using RNN Encoder-Decoder, EMNLP 2014
    | signed: o g
dropout (neural networks): Units are switched off by a mask, and the others made larger, so that the mean
    stays.
    | S[u, i] = M[u, i] * H[u, i] / (1 - p)
    | M * H / (1 - p)
    | u: a unit; i: an example; M: 1 where the unit is on, else 0; H: what it says; p: the share switched off;
        S: what is handed on
    | N. Srivastava et al., Dropout, Journal of Machine Learning Research 15, 2014
    | signed: H; masks: M
vegetation (remote sensing): Plants reflect infrared and swallow red: their difference over their sum shows
    where they grow.
    | V[j, i] = (N[j, i] - R[j, i]) / (N[j, i] + R[j, i])
    | (N - R) / (N + R)
    | j: a row of the picture; i: a column; N: infrared light; R: red light; V: the index
    | J. W. Rouse et al., Monitoring Vegetation Systems in the Great Plains with ERTS, NASA SP-351, 1974
rectifier_backwards (neural networks): A slope goes back through max(0, z) where z was above 0: [Z > 0] is 1
    there, and 0 elsewhere.
    | G[u, i] = D[u, i] * (Z[u, i] > 0)
    | D * (Z > 0)
    | u: a unit; i: an example; D: the slope that arrives; Z: the score of the unit; G: the slope handed back
    | X. Glorot, A. Bordes and Y. Bengio, Deep Sparse Rectifier Neural Networks, AISTATS 2011
    | signed: D Z
random_code (generative models): A random code that slopes can go through: its mean, and noise as wide as its
    spread.
    | Z[j, i] = M[j, i] + S[j, i] * E[j, i]
    | M + S * E
    | j: an entry of the code; i: an example; M: its mean; S: its spread; E: standard noise; Z: the code
    | D. P. Kingma and M. Welling, Auto-Encoding Variational Bayes, ICLR 2014
    | signed: M E
log_return (finance): What a share has gained in a day, so that the gains of days in a row can be added.
    | r[j, i] = log(P[j, i]) - log(Q[j, i])
    | np.log(P) - np.log(Q)
    | j: a share; i: a day; P: its price that day; Q: its price the day before; r: the gain
    | E. F. Fama, The Behavior of Stock-Market Prices, The Journal of Business 38, 1965
tf_idf (search): A term says more about a document, the fewer documents have it.
    | W[j, i] = t[j, i] * log(m / d[j])
    | t * np.log(m / d)[:, None]
    | j: a term; i: a document; t: how often the term stands there; d: how many documents have it; W: what it
        counts for
    | K. Spärck Jones, A Statistical Interpretation of Term Specificity, J. Documentation 28, 1972
layer_norm (language models): Each token has its own mean and spread; each unit its own scale and shift.
    | Y[u, i] = g[u] * (X[u, i] - a[i]) / s[i] + b[u]
    | g[:, None] * (X - a) / s + b[:, None]
    | u: a unit; i: a token; g: the scale of the unit; X: what comes in; a: the mean of the token; s: its
        spread; b: the shift of the unit; Y: what goes out
    | J. L. Ba, J. R. Kiros and G. E. Hinton, Layer Normalization, arXiv:1607.06450, 2016
    | signed: X a b
perspective (computer vision): What is twice as far away looks half as large: both coordinates are divided by
    the depth.
    | q[c, i] = f * P[c, i] / d[i]
    | f * P / d
    | c: a coordinate; i: a point; f: the focal length; P: where the point is; d: its depth; q: where it is in
        the picture
    | R. Hartley and A. Zisserman, Multiple View Geometry, Cambridge University Press 2004
    | signed: P
win_chances (ranking): Who is twice as strong wins two games of three.
    | C[i, i2] = p[i] / (p[i] + p[i2])
    | p[:, None] / (p[:, None] + p)
    | i: a player; i2: the other player; p: how strong; C: the chance that the first wins
    | R. A. Bradley and M. E. Terry, Rank Analysis of Incomplete Block Designs, Biometrika 39, 1952
expected_counts (statistics): If two answers have nothing to do with each other, each pair is as frequent as
    both totals say.
    | E[j, c] = r[j] * s[c] / t
    | r[:, None] * s / t
    | j: an answer to the first question; c: an answer to the second; r: how many gave the first; s: how many
        gave the second; t: how many were asked; E: how many pairs are expected
    | K. Pearson, On the Theory of Contingency, Drapers' Company Research Memoirs, 1904
flow (Markov chains): What moves along an arrow is what stands at its start, times the chance to take it.
    | F[i, i2] = p[i] * T[i, i2]
    | p[:, None] * T
    | i: a state; i2: the next state; p: the share that is there; T: the chance to go there; F: the share that
        moves
    | D. A. Levin, Y. Peres and E. L. Wilmer, Markov Chains and Mixing Times, AMS 2009
compositing (graphics): A picture laid over another lets through what is behind it, as far as it is not
    opaque.
    | S[c, i] = F[c, i] + (1 - o[i]) * B[c, i]
    | F + (1 - o) * B
    | c: a colour; i: a pixel; o: how opaque it is; F: the light of the picture in front; B: that of the one
        behind; S: what is seen
    | T. Porter and T. Duff, Compositing Digital Images, SIGGRAPH 1984
centred_kernel (machine learning): The Gram matrix of centred examples: the mean comes off each row and each
    column of similarities.
    | C[i, i2] = K[i, i2] - a[i] - a[i2] + b
    | K - a[:, None] - a + b
    | i: an example; i2: another example; K: how similar they are; a: the mean of a row of K; b: the mean of
        all of K; C: the centred table
    | B. Schölkopf, A. Smola and K.-R. Müller, Nonlinear Component Analysis, Neural Computation 10, 1998
    | signed: K a b
decay (nuclear physics): What is left of each substance at each time, where each decays at a rate of its own.
    | N[c, i] = q[c] * exp(-r[c] * t[i])
    | q[:, None] * np.exp(-r[:, None] * t)
    | c: a substance; i: a moment; q: how much there was; r: its rate; t: the time since; N: how much is left
    | E. Rutherford and F. Soddy, The Cause and Nature of Radioactivity, Philosophical Magazine 4, 1902
out_degree (networks): How much leaves a vertex, along all of its arrows.
    | d[i] = sum(W[i, i2] for i2 in m)
    | np.sum(W, axis=1)
    | i: a vertex; i2: another vertex; W: the weight of the arrow from the first to the second; d: the degree
    | F. R. K. Chung, Spectral Graph Theory, AMS 1997
better_query (search): A query moves towards the mean of the documents that its reader liked.
    | s[j] = q[j] + b * sum(D[j, i] for i in m) / m
    | q + b * np.sum(D, axis=1) / m
    | j: a term; i: a document that was liked; q: the query; b: how far it moves; D: the documents; s: the new
        query
    | J. J. Rocchio, Relevance Feedback in Information Retrieval, in: The SMART System, 1971
opinion_score (telephony): How good a connection sounds, in the mean of all who listened.
    | s[c] = sum(V[i, c] for i in m) / m
    | np.sum(V, axis=0) / m
    | c: a connection; i: a listener; V: the vote, 1 to 5; s: the score
    | ITU-T Recommendation P.800, Methods for Subjective Determination of Transmission Quality, 1996
marginal (probability): What is known of one of two things where the other is not looked at.
    | p[c] = sum(P[j, c] for j in n)
    | np.sum(P, axis=0)
    | j: a value of the first; c: a value of the second; P: the probability of both; p: that of the second
    | T. M. Cover and J. A. Thomas, Elements of Information Theory, Wiley 1991
average_pooling (computer vision): A whole map of a feature becomes one number: its mean.
    | g[u] = sum(F[u, i] for i in m) / m
    | np.sum(F, axis=1) / m
    | u: a feature; i: a place in the picture; F: the map; g: what is left of it
    | M. Lin, Q. Chen and S. Yan, Network In Network, ICLR 2014
    | signed: F
borda_points (voting): From every voter a candidate gets a point for each one ranked behind.
    | p[c] = sum(k - R[c, i] for i in m)
    | np.sum(k - R, axis=1)
    | c: a candidate; i: a voter; R: the rank, from 1; p: the points
    | J.-C. de Borda, Mémoire sur les élections au scrutin, Académie royale des sciences, 1781
moving_average (time series): How far each day lies above its moving average, the mean of the days up to it.
    | d[i] = x[i] - sum(V[i, c] for c in k) / k
    | x - np.sum(V, axis=1) / k
    | i: a day; c: how many days back; x: what was measured that day; V: what was measured c days before
        (sliding_window_view makes such rows); d: how far above
    | M. G. Kendall, Time-Series, Griffin 1973
    | signed: x V
diversity (ecology): How likely two animals of one place are of different species.
    | d[i] = 1 - sum(P[i, c]**2 for c in k)
    | 1 - np.sum(P ** 2, axis=1)
    | i: a place; c: a species; P: its share of the animals there; d: the diversity
    | E. H. Simpson, Measurement of Diversity, Nature 163, 1949
development_index (economics): A geometric mean: a country that does badly in one thing cannot make up for it
    in another.
    | g[i] = exp(sum(log(D[j, i]) for j in n) / n)
    | np.exp(np.sum(np.log(D), axis=0) / n)
    | j: health, education or income; i: a country; D: how it does there, 0 to 1; g: the index
    | United Nations Development Programme, Human Development Report, Palgrave Macmillan 2010
graph_laplacian (networks): How much a signal changes along the edges of a network: the quadratic form of its
    Laplacian.
    | e = sum(f[i] * L[i, i2] * f[i2] for i in m for i2 in m)
    | np.sum(f[:, None] * L * f) or np.dot(f, np.dot(L, f))
    | i: a vertex; i2: its neighbour; f: the signal; e: how much it changes; L: the Laplacian: minus the
        weight of each edge, and on the diagonal the degrees
    | D. I. Shuman et al., Signal Processing on Graphs, IEEE Signal Processing Magazine 30, 2013
    | signed: f; symmetric: L
pagerank_step (search): A page is as important as the pages that lead to it; now and then a reader starts
    anywhere.
    | q[i] = (1 - d) / m + d * sum(L[i, i2] * r[i2] for i2 in m)
    | (1 - d) / m + d * np.sum(L * r, axis=1) or (1 - d) / m + d * np.dot(L, r)
    | i: a page; i2: a page that links to it; d: how often a link is followed; L: the share of the links of i′
        that lead to i; r: the rank before; q: the rank
    | S. Brin and L. Page, The Anatomy of a Large-Scale Hypertextual Web Search Engine, WWW 1998
state_posterior (speech): What was heard before and after, together, says in which state it was.
    | g[c, i] = F[c, i] * B[c, i] / sum(F[c2, i] * B[c2, i] for c2 in k)
    | F * B / np.sum(F * B, axis=0)
    | c: a state; c2: any state; i: a moment; F: how likely it is by what was heard so far; B: how well it
        explains what was heard later; g: how likely the state is
    | L. E. Baum et al., A Maximization Technique …, Annals of Mathematical Statistics 41, 1970
kalman_update (navigation): What was expected is put right by what was measured, as far as the gain trusts it.
    | x[j] = p[j] + sum(K[j, c] * (z[c] - y[c]) for c in k)
    | p + np.sum(K * (z - y), axis=1) or p + np.dot(K, z - y)
    | j: a part of the state; c: an instrument; p: what was expected; K: the gain; z: what the instrument
        says; y: what it was expected to say; x: the state
    | R. E. Kalman, A New Approach to Linear Filtering …, Journal of Basic Engineering 82, 1960
    | signed: p K z y
relation_score (knowledge graphs): Three lists agree, entry by entry: who, in which relation, to whom.
    | s[i] = sum(A[j, i] * r[j] * B[j, i] for j in n)
    | np.sum(A * r[:, None] * B, axis=0)
    | j: an entry of a list; i: a statement; A: who; r: the relation; B: to whom; s: the score
    | B. Yang et al., Embedding Entities and Relations for Learning and Inference, ICLR 2015
    | signed: A r B
contrastive_loss (representation learning): The true partner is to stand out among all candidates.
    | L[i] = -log(p[i] / sum(S[i, c] for c in k))
    | -np.log(p / np.sum(S, axis=1))
    | i: an example; c: a candidate; p: how well the true partner fits, above 0; S: how well the candidate
        fits; L: the loss
    | A. van den Oord et al., Contrastive Predictive Coding, arXiv:1807.03748, 2018
rigid_motion (robotics): Points are turned, and then moved.
    | Q[c, i] = sum(R[c, c2] * P[c2, i] for c2 in k) + t[c]
    | np.dot(R, P) + t[:, None]
    | c: a coordinate; c2: a coordinate before; i: a point; R: the rotation; P: where it was; t: the move; Q:
        where it is
    | R. M. Murray, Z. Li and S. S. Sastry, A Mathematical Introduction to Robotic Manipulation, CRC 1994
    | signed: R P t
naive_bayes (text classification): Each word of a text speaks for a class, as often as it stands there; all
    classes are as frequent.
    | s[c, i] = sum(log(T[j, c]) * X[j, i] for j in n)
    | np.dot(np.log(T).T, X)
    | c: a class; j: a word; i: a text; T: how frequent the word is in that class; X: how often it stands in
        the text; s: the score
    | A. McCallum and K. Nigam, A Comparison of Event Models for Naive Bayes, AAAI Workshop 1998
forward_step (speech): A state is likely if likely ones lead to it, and it fits what is heard; many recordings
    at once.
    | B[c, i] = E[c, i] * sum(T[c2, c] * A[c2, i] for c2 in k)
    | E * np.dot(T.T, A)
    | c: a state; c2: a state before; i: a recording; E: how well the state fits what is heard; T: the chance
        to go from c′ to c; A: how likely the state was; B: how likely it is now
    | L. R. Rabiner, A Tutorial on Hidden Markov Models, Proceedings of the IEEE 77, 1989
mahalanobis_distance (statistics): How far from the mean, once the directions are made independent, and as
    wide as each other.
    | d[i] = sum(sum(W[c, j] * Z[j, i] for j in n)**2 for c in k)
    | np.sum(np.dot(W, Z) ** 2, axis=0)
    | i: an example; j: a measurement; c: an independent direction; Z: what differs from the mean; W: how
        measurements make a direction of width 1; d: the squared distance
    | P. C. Mahalanobis, On the Generalised Distance in Statistics, Proc. Nat. Inst. Sci. India 2, 1936
    | signed: W Z
bilinear_scores (translation): How well each word to be written goes with each word that was read: a whole
    batch of scores.
    | S[i, i2] = sum(D[j, i] * sum(W[j, u] * E[u, i2] for u in h) for j in n)
    | np.dot(D.T, np.dot(W, E))
    | i: a word to write; i2: a word read; j: a unit there; u: a unit here; D: the words to write; W: how
        units go together; E: the words read; S: the score
    | M.-T. Luong, H. Pham and C. D. Manning, Effective Approaches to Attention-based …, EMNLP 2015
    | signed: D W E
mixture_means (clustering): The centre of a cluster: the mean of all examples, each as far as it belongs
    there.
    | M[j, c] = sum(X[j, i] * R[c, i] for i in m) / sum(R[c, i] for i in m)
    | np.dot(X, R.T) / np.sum(R, axis=1)
    | j: a feature; c: a cluster; i: an example; X: the features; R: how far it belongs there; M: the centre
    | A. P. Dempster et al., Maximum Likelihood …, Journal of the Royal Statistical Society B 39, 1977
    | signed: X
mixture_likelihood (clustering): How well a mix of sources explains what was seen.
    | L = sum(log(sum(w[c] * D[c, i] for c in k)) for i in m)
    | np.sum(np.log(np.sum(w[:, None] * D, axis=0))) or np.sum(np.log(np.dot(w, D)))
    | c: a source; i: an example; w: its share; D: how likely it makes the example; L: the log likelihood
    | G. McLachlan and D. Peel, Finite Mixture Models, Wiley 2000
leontief_prices (economics): A price is what goes into a thing, at its prices, and the wages.
    | q[j] = sum(p[j2] * A[j2, j] for j2 in n) + w[j]
    | np.sum(p[:, None] * A, axis=0) + w or np.dot(p, A) + w
    | j: a good; j2: a good that goes into it; p: the old price; A: how much of j′ goes into one j; w: the
        wages of one j; q: the new price
    | W. Leontief, Input-Output Economics, Oxford University Press 1966
entropy (information theory): How surprising a source is, in the mean.
    | H[i] = -sum(P[i, c] * log(P[i, c]) for c in k)
    | -np.sum(P * np.log(P), axis=1)
    | i: a source; c: a sign; P: how likely it sends the sign; H: the entropy
    | C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948
strain_energy (mechanics): What is stored in a body that is pressed: stress times strain, in every pair of
    directions.
    | e = sum(S[c, c2] * D[c, c2] for c in k for c2 in k) / 2
    | np.sum(S * D) / 2
    | c: a direction; c2: another direction; S: the stress, symmetric; D: the strain, symmetric; e: the energy
    | S. P. Timoshenko and J. N. Goodier, Theory of Elasticity, McGraw-Hill 1951
    | symmetric: S D
force_of_infection (epidemiology): How fast a group catches a disease: by its contacts, and by the share that
    is ill there.
    | f[i] = b * sum(C[i, i2] * s[i2] / g[i2] for i2 in m)
    | b * np.sum(C * s / g, axis=1) or b * np.dot(C, s / g)
    | i: a group; i2: a group that it meets; b: how catching it is; C: how often one of the first meets those
        of the second; s: how many are ill there; g: how many there are; f: the rate
    | R. M. Anderson and R. M. May, Infectious Diseases of Humans, Oxford University Press 1991
masked_pooling (language models): A sentence is the mean of its tokens; a mask leaves out those that only fill
    the line.
    | v[u] = sum(X[u, i] * M[i] for i in m) / sum(M[i] for i in m)
    | np.sum(X * M, axis=1) / np.sum(M) or np.dot(X, M) / np.sum(M)
    | u: a unit; i: a token; X: the tokens; M: 1 for a token, 0 for filling; v: the sentence
    | N. Reimers and I. Gurevych, Sentence-BERT, EMNLP 2019
    | signed: X; masks: M; least_m: 2
associative_memory (neural networks): Units that were often on together are tied together.
    | W[j, j2] = sum(X[j, i] * X[j2, i] for i in m) / n
    | np.dot(X, X.T) / n
    | j: a unit; j2: another unit; i: a pattern to remember; X: the patterns; W: the ties
    | J. Hertz et al., Introduction to the Theory of Neural Computation, Addison-Wesley 1991
    | signed: X
low_rank_update (language models): A large change of a layer is written as two thin tables.
    | Y[u, i] = sum(B[u, c] * sum(A[c, j] * X[j, i] for j in n) for c in k)
    | np.dot(B, np.dot(A, X))
    | u: a unit; c: one of few directions; j: an input; i: a token; B: the second table; A: the first table;
        X: what comes in; Y: what is added
    | E. J. Hu et al., LoRA: Low-Rank Adaptation of Large Language Models, ICLR 2022
    | signed: A B X
"""


def _named(text: str) -> dict[str, str]:
    return dict(re.findall(r"(\w+): ([^;]+)", text))


def _read(text: str) -> Iterator[Formula]:
    for words, pattern, tries, letters, source, *drawn in parted(text):
        name, field, says = re.fullmatch(r"(\w+) \((.+?)\): (.+)", words).groups()
        lines, meanings = tuple(tries.split(" or ")), _named(letters)
        yield Formula(name, field, source, says, pattern, lines, meanings, **_named("".join(drawn)))


#: In no order: how hard each is, is counted.
BANK = tuple(_read(_ENTRIES))

for _formula in BANK:
    offer(_formula.name, _formula.exercise)

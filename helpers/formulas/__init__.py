"""One table: cost and gradients, a file per column, whose functions have the same names.

Notation, everywhere: X (n, m) features x examples; Y, A, dz (1, m); w, dw (n, 1); b, db scalar. For softmax
Y, A (k, m); W, dW (n, k); b, db (k, 1). These files show NumPy as it is: what goes in is checked where data
enters the project (data.py, train.py), not here.
"""

"""The claims of the original discussion: verdicts against a list made by hand, code against NumPy."""

import re

import numpy as np

from helpers.exercises import claims as module
from helpers.exercises.claims import ARRAYS, CLAIMS, Case, Claim, claims, decide, verdict


def test_verdicts():
    assert [verdict(claim) for claim in CLAIMS] == [
        "true",  # the element-wise line
        "true in part",  # the swap raises: not for two flat arrays, not for a row and a flat one
        "true",  # the dot with .T on a row
        "false",  # … and on a column
        "true in part",  # np.sum(X * Y) is np.dot(X, Y): for flat arrays
        "true",  # both columns, both rows: an error
        "true in part",  # (1, m) is a row; 1s outside is right
        "true in part",  # (1, 1), but no scalar
        "true",  # the dot does not generalise
    ]


def test_the_arrays_are_what_their_names_say():
    sizes = {"m": 5, "k": 3, "1": 1}
    for name, arrays in ARRAYS.items():
        shape = name[name.rindex("(") + 1 : name.rindex(")")]
        assert arrays["A"].shape == tuple(sizes[part.strip()] for part in shape.split(",") if part.strip())
        total = sum(y * np.log(a) for y, a in zip(arrays["Y"].ravel(), arrays["A"].ravel(), strict=True))
        assert np.isclose(arrays["total"], total)


def test_the_verdict_follows_from_the_code():
    case = Case("Y and A (1, m)", "np.dot(Y, A)", "True")
    assert verdict(Claim("It runs.", (case,))) == "false"
    assert verdict(Claim("It fails.", (Case(case.arrays, case.code, "error"),))) == "true"
    both = Claim("It runs and is 1.", (case, Case(case.arrays, "m == 5", "True")))
    assert verdict(both) == "true in part"


def test_a_fact_beside_a_claim_does_not_count():
    fact = Case("Y and A (1, m)", "False", None)
    assert decide(fact) == "False"
    assert verdict(Claim("m is 5.", (Case(fact.arrays, "m == 5", "True"), fact))) == "true"


def test_every_claim_is_shown_with_its_code():
    shown, table = claims().text(), claims().html()
    for claim in CLAIMS:
        assert claim.says in shown
        for case in claim.cases:
            assert f"{case.code}  with {case.arrays}" in shown
    assert table.count("<tr>") == len(CLAIMS) + 1
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", table)
    assert heads == ["claim", "the code that decides it, and what it gives", "verdict"]
    assert "not part of the claim" in shown


def test_the_code_runs_when_the_claims_are_listed(monkeypatch):
    monkeypatch.setitem(ARRAYS["Y and A (1, m)"], "cost", -1.0)
    assert module.claims().text().startswith("FALSE: The cost is the sum")

"""Which parts of a cell are gone into, and which values in them are recorded."""

from __future__ import annotations

import ast

#: Sub-expressions whose value is recorded.
WATCHED = (
    ast.Name, ast.Attribute, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Subscript, ast.BoolOp,
    ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp,
)  # fmt: skip

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

#: What else is gone into. All other nodes, and those of Pythons to come, run as they stand.
ENTERED = (
    *WATCHED, ast.NamedExpr, ast.Dict, ast.Set, ast.Starred, ast.Tuple, ast.List, ast.Slice,
    ast.Await, ast.Yield, ast.YieldFrom, ast.JoinedStr, ast.FormattedValue,
    ast.keyword, ast.ExceptHandler, ast.withitem, ast.match_case,
    ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.For, ast.AsyncFor, ast.While, ast.If,
    ast.ClassDef, ast.With, ast.AsyncWith, ast.Match, ast.Raise, ast.Try, ast.TryStar, ast.Assert,
)  # fmt: skip

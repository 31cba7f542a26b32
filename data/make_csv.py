"""Write digits.csv and breast_cancer.csv from the copies that scikit-learn carries.

Run from the root of the checkout: uv run python data/make_csv.py
"""

import csv
from pathlib import Path

from sklearn.datasets import load_breast_cancer, load_digits

HERE = Path(__file__).parent


def write(name, features, class_column, values, classes):
    """Write one row per example: its features, then the name of its class."""
    with open(HERE / name, "w", encoding="ascii", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([*(feature.replace(" ", "_") for feature in features), class_column])
        for row, label in zip(values, classes, strict=True):
            table.writerow([*(f"{value:.10g}" for value in row), label])


if __name__ == "__main__":
    digits = load_digits()
    write("digits.csv", digits.feature_names, "digit", digits.data, digits.target)
    cancer = load_breast_cancer()
    write(
        "breast_cancer.csv",
        cancer.feature_names,
        "diagnosis",
        cancer.data,
        cancer.target_names[cancer.target],
    )

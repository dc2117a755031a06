"""Writes the dumps of this folder: the logits of a real classifier, scikit-learn's digits.

pip install numpy scikit-learn; python make.py. Written by NumPy 2.4 and scikit-learn 1.9.
"""
import pathlib

import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

here = pathlib.Path(__file__).parent

# The handwritten digits: 8 x 8 pixels, 10 classes. A quarter is kept for the test, of which 120 are here.
pixels, digits = load_digits(return_X_y=True)
order = np.random.default_rng(19).permutation(len(digits))
train, test = order[450:], order[:120]
model = LogisticRegression(C=1, max_iter=3000).fit(pixels[train] / 16, digits[train])
logits = model.decision_function(pixels[test] / 16).astype("f4")
labels = digits[test].astype("i8")


def save(name, array):
    np.save(here / f"{name}.npy", array)


save("logits", logits)
save("labels", labels)

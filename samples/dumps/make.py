"""Writes the dumps of this folder: the logits of a real classifier, scikit-learn's digits, and the same
with one fault each.

pip install numpy scikit-learn; python make.py. Written by NumPy 2.4 and scikit-learn 1.9.
"""
import json
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


def losses(z, y):
    z = np.asarray(z, "f8")
    top = z.max(-1, keepdims=True)
    lse = np.log(np.exp(z - top).sum(-1)) + top[..., 0]
    return lse - np.take_along_axis(z, np.asarray(y)[..., None], -1)[..., 0]


def softmax(z):
    p = np.exp(z - z.max(-1, keepdims=True))
    return p / p.sum(-1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


save("logits", logits)
save("labels", labels)

# Faults that the numbers show. Each name is that of the finding.
save("probabilities", softmax(logits))
# Is the digit even, is it above 4, does it have a loop: one sigmoid each.
traits = np.stack([digits % 2 == 0, digits > 4, np.isin(digits, [0, 6, 8, 9])], -1)
scores = np.stack(
    [
        LogisticRegression(C=1, max_iter=3000)
        .fit(pixels[train] / 16, traits[train, k])
        .decision_function(pixels[test] / 16)
        for k in range(3)
    ],
    -1,
).astype("f4")
save("traits", scores)
save("trait-labels", traits[test].astype("u1"))
save("sigmoids", sigmoid(scores))
save("labels_from_1", labels + 1)
save("labels_shifted", np.roll(labels, 1))
save("axis", np.ascontiguousarray(logits.T))
save("ignore_minus_1", np.where(np.arange(120) % 6 == 0, -1, labels))
save("ignore_minus_100", np.where(np.arange(120) % 6 == 0, -100, labels))
masked = logits.copy()
masked[17] = -np.inf
save("all_masked", masked)
save("all_ignored", np.full(120, -100))
# Classes that the mask excludes, none of them the label.
masked = logits.copy()
masked[np.arange(120), (labels + 5) % 10] = -np.inf
save("smoothing_mask", masked)
with np.errstate(over="ignore"):
    save("float16_overflow", (logits * 8000).astype("f2"))
# 12 sequences of 10 tokens, padded with a class of their own, 0, which nothing else has.
lengths = np.array([10, 9, 4, 7, 3, 8, 5, 10, 6, 2, 7, 4])
tokens = np.where(np.arange(10) < lengths[:, None], labels.reshape(12, 10) % 9 + 1, 0)
text = np.take_along_axis(
    logits.reshape(12, 10, 10)[..., [9, 0, 1, 2, 3, 4, 5, 6, 7, 8]], np.arange(10)[None, None], -1)
noise = np.random.default_rng(20).normal(0, 0.3, text.shape)
text = np.where((tokens == 0)[..., None], np.where(np.arange(10) == 0, 6, -1) + noise, text)
save("sequences", text.astype("f4"))
save("sequence-labels", tokens.astype("i8"))

# Faults that only a number shows: what another program reports, by the rule of its name.
own = losses(logits, labels)
weights = np.array([1, 2, 0.5, 1, 3, 1, 1, 0.25, 1, 2])
clipped = np.clip(logits.astype("f8"), 1e-7, 1 - 1e-7)
rows = np.arange(120)
kept = tokens != 0
of_tokens = losses(text.astype("f4"), tokens)
y, x = traits[test].astype("f8"), scores.astype("f8")
q = np.array([2, 1, 4.0])


def weighted(q):
    return ((1 - y) * np.logaddexp(0, x) + q * y * np.logaddexp(0, -x)).mean()


reported = {
    "loss": own.mean(),
    "from_logits": (np.log(clipped.sum(-1)) - np.log(clipped[rows, labels])).mean(),
    "softmax_twice": losses(softmax(logits.astype("f8")), labels).mean(),
    "weighted_mean": (weights[labels] * own).mean(),
    "temperature": losses(logits / 2.0, labels).mean(),
    "smoothing": (0.9 * own + 0.1 * losses(
        np.repeat(logits, 10, 0), np.tile(np.arange(10), 120)).reshape(120, 10).mean(-1)).mean(),
    "padding": of_tokens.mean(),
    "unequal_parts": np.mean([r[k].mean() for r, k in zip(of_tokens, kept)]),
    "pos_weight": weighted(1 / q),
    "bits": own.mean() / np.log(2),
    "perplexity": np.exp(own.mean()),
    "sum": own.sum(),
}
(here / "reported.json").write_text(
    json.dumps({name: f"{value:.6g}" for name, value in reported.items()}, indent=1) + "\n")

# Pairs for `diff`: each is made of logits.npy, or of sequences.npy, by the cause of its name.
z = logits.astype("f8")
lse = np.log(np.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True)) + z.max(-1, keepdims=True)
noise = np.random.default_rng(21)
save("diff-constant", (z + np.sin(np.arange(120))[:, None]).astype("f4"))
order = np.argsort(-z, -1)
mass = np.cumsum(np.take_along_axis(np.exp(z - lse), order, -1), -1)
dropped = np.zeros(z.shape, bool)
np.put_along_axis(dropped, order, np.concatenate([np.zeros((120, 1), bool), mass[:, :-1] >= 0.95], -1), -1)
kept_mass = np.where(dropped, 0, np.exp(z - lse)).sum(-1, keepdims=True)
save("diff-truncation", np.where(dropped, -np.inf, z - lse - np.log(kept_mass)).astype("f4"))
save("diff-temperature", (z / 0.7).astype("f4"))
save("diff-soft_cap", (5 * np.tanh(z / 5)).astype("f4"))
save("diff-soft_cap_bug", (z * np.tanh(z / 5)).astype("f4"))
save("diff-permutation", logits[:, np.argsort([str(k + 1) for k in range(10)])])
save("diff-row_order", logits[noise.permutation(120)])
save("diff-probabilities", softmax(logits))
wide = (logits * 3).astype("f4")
save("wide", wide)
save("diff-clip", np.maximum(wide, wide.max(-1, keepdims=True) - 16))
save("diff-shift", np.roll(logits, -1, 0))
save("diff-padding", np.concatenate([text.astype("f4"), np.zeros((12, 4, 10), "f4")], 1))
bits = logits.view("u4")
save("diff-rounding", ((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000).astype("u4").view("f4"))
# Another order of sums in half precision: noise below half a step of bfloat16; row 3 hardly has a favourite.
close = logits.copy()
close[3, 5] = close[3].max()
close[3, 0] = np.nextafter(close[3, 0], np.float32(9))
save("close", close)
nudge = np.exp2(np.floor(np.log2(np.abs(close)))) * 2.0**-9
save("diff-near_ties", (close + nudge * noise.uniform(-1, 1, close.shape)).astype("f4"))

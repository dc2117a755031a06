#!/usr/bin/env python3
"""Prints what frameworks answer on hard and random inputs: lines of answers.txt.

usage: record.py >> answers.txt

Needs torch, tensorflow, keras, jax, optax and ml_dtypes; the README beside this file says which
versions were asked. Every call is asked alone: elementwise losses as one vector, rows by themselves.
"""
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import jax
import jax.numpy as jnp
import keras
import ml_dtypes
import numpy as np
import optax
import tensorflow as tf
import torch
import torch.nn.functional as F

jax.config.update("jax_enable_x64", True)
np.seterr(all="ignore")

NUMPY = {
    "float16": np.float16, "bfloat16": ml_dtypes.bfloat16,
    "float32": np.float32, "float64": np.float64,
}


def wide(a):
    return np.asarray(a).astype(np.float64)


class Torch:
    def __init__(self, dtype):
        self.dtype = getattr(torch, dtype)

    def tensor(self, values):
        return torch.tensor(np.asarray(values, np.float64)).to(self.dtype)

    def run(self, call, x):
        x = self.tensor(x).requires_grad_(True)
        loss = call(x)
        loss.sum().backward()
        return wide(loss.detach().to(torch.float64)), wide(x.grad.to(torch.float64))


class TensorFlow:
    def __init__(self, dtype):
        self.dtype = NUMPY[dtype]

    def tensor(self, values):
        return tf.constant(np.asarray(values, np.float64).astype(self.dtype))

    def run(self, call, x):
        x = self.tensor(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = call(x)
        return wide(loss), wide(tape.gradient(loss, x))


class Jax:
    def __init__(self, dtype):
        self.dtype = NUMPY[dtype]

    def tensor(self, values):
        return jnp.asarray(np.asarray(values, np.float64).astype(self.dtype))

    def run(self, call, x):
        loss, pull = jax.vjp(call, self.tensor(x))
        return wide(loss), wide(pull(jnp.ones_like(loss))[0])


def keras_2(p, z):
    """Of Keras 2.0, by the functions of TensorFlow that it called."""
    eps = tf.constant(1e-7, p.dtype)
    p = tf.clip_by_value(p, eps, 1 - eps)
    logits = tf.math.log(p / (1 - p))
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=z, logits=logits)


def keras_binary(z, p):
    return keras.losses.binary_crossentropy(z[:, None], p[:, None])


# Of x, z and pos_weight q; the third word of a header says what x is.
ELEMENTS = [
    ("tf.nn.sigmoid_cross_entropy_with_logits", "", TensorFlow,
     lambda x, z, q: tf.nn.sigmoid_cross_entropy_with_logits(labels=z, logits=x)),
    ("keras.losses.binary_crossentropy", "", TensorFlow,
     lambda x, z, q: keras_binary(z, tf.math.sigmoid(x))),
    ("K.binary_crossentropy", "", TensorFlow, lambda x, z, q: keras_2(tf.math.sigmoid(x), z)),
    ("F.binary_cross_entropy_with_logits", "", Torch,
     lambda x, z, q: F.binary_cross_entropy_with_logits(x, z, reduction="none")),
    ("F.binary_cross_entropy(sigmoid(z))", "", Torch,
     lambda x, z, q: F.binary_cross_entropy(torch.sigmoid(x), z, reduction="none")),
    ("optax.sigmoid_binary_cross_entropy", "", Jax,
     lambda x, z, q: optax.sigmoid_binary_cross_entropy(x, z)),
    ("F.mse_loss(sigmoid(z),y)/2", "", Torch,
     lambda x, z, q: F.mse_loss(torch.sigmoid(x), z, reduction="none") / 2),
    ("optax.l2_loss(sigmoid(z),y)", "", Jax,
     lambda x, z, q: optax.l2_loss(jax.nn.sigmoid(x), z)),
    ("tf.nn.weighted_cross_entropy_with_logits", "q", TensorFlow,
     lambda x, z, q: tf.nn.weighted_cross_entropy_with_logits(z, x, q)),
    ("F.binary_cross_entropy_with_logits(pos_weight)", "q", Torch,
     lambda x, z, q: F.binary_cross_entropy_with_logits(x, z, pos_weight=q, reduction="none")),
    ("keras.losses.binary_crossentropy", "p", TensorFlow, lambda x, z, q: keras_binary(z, x)),
    ("K.binary_crossentropy", "p", TensorFlow, lambda x, z, q: keras_2(x, z)),
    ("F.binary_cross_entropy", "p", Torch,
     lambda x, z, q: F.binary_cross_entropy(x, z, reduction="none")),
]

# Of a row x and labels z, one a class.
ROWS = [
    ("tf.nn.softmax_cross_entropy_with_logits", "", TensorFlow,
     lambda x, z: tf.nn.softmax_cross_entropy_with_logits(labels=z, logits=x)),
    ("keras.losses.categorical_crossentropy", "", TensorFlow,
     lambda x, z: keras.losses.categorical_crossentropy(z, tf.nn.softmax(x))),
    ("F.cross_entropy", "", Torch, lambda x, z: F.cross_entropy(x, z, reduction="none")),
    ("optax.softmax_cross_entropy", "", Jax, lambda x, z: optax.softmax_cross_entropy(x, z)),
    ("((softmax(logits)-labels)**2).sum()/2", "", Torch,
     lambda x, z: ((torch.softmax(x, -1) - z) ** 2).sum(-1) / 2),
    ("optax.l2_loss(softmax(logits),labels).sum()", "", Jax,
     lambda x, z: optax.l2_loss(jax.nn.softmax(x), z).sum(-1)),
    ("keras.losses.categorical_crossentropy", "p", TensorFlow,
     lambda x, z: keras.losses.categorical_crossentropy(z, x)),
    # nll_loss of an index, written for labels of any kind; where p is 0 that is another function.
    ("F.nll_loss(log(p))", "p", Torch, lambda x, z: -(torch.log(x) * z).sum(-1)),
]

# Of a row x and the index y of its class.
INDEXED = [
    ("tf.nn.sparse_softmax_cross_entropy_with_logits", TensorFlow,
     lambda x, y: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[y], logits=x)),
    ("keras.losses.sparse_categorical_crossentropy", TensorFlow,
     lambda x, y: keras.losses.sparse_categorical_crossentropy(tf.constant([y]), tf.nn.softmax(x))),
    ("F.cross_entropy", Torch,
     lambda x, y: F.cross_entropy(x, torch.tensor([y]), reduction="none")),
    ("optax.softmax_cross_entropy_with_integer_labels", Jax,
     lambda x, y: optax.softmax_cross_entropy_with_integer_labels(x, jnp.array([y]))),
]


def held(values, dtype):
    """As the dtype holds them."""
    return wide(np.asarray(values, np.float64).astype(NUMPY[dtype]))


def logits(rng, dtype, count):
    hard = [0, -0.0, 1, -1, 8, -8, 6, -6, 7.6, 3.3, -1.31, 11.8, -11.8, 17, -17, 20, -20, 40, -40,
            88.5, -88.5, -95, 104, 1000, -1000, 60000, 1e-3, -1e-3, 7.3e-3, np.inf, -np.inf]
    random = np.concatenate([rng.normal(0, 4, count), rng.uniform(-12, 12, count)])
    return held(hard + list(random[: 2 * count : 2]) + list(random[1 : 2 * count : 2]), dtype)[
        : len(hard) + count]


def probabilities(rng, dtype, count):
    hard = [0, 1, 1e-7, 1 - 1e-7, 2e-8, 1e-3, 0.999, 0.5, 3e-6, 0.9999]
    return held(hard + list(rng.random(count)) + list(10.0 ** rng.uniform(-6, 0, count)), dtype)[
        : len(hard) + count + count // 2]


def labels(rng, dtype, count):
    some = np.array([0, 1, 0, 1, 0.3])[np.arange(count) % 5]
    return held(np.where(np.arange(count) % 7 == 6, rng.random(count), some), dtype)


def label_row(rng, k, index):
    kind = index % 4
    if kind < 2:
        return np.eye(k)[rng.integers(k)]
    z = rng.random(k)
    if kind == 3:
        z = z * (rng.random(k) < 0.6)
    return z / max(z.sum(), 1)


def rows(rng, dtype, count, of_probabilities):
    for index in range(count):
        k = int(rng.choice([2, 3, 4]))
        if of_probabilities:
            x = rng.random(k) + 1e-3
            if index % 3 != 2:
                x = x / x.sum()
            if index % 8 == 7:
                x[rng.integers(k)] = 0
        else:
            x = rng.normal(0, [1, 4, 12][index % 3], k)
            if index % 10 == 9:
                x[rng.integers(k)] = [1000, -1000, -np.inf, 65000, np.inf][index // 10 % 5]
        yield held(x, dtype), held(label_row(rng, k, index), dtype)


def spelled(value):
    if np.isnan(value):
        return "nan"
    if np.isinf(value):
        return "inf" if value > 0 else "-inf"
    plain = repr(float(value))
    plain = plain[:-2] if plain.endswith(".0") else plain
    digits = float(value).hex()
    mantissa, exponent = digits.split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return min(plain, f"{mantissa}p{exponent}", key=len)


def listed(values):
    return ",".join(spelled(v) for v in np.ravel(values))


def main():
    counts = {"float16": (64, 36), "bfloat16": (64, 36), "float32": (32, 20), "float64": (0, 8)}
    for dtype, (elements, row_count) in counts.items():
        for name, kind, library, call in ELEMENTS:
            if dtype in ("float32", "float64") and not (kind == "p" or "2" in name or "K." in name or "mse" in name):
                continue
            rng = np.random.default_rng(len(name))
            x = (probabilities if kind == "p" else logits)(rng, dtype, elements)
            z = labels(rng, dtype, len(x))
            q = held(rng.choice([1, 0.5, 3, 10, 0, 250], len(x)), dtype)
            tool = library(dtype)
            loss, slope = tool.run(lambda t: call(t, tool.tensor(z), tool.tensor(q)), x)
            print(f"= {name} {dtype} {kind}".rstrip())
            for i in range(len(x)):
                weight = spelled(q[i]) if kind == "q" else "-"
                print(spelled(x[i]), spelled(z[i]), weight, spelled(loss[i]), spelled(slope[i]))
        for name, kind, library, call in ROWS:
            if dtype == "float64" and kind != "p":
                continue
            rng = np.random.default_rng(len(name) + 100)
            tool = library(dtype)
            print(f"= {name} {dtype} {kind}".rstrip())
            for x, z in rows(rng, dtype, row_count, kind == "p"):
                if "nll" in name and 0 in x:
                    continue
                loss, slope = tool.run(lambda t: call(t, tool.tensor([z])), [x])
                print(listed(x), listed(z), "-", spelled(loss[0]), listed(slope))
        if dtype == "float64":
            continue
        for name, library, call in INDEXED:
            rng = np.random.default_rng(len(name) + 200)
            tool = library(dtype)
            print(f"= {name} {dtype}")
            for index, (x, _) in enumerate(rows(rng, dtype, row_count, False)):
                y = int(rng.integers(len(x)))
                loss, slope = tool.run(lambda t: call(t, y), [x])
                print(listed(x), f"#{y}", "-", spelled(loss[0]), listed(slope))


if __name__ == "__main__":
    main()

"""Each recipe: formula, source, cases, and how frameworks are asked for it.

A call gets the logits z, one row a row, and the case with its labels y, indices i, teacher t and
parameters; it returns the loss of all rows.
"""

import jax
import jax.numpy as jnp
import keras
import optax
import tensorflow as tf
import torch
import torch.nn.functional as F
from jax.nn import log_sigmoid, log_softmax, softmax
from kornia.losses import binary_focal_loss_with_logits, focal_loss
from torchvision.ops import sigmoid_focal_loss

from cases import *


def kl_torch(log_target):
    def call(z, c):
        a = F.log_softmax(z / c.T, -1)
        b = F.log_softmax(c.t / c.T, -1) if c.t is not None else c.y.log()
        if c.direction == "reverse":
            a, b = b, a
        if not log_target:
            b = (c.y if c.t is None else F.softmax(c.t / c.T, -1)) if c.direction == "forward" else F.softmax(z / c.T, -1)
        return torch.nn.KLDivLoss(reduction=c.reduction or "sum", log_target=log_target)(a, b) * scale(c)
    return call


def scale(c):
    return c.T**2 if c.times_T2 else 1


def reduced(rows, c):
    """Of a loss a row; the mean of all cells is what torch's `mean` is."""
    total = tf.reduce_sum(rows) if tf.is_tensor(rows) else rows.sum()
    return total / {"batchmean": c.rows, "mean": c.rows * c.classes}.get(c.reduction, 1)


def kl_optax(logs):
    def call(z, c):
        a, p = log_softmax(z / c.T), softmax(z / c.T)
        b, y = (log_softmax(c.t / c.T), softmax(c.t / c.T)) if c.t is not None else (jnp.log(c.y), c.y)
        if c.direction == "reverse":
            a, p, b, y = b, y, a, p
        rows = optax.losses.kl_divergence_with_log_targets(a, b) if logs else optax.kl_divergence(a, y)
        return reduced(rows, c) * scale(c)
    return call


def kl_keras(z, c):
    p, y = tf.nn.softmax(z / c.T), tf.nn.softmax(c.t / c.T) if c.t is not None else c.y
    if c.direction == "reverse":
        p, y = y, p
    return reduced(keras.losses.KLDivergence(reduction=None, dtype=z.dtype)(y, p), c) * scale(c)


def distilled_torch(z, c):
    soft = torch.nn.KLDivLoss(reduction=c.reduction or "sum")(F.log_softmax(z / c.T, -1), F.softmax(c.t / c.T, -1))
    hard = F.cross_entropy(z, c.i) if c.alpha != 1 else 0
    return (c.alpha * scale(c)) * soft + (1 - c.alpha) * hard


def distilled_optax(z, c):
    soft = reduced(optax.kl_divergence(log_softmax(z / c.T), softmax(c.t / c.T)), c)
    hard = optax.softmax_cross_entropy_with_integer_labels(z, c.i).sum() if c.alpha != 1 else 0
    return (c.alpha * scale(c)) * soft + (1 - c.alpha) * hard


def ce_torch(z, c):
    return F.cross_entropy(z, c.y, reduction="sum")


def ce_optax(z, c):
    return optax.softmax_cross_entropy(z, c.y).sum()


def clip_torch(z, c):
    n = torch.arange(c.rows)
    return (F.cross_entropy(z / c.T, n) + F.cross_entropy((z / c.T).T, n)) / 2


def clip_optax(z, c):
    n, of = jnp.arange(c.rows), optax.softmax_cross_entropy_with_integer_labels
    return (of(z / c.T, n).mean() + of((z / c.T).T, n).mean()) / 2


def signs(z, c):
    """1 on the diagonal and −1 beside it, of one logit its label."""
    return c.y if c.rows == 1 else (2 * torch.eye(c.rows) - 1).to(z.dtype)


def dpo_torch(z, c):
    x = c.beta * ((z[0, 0] - z[0, 2]) - (z[0, 1] - z[0, 3]))
    return -F.logsigmoid(x) * (1 - c.label_smoothing) - F.logsigmoid(-x) * c.label_smoothing


def dpo_jax(z, c):
    x = c.beta * ((z[0, 0] - z[0, 2]) - (z[0, 1] - z[0, 3]))
    return -log_sigmoid(x) * (1 - c.label_smoothing) - log_sigmoid(-x) * c.label_smoothing


def old_kornia(z, c):
    """`binary_focal_loss_with_logits` of kornia 0.8.1, in its own operations."""
    pos, neg = F.logsigmoid(z), F.logsigmoid(-z)
    a, b = (1, 1) if c.alpha is None else (c.alpha, 1 - c.alpha)
    return (-neg.exp().pow(c.gamma) * c.y * pos * a - pos.exp().pow(c.gamma) * (1.0 - c.y) * neg * b).sum()


def keras_binary(z, y, c, from_logits):
    return keras.losses.BinaryFocalCrossentropy(
        apply_class_balancing=c.alpha is not None, alpha=c.alpha or 0, gamma=c.gamma, from_logits=from_logits,
        reduction=None, dtype=z.dtype)(y, z)[0]


def keras_loss(of, **more):
    """A loss of Keras that is one a row."""
    return lambda y, x: of(reduction=None, dtype=x.dtype, **more)(y, x)[0]


RECIPES = {
    "focal_binary": (
        "a(y) (1 - p_t)^gamma (-y ln s - (1 - y) ln(1 - s)), s = sigmoid(logit), p_t = y s + (1 - y)(1 - s), "
        "a = alpha y + (1 - alpha)(1 - y), 1 without alpha", "Lin et al. 2017, arXiv:1708.02002",
        binary_focal(), {
            "torchvision: torchvision.ops.sigmoid_focal_loss(z, y, alpha, gamma)": lambda z, c: sigmoid_focal_loss(
                z, c.y, -1 if c.alpha is None else c.alpha, c.gamma).sum(),
            "optax: optax.sigmoid_focal_loss(z, y, alpha, gamma)": lambda z, c: optax.sigmoid_focal_loss(
                z, c.y, alpha=c.alpha, gamma=c.gamma).sum(),
            "keras: keras.losses.BinaryFocalCrossentropy(alpha, gamma, from_logits=True)(y, z)":
                lambda z, c: keras_binary(z, c.y, c, True),
            "keras of probabilities: keras.losses.BinaryFocalCrossentropy(alpha, gamma)(y, tf.math.sigmoid(z))":
                lambda z, c: keras_binary(tf.math.sigmoid(z), c.y, c, False),
            "kornia: kornia.losses.binary_focal_loss_with_logits(z, y, alpha, gamma)": lambda z, c:
                binary_focal_loss_with_logits(z, c.y, c.alpha, c.gamma).sum(),
            "kornia 0.8.1: its operations, by torch: -exp(logsigmoid(-z))**gamma * y * logsigmoid(z) and so on": old_kornia}),
    "focal_categorical": (
        "sum over k of alpha y_k (1 - p_k)^gamma (-ln p_k), p = softmax(logits)", "Lin et al. 2017, arXiv:1708.02002",
        rows("focal_categorical", [dict(gamma=g, alpha=a) for g, a in [(2, 1), (0.5, 0.25), (1, 1), (1.5, 0.75), (0, 1)]],
             more=[one("the bench's row", [2, 0.5, 1], label=[0], gamma=2, alpha=1)]), {
            "keras: keras.losses.CategoricalFocalCrossentropy(alpha, gamma, from_logits=True)(y, z)": lambda z, c: keras_loss(
                keras.losses.CategoricalFocalCrossentropy, alpha=c.alpha, gamma=c.gamma, from_logits=True)(c.y, z),
            "torch: (alpha * y * (1 - p)**gamma * -log_softmax(z)).sum(), p = softmax(z)": lambda z, c: (
                c.alpha * c.y * (1 - z.softmax(-1))**c.gamma * -z.log_softmax(-1)).sum(),
            "kornia: kornia.losses.focal_loss(z, label, None, gamma) * alpha": lambda z, c: c.hard and (
                focal_loss(z, c.i, None, c.gamma) * c.alpha).sum()}),
    "kl": (
        "forward: sum y ln(y / p), reverse: sum p ln(p / y), p = softmax(logits / T), y = softmax(teacher / T) or labels; "
        "times T^2 where said; rows summed, divided by the rows (batchmean) or by all cells (mean)",
        "Kullback and Leibler 1951, doi:10.1214/aoms/1177729694", kullback(), {
            "torch: torch.nn.KLDivLoss(reduction)": kl_torch(False),
            "torch log_target: torch.nn.KLDivLoss(reduction, log_target=True)": kl_torch(True),
            "optax: optax.kl_divergence": kl_optax(False), "optax log targets: optax.losses.kl_divergence_with_log_targets": kl_optax(True),
            "keras: keras.losses.KLDivergence()(y, tf.nn.softmax(z / T))": kl_keras}),
    "distillation": (
        "(1 - alpha) CE(logits, label) + alpha T^2 KL(softmax(teacher / T), softmax(logits / T)), T^2 where times_T2 is true",
        "Hinton et al. 2015, arXiv:1503.02531", distilled(), {
            "torch: KLDivLoss(reduction)(log_softmax(z/T), softmax(t/T)), cross_entropy": distilled_torch,
            "optax: kl_divergence, softmax_cross_entropy_with_integer_labels": distilled_optax}),
    "soft_cap": (
        "CE(cap tanh(logits / cap), labels)", "Gemma 2, arXiv:2408.00118",
        rows("soft_cap", [dict(cap=30), dict(cap=50), dict(cap=5)],
             more=[one("near the cap", [124, 90, 10], label=[0], cap=30)]), {
            "torch: cross_entropy(cap * tanh(z / cap), y)": lambda z, c: ce_torch(c.cap * torch.tanh(z / c.cap), c),
            "optax: softmax_cross_entropy(cap * tanh(z / cap), y)": lambda z, c: ce_optax(c.cap * jnp.tanh(z / c.cap), c)}),
    "z_loss": (
        "CE(logits, labels) + weight (ln sum exp(logits))^2", "PaLM, arXiv:2204.02311",
        rows("z_loss", [dict(weight=2**-13), dict(weight=2**-10), dict(weight=1)],
             more=[one("the usual weight", [2, 0.5, 1], label=[0], weight=1e-4)]), {
            "torch: cross_entropy(z, y) + weight * logsumexp(z)**2": lambda z, c: ce_torch(z, c) + c.weight
                * (torch.logsumexp(z, -1)**2).sum(),
            "optax: softmax_cross_entropy(z, y) + weight * logsumexp(z)**2": lambda z, c: ce_optax(z, c) + c.weight
                * (jax.nn.logsumexp(z, -1)**2).sum()}),
    "logit_adjustment": (
        "CE(logits + tau ln prior, labels)", "Menon et al. 2020, arXiv:2007.07314",
        [dict(v, prior=(v.get("prior") or [0.5, 0.25, 0.125, 0.0625, 0.0625])[:len(v["logits"])]) for v in
         rows("logit_adjustment", [dict(tau=1), dict(tau=0.5), dict(tau=2)], more=[
             one("the usual prior", [2, 0.5, 1], label=[0], tau=1, prior=[0.9, 0.05, 0.05]),
             one("a prior of 0", [2, 0.5, 1], label=[0], tau=1, prior=[0.75, 0.25, 0])])], {
            "torch: cross_entropy(z + tau * log(prior), y)": lambda z, c: ce_torch(
                z + c.tau * torch.log(c.tensor(c.prior)), c),
            "optax: softmax_cross_entropy(z + tau * log(prior), y)": lambda z, c: ce_optax(
                z + c.tau * jnp.log(c.tensor(c.prior)), c)}),
    "poly1": (
        "CE(logits, labels) + epsilon sum y (1 - p)", "Leng et al. 2022, arXiv:2204.12511",
        rows("poly1", [dict(epsilon=2), dict(epsilon=-1), dict(epsilon=0.5)]), {
            "optax: optax.losses.poly_loss_cross_entropy(z, y, epsilon)": lambda z, c: optax.losses.poly_loss_cross_entropy(
                z, c.y, epsilon=c.epsilon).sum(),
            "torch: cross_entropy(z, y) + epsilon * (y * (1 - softmax(z))).sum()": lambda z, c: ce_torch(z, c)
                + c.epsilon * (c.y * (1 - z.softmax(-1))).sum()}),
    "generalized_ce": (
        "(1 - p^q) / q, p = softmax(logits)[label]", "Zhang and Sabuncu 2018, arXiv:1805.07836",
        rows("generalized_ce", [dict(q=0.5), dict(q=0.75), dict(q=0.25)], soft=False,
             more=[one("the usual q", [2, 0.5, 1], label=[0], q=0.7)]), {
            "keras: keras.losses.CategoricalGeneralizedCrossEntropy(q)(label, tf.nn.softmax(z))": lambda z, c: keras_loss(
                keras.losses.CategoricalGeneralizedCrossEntropy, q=c.q)(c.i, tf.nn.softmax(z)),
            "torch: (1 - softmax(z)[label]**q) / q": lambda z, c: ((1 - z.softmax(-1)[0, c.i]**c.q) / c.q).sum()}),
    "infonce": (
        "CE(logits / T, label)", "van den Oord et al. 2018, arXiv:1807.03748", contrasts(), {
            "torch: cross_entropy(z / T, y)": lambda z, c: F.cross_entropy(z / c.T, c.i),
            "optax: softmax_cross_entropy_with_integer_labels(z / T, y)": lambda z, c:
                optax.softmax_cross_entropy_with_integer_labels(z / c.T, c.i).sum()}),
    "clip": (
        "the mean over the rows of CE(row / T, its place), and over the columns, halved: logits is a square of similarities",
        "Radford et al. 2021, arXiv:2103.00020", clips(), {
            "torch: (cross_entropy(z / T, n) + cross_entropy((z / T).T, n)) / 2, n = arange(rows)": clip_torch,
            "optax: softmax_cross_entropy_with_integer_labels of z / T and (z / T).T": clip_optax}),
    "siglip": (
        "-ln sigmoid(label (scale logit + bias)), label 1 for a pair and -1 for none; of a square of similarities the sum of "
        "all cells, pairs on the diagonal, divided by the rows", "Zhai et al. 2023, arXiv:2303.15343", sigmoids(), {
            "torch: -logsigmoid(label * (scale * z + bias)).sum() / rows": lambda z, c: -F.logsigmoid(
                signs(z, c) * (c.scale * z + c.bias)).sum() / c.rows,
            "jax: -log_sigmoid(label * (scale * z + bias)).sum() / rows": lambda z, c: -log_sigmoid(
                (c.y if c.rows == 1 else 2 * jnp.eye(c.rows, dtype=z.dtype) - 1) * (c.scale * z + c.bias)).sum() / c.rows}),
    "dpo": (
        "-(1 - e) ln sigmoid(h) - e ln sigmoid(-h), h = beta ((chosen - reference_chosen) - (rejected - reference_rejected)), "
        "e = label_smoothing; logits are the log-probabilities chosen, rejected, reference_chosen, reference_rejected",
        "Rafailov et al. 2023, arXiv:2305.18290; e: Mitchell 2023, cDPO", preferences(), {
            "torch: -logsigmoid(h) * (1 - e) - logsigmoid(-h) * e": dpo_torch,
            "jax: -log_sigmoid(h) * (1 - e) - log_sigmoid(-h) * e": dpo_jax}),
    "bradley_terry": (
        "-ln sigmoid(chosen - rejected - margin); logits are the rewards chosen, rejected",
        "Bradley and Terry 1952, doi:10.1093/biomet/39.3-4.324", rewards(), {
            "torch: -logsigmoid(chosen - rejected - margin)": lambda z, c: -F.logsigmoid(z[0, 0] - z[0, 1] - c.margin),
            "jax: -log_sigmoid(chosen - rejected - margin)": lambda z, c: -log_sigmoid(z[0, 0] - z[0, 1] - c.margin)}),
    "hinge": (
        "max(0, 1 - label logit), label 1 or -1", "Cortes and Vapnik 1995, doi:10.1007/BF00994018", hinges(), {
            "optax: optax.hinge_loss(z, label)": lambda z, c: optax.hinge_loss(z, c.y).sum(),
            "keras: keras.losses.Hinge()(label, z)": lambda z, c: keras_loss(keras.losses.Hinge)(c.y, z),
            "torch: clamp(1 - label * z, min=0)": lambda z, c: torch.clamp(1 - c.y * z, min=0).sum()}),
    "multi_margin": (
        "sum over k not label of max(0, margin - z_label + z_k)^p, divided by the classes",
        "Weston and Watkins 1999, times 1 / classes",
        rows("multi_margin", [dict(p=p, margin=m) for p, m in [(2, 1), (1, 1), (1, 0.5)]], soft=False, hard=EDGES, count=6), {
            "torch: torch.nn.MultiMarginLoss(p, margin)(z, label)": lambda z, c: torch.nn.MultiMarginLoss(c.p, c.margin)(z, c.i)}),
    "crammer_singer": (
        "max over k of (z_k + 1 - y_k), minus z_label", "Crammer and Singer 2001, JMLR 2",
        rows("crammer_singer", [{}], soft=False, hard=EDGES, count=6), {
            "optax: optax.losses.multiclass_hinge_loss(z, label)": lambda z, c: optax.losses.multiclass_hinge_loss(z, c.i).sum()}),
    "categorical_hinge": (
        "max(0, 1 - z_label + max(0, largest other logit))", "Keras",
        rows("crammer_singer", [{}], soft=False, hard=EDGES, count=6), {
            "keras: keras.losses.CategoricalHinge()(y, z)": lambda z, c: keras_loss(keras.losses.CategoricalHinge)(c.y, z)}),
    "brier": (
        "sum over k of (p_k - y_k)^2, p = softmax(logits); convention mean divides by the classes",
        "Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2",
        rows("brier", [dict(convention="sum"), dict(convention="mean")]), {
            "torch: ((softmax(z) - y)**2).sum(), or F.mse_loss(softmax(z), y)": lambda z, c: (
                F.mse_loss(z.softmax(-1), c.y) if c.convention == "mean" else ((z.softmax(-1) - c.y)**2).sum()),
            "optax: optax.squared_error(softmax(z), y), sum or mean": lambda z, c: getattr(
                optax.squared_error(softmax(z), c.y), c.convention)(),
            "keras: keras.losses.MeanSquaredError()(y, tf.nn.softmax(z)), times the classes": lambda z, c: keras_loss(
                keras.losses.MeanSquaredError)(c.y, tf.nn.softmax(z)) * (c.classes if c.convention == "sum" else 1)}),
}

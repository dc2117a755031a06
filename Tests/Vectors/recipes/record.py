#!/usr/bin/env python3
"""Writes a .json for each recipe, or for those named: exact values, and what frameworks answer.

usage: record.py [NAME ...]

Needs torch, torchvision, kornia, tensorflow, keras, jax, optax, mpmath; the README beside this file
says which versions were asked. Every case is asked alone, JAX not jitted.
"""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", KERAS_BACKEND="tensorflow", TF_ENABLE_ONEDNN_OPTS="0")

sys.modules["triton"] = None  # its LLVM and that of TensorFlow do not live together

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import tensorflow as tf
import torch
import kornia
import torchvision
from mpmath import inf, isinf, mp, mpf

import bugs
import exact
from notes import CLIPS, NOTES
from cases import SHARED
from recipes import RECIPES

jax.config.update("jax_enable_x64", True)
np.seterr(all="ignore")

VERSIONS = {
    "torch": f"PyTorch {torch.__version__.split('+')[0]}",
    "torchvision": f"torchvision {torchvision.__version__.split('+')[0]}",
    "kornia": f"kornia {kornia.__version__}", "kornia 0.8.1": "kornia 0.8.1",
    "keras": f"Keras {keras.__version__} on TensorFlow {tf.__version__}",
    "optax": f"optax {optax.__version__} on JAX {jax.__version__}", "jax": f"JAX {jax.__version__}",
}
LOW, CLOSE = 3000, mpf("1e-42")
GIVEN = ("case", "logits", "rows", "label", "labels", "teacher", "code")


def asked(call, library, dtype, case):
    """Loss and gradient of a framework; none where it does not take the case."""
    as_numpy = np.dtype(dtype)
    if library in ("torch", "torchvision", "kornia"):
        tensor, index = lambda v: torch.from_numpy(np.array(v, as_numpy)), torch.tensor
    elif library == "keras":
        tensor, index = lambda v: tf.constant(np.array(v, as_numpy)), tf.constant
    else:
        tensor, index = lambda v: jnp.asarray(np.array(v, as_numpy)), jnp.array
    c = SimpleNamespace(**{**SHARED, **case}, tensor=tensor)
    c.classes = len(c.logits) // c.rows
    table = lambda v: v if v is None else tensor(np.reshape(v, (c.rows, -1)))
    c.hard, c.i = c.label is not None, None if c.label is None else index(c.label)
    c.y = table(labels_of(case, c.classes))
    c.t, z = table(c.teacher), table(c.logits)
    if library == "keras":
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = call(z, c)
        slope = tape.gradient(loss, z)
    elif isinstance(z, torch.Tensor):
        z.requires_grad_(True)
        loss = call(z, c)
        if loss is False:
            return None
        slope, = torch.autograd.grad(loss, z)
        loss = loss.detach()
    else:
        with jax.enable_x64(dtype == "float64"):
            loss, slope = jax.value_and_grad(lambda x: call(x, c))(z)
    assert str(np.asarray(loss).dtype) == dtype == str(np.asarray(slope).dtype)
    return [np.asarray(loss)[()], *np.ravel(np.asarray(slope))]


def labels_of(case, classes):
    if case.get("label") is None:
        return case.get("labels")
    return [float(k == y) for y in case["label"] for k in range(classes)]


def held(value, dtype):
    """The inputs as a dtype holds them."""
    if isinstance(value, list):
        return [held(v, dtype) for v in value]
    return float(np.dtype(dtype).type(value)) if isinstance(value, float) else value


def number(value):
    return [number(v) for v in value] if isinstance(value, list) else mpf(value) \
        if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def prepared(case):
    """The case in mpmath, its labels, and digits enough for what exp makes of its logits."""
    read = lambda: SimpleNamespace(**{**SHARED, **{k: v if k == "rows" else number(v) for k, v in case.items()}})
    c = read()
    finite = [abs(v) if not isinf(v) else LOW for v in c.logits + (c.teacher or [])]
    spread = 2 * max(finite) * getattr(c, "scale", 1) / min(getattr(c, "T", 1), 1)
    digits = int(120 + 0.44 * spread * (2 + getattr(c, "gamma", 0)))
    mp.dps = 3 * digits
    return read(), number(labels_of(case, len(c.logits) // c.rows)), digits


def cleaned(values, digits):
    """Without what rounding leaves of 0; the smallest true value has not a third of these digits."""
    return [mpf(0) if v is not None and abs(v) < mpf(10) ** -digits else v for v in values]


def solved(formula, case):
    """Exact loss and gradient: the gradient as a difference of losses finds it too, of -inf near it,
    and the loss as two thirds of the digits give it."""
    c, y, digits = prepared(case)
    loss, slope = formula(c.logits, y, c)
    near = [max(v, -LOW) for v in c.logits]
    masked = near != c.logits
    if slope is not None and (masked or not isinf(loss)):
        floor = mpf(10) ** (-50 if masked else -digits // 2)
        for a, b in zip(slope, exact.slope_of(lambda z: formula(z, y, c)[0], near, digits)):
            assert abs(a - b) <= abs(a) * CLOSE + floor, f"{case}: {exact.shown(a)}, {exact.shown(b)}"
    mp.dps = 2 * digits
    again = formula([+v for v in c.logits], y, c)[0]
    assert again == loss or abs(again - loss) <= abs(loss) * CLOSE + mpf(10) ** -digits, \
        f"{case}: {exact.shown(loss)}"
    mp.dps = 3 * digits
    return cleaned([loss] + ([None] if slope is None else slope), digits)


def clipped(name, case, dtype):
    """The exact value of what Keras computes: probabilities between its epsilon and 1 less it."""
    formula = getattr(exact, "clipped_" + name, None)
    if formula is None:
        return None
    c, y, digits = prepared(case)
    c.low, c.high = mpf(held(1e-7, dtype)), mpf(held(1 - 1e-7, dtype))
    rows = exact.whole(lambda z, y, c: (formula(z, y, c), []))
    loss = lambda z: rows(z, y, c)[0]
    return cleaned([loss(c.logits)] + exact.slope_of(loss, c.logits, digits), digits)


def nearest(values, dtype):
    of = (53, -1074) if dtype == "float64" else (24, -149)
    return [None if v is None else np.dtype(dtype).type(exact.rounded(v, *of)) for v in values]


def spelled(v):
    if v is None:
        return None
    if not np.isfinite(v):
        return "nan" if np.isnan(v) else "inf" if v > 0 else "-inf"
    text = str(v).removesuffix(".0") if isinstance(v, np.floating) else repr(v)
    assert type(v)(float(text)) == v, text
    return int(v) if float(v).is_integer() and abs(v) < 1e15 else float(text)


def apart(values, right, dtype):
    """Which of the two is not near the right ones: more than 1e-4 or, in float64, 1e-9 of it."""
    far, small = {"float32": (1e-4, 1e-37), "float64": (1e-9, 1e-300)}[dtype]
    off = []
    for value, truth in zip(values, right):
        same = truth is None or value == truth or np.isnan(value) and np.isnan(truth)
        off.append(not same and not abs(float(value) - float(truth)) <= far * abs(float(truth)) + small)
    return [f"{dtype} {what}" for what, is_off in (("loss", off[0]), ("gradient", any(off[1:]))) if is_off]


def listed(values, spell):
    gradient = [spell(v) for v in values[1:]]
    return {"loss": spell(values[0]), "gradient": None if gradient == [None] else gradient}


def plain(value):
    if isinstance(value, list):
        return [plain(v) for v in value]
    return spelled(value) if type(value) in (int, float) else value


def recorded(case, formula, calls, name):
    made = {k: plain(v) for k, v in case.items() if k in GIVEN}
    made["parameters"] = {k: plain(v) for k, v in case.items() if k not in GIVEN and v is not None}
    single = {k: held(v, "float32") for k, v in case.items()}
    truth = {"float64": solved(formula, case)}
    truth["float32"] = truth["float64"] if single == case else solved(formula, single)
    made["exact"] = listed(truth["float64"], exact.shown)
    if single != case:
        made["exact_float32_inputs"] = listed(truth["float32"], exact.shown)
    right = {dtype: nearest(truth[dtype], dtype) for dtype in truth}
    made.update({dtype: listed(right[dtype], spelled) for dtype in right})
    made["answers"] = {}
    for short, call in calls.items():
        answer, off = {}, []
        for dtype, inputs in (("float64", case), ("float32", single)):
            values = asked(call, short.split()[0], dtype, inputs)
            if values is None:
                break
            answer[dtype] = listed(values, spelled)
            off += apart(values, right[dtype], dtype)
            own = clipped(name, inputs, dtype) if short in CLIPS.get(name, ()) else None
            if own and (own := listed(nearest(own, dtype), spelled)) != made[dtype]:
                answer[dtype]["clipped"] = own
        if answer:
            made["answers"][short] = {**answer, "apart": off} if off else answer
    return made


def line(value):
    return json.dumps(value, ensure_ascii=False)


def block(case):
    """A case: what is given, what is right, one line each, and a line an answer."""
    truths = [k for k in ("exact", "exact_float32_inputs", "float64", "float32") if k in case]
    given = line({k: v for k, v in case.items() if k not in truths + ["answers"]})[:-1]
    answers = ",\n".join(f"  {line(k)}: {line(v)}" for k, v in case["answers"].items())
    lines = [given] + [f'"{k}": {line(case[k])}' for k in truths] + ['"answers": {\n']
    return ",\n ".join(lines) + answers + "}}"


def written(path, head, cases):
    calls = ",\n".join(f" {line(k)}: {line(v)}" for k, v in head.pop("calls").items())
    notes = ",\n".join(f" {line(v)}" for v in head.pop("notes"))
    text = ",\n".join(f'"{k}": {line(v)}' for k, v in head.items())
    text += f',\n"calls": {{\n{calls}}},\n"notes": [\n{notes}],\n"cases": [\n'
    path.write_text("{" + text + ",\n".join(map(block, cases)) + "]}\n")
    json.loads(path.read_text())


def main(names):
    folder = Path(__file__).parent
    for name, (formula, source, cases, calls) in {**RECIPES, "gradient_bugs": bugs.BUGS}.items():
        if names and name not in names:
            continue
        head = {"recipe": name, "formula": formula, "source": source, "calls": {}, "notes": NOTES.get(name, [])}
        by_name = {}
        for call, of in calls.items():
            short, text = call.split(": ", 1)
            by_name[short] = of
            head["calls"][short] = {"call": text, "version": VERSIONS.get(short, VERSIONS[short.split()[0]])}
        formula = getattr(exact, name, bugs.truth)
        if name not in ("clip", "siglip", "gradient_bugs"):
            formula = exact.whole(formula)
        written(folder / f"{name}.json", head, [recorded(case, formula, by_name, name) for case in cases])
        print(name, len(cases))


if __name__ == "__main__":
    main(sys.argv[1:])

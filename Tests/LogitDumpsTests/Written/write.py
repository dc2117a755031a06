"""Writes the arrays that ReaderTests read back, by NumPy 2.4, ml_dtypes 0.6 and safetensors 0.8.

python write.py writes them beside this file; expected.json says the numbers, as Python's float.hex.
"""
import io
import json
import pathlib
import struct
import zipfile

import ml_dtypes
import numpy as np
from numpy.lib import format as npy
from safetensors.numpy import save_file

here = pathlib.Path(__file__).parent
expected = {}


def hexes(array):
    return [float(x).hex() for x in np.asarray(array, dtype=np.float64).ravel(order="C")]


def numbers(dtype, shape):
    count = int(np.prod(shape))
    base = np.array([(7 * i % 23 - 11) / 4 for i in range(count)]).reshape(shape)
    kind = np.dtype(dtype).kind
    if kind == "b":
        return (base > 0).astype(dtype)
    if kind == "u":
        return (np.arange(count) * 13 % 251).reshape(shape).astype(dtype)
    if kind == "i":
        return (np.arange(count) * 29 % 120 - 60).reshape(shape).astype(dtype)
    array = base.astype(dtype)
    # Numbers that another order of bytes or another width would show.
    array.flat[0] = np.float64(1) / 3
    if count > 3:
        array.flat[1], array.flat[2], array.flat[3] = np.nan, np.inf, -np.inf
    return array


def as_npy(array, version=None):
    out = io.BytesIO()
    npy.write_array(out, array, version=version)
    return out.getvalue()


# Every type, both orders of bytes, C and Fortran order, ranks 1 to 4.
members = {}
shapes = [(5,), (3, 4), (2, 3, 4), (2, 3, 2, 2)]
for index, code in enumerate(
    ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]
):
    for order in "<>" if code[1] != "1" else "|":
        for layout in "CF":
            shape = shapes[(index + (layout == "F")) % 4]
            array = np.array(numbers(code, shape).astype(order + code), order=layout)
            name = f"{code}{'b' if order == '>' else ''}_{layout}"
            members[name] = as_npy(array)
            expected["arrays.npz/" + name] = {
                "shape": list(shape), "type": array.dtype.newbyteorder("=").name,
                "values": hexes(array)}
for version in [(1, 0), (2, 0), (3, 0)]:
    array = numbers("f4", (2, 3))
    members[f"version{version[0]}"] = as_npy(array, version)
    expected[f"arrays.npz/version{version[0]}"] = {
        "shape": [2, 3], "type": "float32", "values": hexes(array)}
members["none"] = as_npy(np.zeros((0, 3), "f4"))
expected["arrays.npz/none"] = {"shape": [0, 3], "type": "float32", "values": []}
for file, method in [("arrays.npz", zipfile.ZIP_STORED), ("packed.npz", zipfile.ZIP_DEFLATED)]:
    with zipfile.ZipFile(here / file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), content, method)
# As np.savez writes: with 64-bit sizes in the local headers, and an array that repeats.
repeated = np.tile(np.arange(7, dtype="f4"), (60, 1))
np.savez_compressed(here / "numpy.npz", logits=repeated, labels=np.arange(60) % 7)
expected["numpy.npz/logits"] = {"shape": [60, 7], "type": "float32", "values": hexes(repeated)}
expected["numpy.npz/labels"] = {
    "shape": [60], "type": "int64", "values": hexes(np.arange(60) % 7)}

bf16 = numbers(ml_dtypes.bfloat16, (3, 4))
np.save(here / "bfloat16-V2.npy", bf16)
np.save(here / "bfloat16-u2.npy", bf16.view("u2"))
for name in ["bfloat16-V2.npy", "bfloat16-u2.npy"]:
    expected[name] = {"shape": [3, 4], "type": "bfloat16", "values": hexes(bf16)}

tensors = {
    "f64": numbers("f8", (2, 3)), "f32": numbers("f4", (2, 3)), "f16": numbers("f2", (2, 3)),
    "bf16": numbers(ml_dtypes.bfloat16, (2, 3)),
    "f8_e5m2": numbers(ml_dtypes.float8_e5m2, (2, 3)),
    "f8_e4m3": np.array([[1 / 3, np.nan, 448], [-448, 2**-9, 0]]).astype(ml_dtypes.float8_e4m3fn),
    "i64": numbers("i8", (4,)), "u8": numbers("u1", (2, 2)), "bool": numbers("b1", (2, 2)),
    "none": np.zeros((2, 0), "f4"), 'a "name"\x1b[31m\u20ac': numbers("f4", (1, 2)),
}
save_file(tensors, here / "tensors.safetensors", metadata={"format": "np"})
for name, array in tensors.items():
    expected["tensors.safetensors/" + name] = {
        "shape": list(array.shape), "type": array.dtype.name, "values": hexes(array)}

# Two chunks of 8 tokens over 5 classes, quantised as llama-perplexity does it.
context, classes, chunks = 8, 5, 2
tokens = [(3 * i + 1) % classes for i in range(chunks * context)]
logits = np.array([[(11 * r + 5 * k) % 17 - 8 for k in range(classes)] for r in range(16)], "f4")
logits[:, 4] -= 30
out = b"_logits_" + struct.pack("<iii", context, classes, chunks)
out += struct.pack(f"<{len(tokens)}i", *tokens)
values, labels = [], []
for chunk in range(chunks):
    for place in range(context // 2, context - 1):
        row = logits[chunk * context + place]
        top = row.max()
        least = np.float32(max(row.min(), top - np.float32(16)))
        total = np.float32(np.log(np.exp((row - top).astype("f8")).sum()))
        floor, scale = np.float32(least - top - total), np.float32((top - least) / 65535)
        steps = [int(np.rint((z - least) / scale)) if z > least else 0 for z in row]
        out += struct.pack("<ff", scale, floor)
        out += struct.pack(f"<{classes}H", *steps) + b"\0\0"
        values += [np.float32(np.float64(scale) * s + np.float64(floor)) for s in steps]
        labels.append(tokens[chunk * context + place + 1])
(here / "base.kld").write_bytes(out)
expected["base.kld/logits"] = {"shape": [6, 5], "type": "float32", "values": hexes(values)}
expected["base.kld/labels"] = {"shape": [6], "type": "int32", "values": hexes(labels)}

(here / "expected.json").write_text(json.dumps(expected, indent=0).replace("\n", " ") + "\n")

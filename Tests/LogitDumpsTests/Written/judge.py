"""What scikit-learn and torch say of samples/dumps: judged.json, which JudgeTests reads.

    python judge.py      (scikit-learn 1.9, torch 2.15, NumPy 2)

Bins are those of Guo et al. (2017), above a bound up to the next, with p = 0 in the first; those of equal mass are
numpy.array_split of the sorted p. The temperature is where torch's own loss has no slope, by bisection in float64.
"""
import json, pathlib
import numpy as np, sklearn, torch
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, precision_recall_fscore_support, roc_auc_score
from sklearn.metrics import precision_recall_curve

here = pathlib.Path(__file__).parent
dumps = here.parent.parent.parent / "samples" / "dumps"
load = lambda name: np.load(dumps / f"{name}.npy").astype(np.float64)
sigmoid = lambda z: 1 / (1 + np.exp(-z))


def ece(parts):
    n = sum(len(p) for p, _ in parts)
    gaps = [abs(y.sum() - p.sum()) for p, y in parts if len(p)]
    return sum(gaps) / n, max(abs(y.mean() - p.mean()) for p, y in parts if len(p))


def width(p, y, bins):
    place = np.clip(np.ceil(p * bins).astype(int) - 1, 0, bins - 1)
    return [(p[place == b], y[place == b]) for b in range(bins)]


def mass(p, y, bins):
    order = np.argsort(p, kind="stable")
    return [(p[i], y[i]) for i in np.array_split(order, bins)]


def temperature(z, y):
    z, y = torch.tensor(z), torch.tensor(y)
    call = (lambda b: torch.nn.functional.cross_entropy(b * z, y.long())) if z.ndim == 2 and y.ndim == 1 else (
        lambda b: torch.nn.functional.binary_cross_entropy_with_logits(b * z, y))

    def slope(b):
        b = torch.tensor(b, dtype=torch.float64, requires_grad=True)
        call(b).backward()
        return b.grad.item()

    low, high = 1e-3, 1e3
    for _ in range(200):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    b = (low * high) ** 0.5
    return 1 / b, call(1.0).item(), call(b).item()


def judged(z, y, bins, answers):
    """z and y as they are, answers of p that are right."""
    p, right = answers(z)
    out = {}
    for name, split in (("width", width), ("mass", mass)):
        out[f"ece_{name}"], out[f"gap_{name}"] = ece(split(p, right, bins))
    out["temperature"], out["before"], out["after"] = temperature(z, y)
    out["ece_after"] = ece(width(*answers(z / out["temperature"]), bins))[0]
    return out


def softmax(z):
    w = np.exp(z - z.max(1, keepdims=True))
    w /= w.sum(1, keepdims=True)
    return w.max(1), (w.argmax(1) == labels).astype(float)


logits, labels = load("logits"), np.load(dumps / "labels.npy").reshape(-1)
traits, truths = load("traits"), load("trait-labels")
out = {"versions": f"scikit-learn {sklearn.__version__}, torch {torch.__version__}, numpy {np.__version__}"}
out["softmax"] = judged(logits, labels, 15, softmax)
out["sigmoids"] = judged(traits, truths, 10, lambda z: (sigmoid(z).ravel(), truths.ravel()))
p, y = sigmoid(traits).ravel(), truths.ravel()
# scikit-learn's own bins, where none of them is empty, are the same ones.
true, mean = calibration_curve(y, p, n_bins=10, strategy="uniform")
out["curve"] = {"true": true.tolist(), "mean": mean.tolist()}


def traded(z, y):
    p = sigmoid(z)
    one = {"ap": average_precision_score(y, z), "auc": roc_auc_score(y, z), "points": []}
    for t in (0.1, 0.25, 0.5, 0.75, 0.9):
        a, b, f, _ = precision_recall_fscore_support(y, p >= t, average="binary", zero_division=0)
        one["points"].append([t, a, b, f])
    a, b, t = precision_recall_curve(y, z)
    f = 2 * a * b / np.maximum(a + b, 1e-300)
    one["best"] = [f.max(), sigmoid(t[f[:-1].argmax()])]
    # A net trained with pos_weight w adds ln w to each logit.
    one["weights"] = []
    for w in (0.1, 3.0):
        a, b, f, _ = precision_recall_fscore_support(y, z + np.log(w) >= 0, average="binary")
        one["weights"].append([w, a, b, f])
    return one


out["together"] = traded(traits.ravel(), y)
out["class1"] = traded(traits[:, 1], truths[:, 1])
rest = logits[:, 3] - np.log(np.exp(np.delete(logits, 3, 1)).sum(1))
out["against"] = traded(rest, (labels == 3).astype(float))
(here / "judged.json").write_text(json.dumps(out, indent=1) + "\n")

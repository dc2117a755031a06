"""Losses whose value is right, or looks so, and whose gradient is lost; `code` is what was run."""

import torch
import torch.nn.functional as F
from mpmath import mpf

from cases import INF, one
from exact import focal_binary, kl, log_sigmoid, softmax, times, total


def entropy(z, y, c):
    p, _, ln = softmax(z)
    loss = -total(map(times, p, ln))
    return loss, [-times(v, w + loss) for v, w in zip(p, ln)]


def unlikelihood(z, y, c):
    """-ln(1 - p_0) = ln of the whole sum - ln of the sum of the others."""
    p, rest, ln = softmax(z)
    _, _, among = softmax(z[1:])
    loss = among[0] - ln[1]
    return loss, [p[0]] + [-v * p[0] / rest[0] for v in p[1:]]


def focal(z, y, c):
    c.alpha = None
    return focal_binary(z, y, c)


TRUTH = {"entropy": entropy, "kl": kl, "focal": focal, "unlikelihood": unlikelihood}


def truth(z, y, c):
    return TRUTH[c.truth](z, y, c)


OLD = "(-F.logsigmoid(-z).exp().pow(gamma) * y * F.logsigmoid(z) - F.logsigmoid(z).exp().pow(gamma) * (1 - y) * F.logsigmoid(-z)).sum()"
TAKEN = "-torch.where(z.softmax(-1) > 0, z.softmax(-1) * z.softmax(-1).log(), 0.0).sum()"

CASES = [
    one("entropy with nan_to_num (trl#7251)", [1, 2, -INF], truth="entropy",
        code="-torch.nan_to_num(z.softmax(-1) * z.log_softmax(-1), nan=0.0).sum()"),
    one("entropy by where, a class masked", [1, 2, -INF], truth="entropy", code=TAKEN),
    one("entropy by where, a class underflows", [1, 2, -200], truth="entropy", code=TAKEN),
    one("reverse KL at T 0.05 (Soup#719)", [10, 0], teacher=[0, 1], T=0.05, truth="kl", direction="reverse",
        times_T2=False, code="F.kl_div(F.log_softmax(t / T, -1), F.softmax(z / T, -1), reduction='sum')"),
    one("log of a sigmoid (tinker-cookbook#188)", [-100], labels=[1], truth="focal", gamma=0,
        code="-torch.log(torch.sigmoid(z)).sum()"),
    one("BCELoss of a probability of 1", [17], labels=[0], truth="focal", gamma=0,
        code="F.binary_cross_entropy(torch.sigmoid(z), y, reduction='sum')"),
    one("focal, the factor of exactly 0", [100], labels=[1], truth="focal", gamma=0.5,
        code="(F.binary_cross_entropy_with_logits(z, y, reduction='none') * (1 - torch.sigmoid(z))**gamma).sum()"),
    one("log of 1 less a softmax (foreai)", [20, 0], truth="unlikelihood", code="-torch.log(1 - z.softmax(-1)[0, 0])"),
]
CASES += [one(f"kornia 0.8.1, logit {x}, label {y}", [x], labels=[y], truth="focal", gamma=0.5, code=OLD)
          for x in (100, -100, 110, -110) for y in (1, 0)]


def run(z, c):
    names = {k: getattr(c, k, None) for k in ("y", "t", "T", "gamma")}
    return eval(c.code, {"torch": torch, "F": F, "z": z, **names})


BUGS = ("what `code` means: entropy: -sum p ln p; kl: sum p ln(p / softmax(teacher / T)), p = softmax(logits / T); focal: "
        "(1 - p_t)^gamma times the sigmoid cross-entropy; unlikelihood: -ln(1 - p_0), p = softmax(logits)",
        "the issues named in the cases", CASES, {"torch: code": run})

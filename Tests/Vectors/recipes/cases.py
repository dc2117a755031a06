"""The inputs: hard rows by hand, random ones by a seed; every number is a float32 but where said."""

import numpy as np

INF = float("inf")
SHARED = {"rows": 1, "label": None, "labels": None, "teacher": None, "reduction": None}

# Name, logits, label.
HARD = [
    ("right by 100", [100, 0, 0], 0), ("wrong by 100", [0, 100, -5], 0),
    ("right by 1000", [1000, 0], 0), ("wrong by 1000", [-1000, 0, 3], 0),
    ("all equal", [0.5, 0.5, 0.5], 1), ("ahead by 17", [17, 0], 0),
    ("one class masked", [1, 2, -INF], 1), ("the label masked", [1, 2, -INF], 2),
    ("far from 0", [1000.5, 1000, 999], 2),
]


def row(rng, k, scale=3):
    return [float(v) for v in np.round(rng.normal(0, scale, k) * 64) / 64]


def simplex(rng, k):
    """Labels of 64ths that sum to 1, one in three of them with a 0."""
    cuts = np.sort(rng.integers(0, 65, k - 1))
    parts = np.diff(np.concatenate([[0], cuts, [64]]))
    if k > 2 and rng.random() < 0.3:
        parts[0], parts[1] = parts[0] + parts[1], 0
    return [float(v) / 64 for v in parts]


def rows(name, parameters, soft=True, hard=HARD, more=(), count=7):
    """Cases that take the parameters by turns, after those that are given whole."""
    rng = np.random.default_rng(sum(map(ord, name)))
    made = [dict(case=n, logits=z, label=[y]) for n, z, y in hard]
    for k in range(count):
        size = 2 + k % 4
        case = dict(case=f"random {k + 1}", logits=row(rng, size))
        if soft and k % 2:
            case.update(case=f"random {k + 1}, soft labels", labels=simplex(rng, size))
        else:
            case["label"] = [int(rng.integers(size))]
        made.append(case)
    for k, case in enumerate(made):
        case.update(parameters[k % len(parameters)])
    return list(more) + made


def one(case, logits, **more):
    return dict(case=case, logits=logits, **more)


def binary_focal():
    fixed = [(2, 1, 2, None), (2, 0, 2, 0.25), (100, 1, 0.5, None), (100, 0, 0.5, None),
             (-100, 1, 0.5, 0.25), (-100, 0, 0.5, 0.25), (1000, 1, 2, None), (-1000, 0, 1.5, None),
             (1000, 0, 2, 0.25), (17, 1, 0.5, None), (40, 1, 1, None), (0, 1, 0, 0.75),
             (-INF, 0, 2, 0.25), (-INF, 1, 2, 0.25)]
    rng = np.random.default_rng(14)
    for k in range(6):
        soft = float(rng.integers(1, 64)) / 64
        fixed.append((row(rng, 1)[0], soft if k % 2 else k // 2 % 2, [2, 1.5, 0.75][k % 3],
                      [None, 0.25, 0.625][k // 2]))
    return [one(f"logit {x:g}, label {y:g}", [x], labels=[y], gamma=g, alpha=a) for x, y, g, a in fixed]


def kullback():
    forward = dict(direction="forward", T=1, times_T2=False)
    reverse = dict(forward, direction="reverse")
    given = dict(labels=[0.5, 0.25, 0.25])
    rng = np.random.default_rng(11)
    made = [
        one("labels, forward", [2, 0.5, 1], **given, **forward),
        one("labels, reverse", [2, 0.5, 1], **given, **reverse),
        one("a label of 0, forward", [2, 0.5, 1], labels=[0.75, 0.25, 0], **forward),
        one("a label of 0, reverse: infinite", [2, 0.5, 1], labels=[0.75, 0.25, 0], **reverse),
        one("a class masked that no label asks for", [2, 0.5, -INF], labels=[0.75, 0.25, 0], **forward),
        one("a class masked that a label asks for", [2, 0.5, -INF], **given, **forward),
        one("a class masked, reverse", [2, 0.5, -INF], **given, **reverse),
        one("equal distributions", [1, 2, 3], teacher=[1.5, 2.5, 3.5], **forward),
        one("teacher sure by 100, forward", [0, 1, 2], teacher=[100, 0, 0], **forward),
        one("teacher sure by 100, reverse", [0, 1, 2], teacher=[100, 0, 0], **reverse),
        one("student wrong by 1000", [1000, 0], teacher=[0, 1], **forward),
        one("student wrong by 1000, reverse", [1000, 0], teacher=[0, 1], **reverse),
        one("T 0.0625, reverse", [0.5, 0.75], teacher=[10, -10], **dict(reverse, T=0.0625)),
    ]
    for k in range(3):
        made.append(one(f"random {k + 1}", row(rng, 3 + k), teacher=row(rng, 3 + k),
                        **dict(forward if k % 2 else reverse, T=[1, 2, 0.5][k])))
    z, t = row(rng, 6), row(rng, 6)
    for reduction in ("batchmean", "mean", "sum"):
        for terms in (forward, reverse):
            made.append(one(f"two rows, {reduction}, {terms['direction']}", z, rows=2, teacher=t,
                            **dict(terms, T=2, times_T2=True), reduction=reduction))
    return made


def distilled():
    rng = np.random.default_rng(12)
    turns = [(2, 1, True), (4, 0.5, True), (1, 0.75, True), (2, 0.5, False), (0.5, 0.25, True)]
    made = [one("teacher masks a class", [0, 0, 0], teacher=[1, 2, -INF], label=[1], T=2, alpha=1, times_T2=True)]
    pairs = [([100, 0, 0], [0, 1, 2]), ([1000, 0], [-1000, 0]), ([0.5, 0.5, 0.5], [2, 2, 2]),
             ([1, 2, -INF], [1, 2, -INF]), ([0, 17], [17, 0])]
    pairs += [(row(rng, 2 + k % 4), row(rng, 2 + k % 4)) for k in range(8)]
    for k, (z, t) in enumerate(pairs):
        T, alpha, times = turns[k % 5]
        made.append(one(f"student {z}, teacher {t}" if k < 5 else f"random {k - 4}", z, teacher=t,
                        label=[k % 2], T=T, alpha=alpha, times_T2=times))
    z, t = row(rng, 6), row(rng, 6)
    made += [one(f"two rows, {r}", z, rows=2, teacher=t, label=[0, 2], T=2, alpha=1, times_T2=True, reduction=r)
             for r in ("batchmean", "mean", "sum")]
    return made


def pairs_of(values, **parameters):
    return [one(" ".join(f"{v:g}" for v in z), list(z), **parameters) for z in values]


def matrices(made, count, **parameters):
    rng = np.random.default_rng(len(made))
    for k in range(count):
        n = 2 + k % 3
        z = [float(v) for v in np.round(rng.uniform(-1, 1, n * n) * 64) / 64]
        made.append(one(f"random {n} by {n}", z, rows=n, **{a: b[k % len(b)] for a, b in parameters.items()}))
    return made


def sigmoids():
    made = [one(f"cosine {c:g}, {'pair' if y > 0 else 'no pair'}", [c], labels=[y], scale=s, bias=b)
            for c, y, s, b in [(0.3, -1, 10, -10), (0.25, 1, 10, -10), (1, 1, 100, -10), (-1, 1, 100, -10),
                               (1, -1, 100, -10), (-1, -1, 100, -10), (1, 1, 1000, 0), (-1, 1, 1000, 0),
                               (0, 1, 10, 0), (0.5, -1, 117.5, -12.75), (-INF, -1, 10, -10), (-INF, 1, 10, -10)]]
    return matrices(made, 4, scale=[10, 117.5, 1, 10], bias=[-10, -16.5, 0, -10])


def contrasts():
    made = rows("infonce", [dict(T=0.0625), dict(T=0.5), dict(T=1)], soft=False, count=4,
                more=[one("the usual temperature", [0.9, 0.2, 0.1], label=[0], T=0.07)])
    return made


def clips():
    made = [one("pairs found", [1, 0, 0, 1], rows=2, T=0.0078125), one("pairs missed", [0, 1, 1, 0], rows=2, T=0.0078125),
            one("all equal", [0.5] * 9, rows=3, T=0.0625), one("the usual temperature", [0.9, 0.2, 0.1, 0.3], rows=2, T=0.07),
            one("apart by 1000", [1000, 0, 0, 1000], rows=2, T=1), one("missed by 1000", [0, 1000, 1000, 0], rows=2, T=1),
            one("a text masked", [1, -INF, 0.5, 2], rows=2, T=1)]
    return matrices(made, 6, T=[0.0625, 0.015625, 0.25])


def preferences():
    z = [(-10, -12, -11, -11.5), (-12, -10, -11, -11.5), (-5, -5, -5, -5), (-100, -200, -150, -150),
         (-200, -100, -150, -150), (-1000, -2000, -1500, -1500), (-2000, -1000, -1500, -1500), (-3, -INF, -3, -4),
         (-INF, -3, -4, -3)]
    rng = np.random.default_rng(13)
    z += [[float(v) for v in np.round(rng.normal(-40, 8, 4) * 64) / 64] for _ in range(7)]
    turns = [(0.1, 0), (0.125, 0.125), (0.5, 0), (1, 0.25), (1, 0)]
    made = pairs_of(z)
    for k, case in enumerate(made):
        case.update(beta=turns[k % 5][0], label_smoothing=turns[k % 5][1])
    return made


def rewards():
    rng = np.random.default_rng(15)
    z = [(1, 0), (0, 1), (2, 2), (100, 0), (0, 100), (1000, 0), (0, 1000), (17, 0), (0, -INF), (-INF, 0)]
    z += [row(rng, 2) for _ in range(5)]
    made = pairs_of(z)
    for k, case in enumerate(made):
        case["margin"] = 0.5 if k % 4 == 3 else 0
    return made


def hinges():
    z = [(0.5, 1), (0.5, -1), (1, 1), (-1, -1), (0, 1), (1.5, 1), (100, 1), (-100, 1), (1000, -1), (-INF, 1), (-INF, -1),
         (1.3125, -1), (-0.640625, 1), (0.984375, 1)]
    return [one(f"logit {x:g}, label {y:+}", [x], labels=[y]) for x, y in z]


EDGES = [("right by 100", [100, 0, 0], 0), ("wrong by 100", [0, 100, -5], 0), ("wrong by 1000", [-1000, 0, 3], 0),
         ("all equal", [0.5, 0.5, 0.5], 1), ("right by just the margin", [2, 1, -1], 0), ("one class masked", [1, 2, -INF], 1),
         ("the label masked", [1, 2, -INF], 2), ("a tie of the others", [0, 2, 2], 0), ("all below 0", [-3, -0.5, -2], 1),
         ("right, all far below 0", [-30, -40, -50], 0)]

#!/usr/bin/env python3
"""The batch kernels beside other libraries, in turns, one thread, float32.

    pip install torch jax optax tensorflow
    Benchmarks/kernels.py .build/release/logitlab > kernels.md

In each round a peer is timed and then, in a process of its own, logitlab; reported are the medians
of the times, in nanoseconds a number, and of the rounds' ratios. Peers that can are given a buffer
for their gradient; the others make a new one for each call, as they do in training.
"""
import json, os, statistics, subprocess, sys, time, warnings

warnings.filterwarnings("ignore")
os.environ.update(
    TF_CPP_MIN_LOG_LEVEL="3", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1",
    XLA_FLAGS="--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
import numpy as np

# One core for all, whatever their libraries start.
os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
LOGITLAB = sys.argv[1]
PEERS = sys.argv[2].split(",") if len(sys.argv) > 2 else ["torch", "torch.compile", "xla", "jax"]
ROUNDS = 7
SHAPES = [(65536, 10), (8192, 1000), (512, 50257)]
SIGMOID = (16384, 1024)
WEIGHT = 4.0


def ours(operation, shape, mode):
    """Nanoseconds a number, and times the memory it moves."""
    line = [LOGITLAB, "bench", "--json", "--threads", "1", "--seconds", "0.1", "--operation", operation,
            "--shape", f"{shape[0]}x{shape[1]}"]
    timings = json.loads(subprocess.run(line, check=True, capture_output=True).stdout)["timings"]
    timing = next(t for t in timings if t["mode"] == mode)
    return timing["ns_per_number"], timing["times_memory"]


def calls(peer, shape, is_sigmoid):
    """What a peer is asked to do, by what it is called."""
    random = np.random.default_rng(7)
    x = random.standard_normal(shape, dtype=np.float32) * 3
    y = random.integers(0, shape[1], shape[0])
    z = (random.random(shape, dtype=np.float32) < 0.2).astype(np.float32)
    if peer.startswith("torch"):
        import torch
        import torch.nn.functional as F
        torch.set_num_threads(1)
        weight = torch.tensor(WEIGHT)
        labels = torch.from_numpy(z if is_sigmoid else y)

        def loss(x, y):
            if is_sigmoid:
                return F.binary_cross_entropy_with_logits(x, y, pos_weight=weight)
            return F.cross_entropy(x, y)

        logits = torch.from_numpy(x).requires_grad_()
        made = torch.compile(loss) if peer == "torch.compile" else loss

        def fresh():
            logits.grad = None
            made(logits, labels).backward()

        def kept():
            logits.grad.zero_()
            made(logits, labels).backward()

        return {peer: fresh, peer + ", gradient kept": kept}
    if peer == "jax":
        import jax, jax.numpy as jnp, optax

        def loss(x, y):
            if is_sigmoid:
                positive, negative = jax.nn.log_sigmoid(x), jax.nn.log_sigmoid(-x)
                return -(WEIGHT * y * positive + (1 - y) * negative).mean()
            return optax.softmax_cross_entropy_with_integer_labels(x, y).mean()

        both = jax.jit(jax.value_and_grad(loss))
        logits, labels = jnp.asarray(x), jnp.asarray(z if is_sigmoid else y.astype(np.int32))
        return {peer: lambda: jax.block_until_ready(both(logits, labels))}
    import tensorflow as tf
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)

    @tf.function(jit_compile=True)
    def both(x, y):
        with tf.GradientTape() as tape:
            tape.watch(x)
            if is_sigmoid:
                each = tf.nn.weighted_cross_entropy_with_logits(labels=y, logits=x, pos_weight=WEIGHT)
            else:
                each = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x)
            loss = tf.reduce_mean(each)
        return loss, tape.gradient(loss, x)

    logits, labels = tf.constant(x), tf.constant(z if is_sigmoid else y)
    return {peer: lambda: both(logits, labels)[0].numpy()}


def seconds(call, times):
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


print(f"load {os.getloadavg()[0]:.1f}, {ROUNDS} rounds\n", flush=True)
print("| batch | | peer | its ns | logitlab ns | ratio | fast ns | ratio | x memory | fast |")
print("|---|---|---|--:|--:|--:|--:|--:|--:|--:|")
for shape, is_sigmoid in [(shape, False) for shape in SHAPES] + [(SIGMOID, True)]:
    count = shape[0] * shape[1]
    operation = "sigmoid" if is_sigmoid else "gradient"
    for peer in PEERS:
        for name, call in calls(peer, shape, is_sigmoid).items():
            call(), call()
            rows = []
            for _ in range(ROUNDS):
                its = seconds(call, max(1, int(4e6 / count))) * 1e9 / count
                time.sleep(0.3)  # threads that wait for more by spinning give up by then
                rounded, memory = ours(operation, shape, "rounded")
                fast, fast_memory = (rounded, memory) if is_sigmoid else ours(operation, shape, "fast")
                rows.append((its, rounded, its / rounded, fast, its / fast, memory, fast_memory))
            middle = [statistics.median(column) for column in zip(*rows)]
            kind = "sigmoid" if is_sigmoid else "softmax"
            cells = [f"{value:.2f}" for value in middle]
            print(f"| {shape[0]}x{shape[1]} | {kind} | {name} | " + " | ".join(cells) + " |", flush=True)

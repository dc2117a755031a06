#!/usr/bin/env python3
"""How long wide rows and long batches take: to open, and from an edit to the last byte of its repaint.

  Benchmarks/wide.py .build/release/logitlab [another one]

Each bench opens in a pseudo-terminal of 80x24, in turns where several programs are given; `[` and `]` nudge
a logit. Then a sweep of 1000 classes by 'logitlab sweep'. Standard library only.
"""
import fcntl, json, os, pty, random, select, signal, statistics, struct, subprocess, sys, tempfile, termios, time

BENCHES = {"1 x 50257": (1, 50257), "1 x 100000": (1, 100000), "100000 x 10": (100000, 10)}
EDITS, QUIET = 12, 0.6


def write(folder, rows, classes):
    made = random.Random(5)
    path = os.path.join(folder, f"{rows}x{classes}.json")
    with open(path, "w") as file:
        json.dump({"logitlab": 1, "loss": "sparse_softmax_cross_entropy", "dtype": "float32",
                   "logits": [[round(made.gauss(0, 3), 4) for _ in range(classes)] for _ in range(rows)],
                   "labels": [made.randrange(classes) for _ in range(rows)]}, file)
    return path


def settle(tty):
    """The time of the last byte, once nothing came for a while."""
    last = None
    while select.select([tty], [], [], QUIET if last else 30)[0]:
        os.read(tty, 65536)
        last = time.perf_counter()
    return last


def measure(program, path):
    start = time.perf_counter()
    pid, tty = pty.fork()
    if pid == 0:
        time.sleep(0.05)  # the parent sets the size first
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.execv(program, [program, path, "--private"])
    fcntl.ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    opened, edits = settle(tty) - start - 0.05, []
    for number in range(EDITS):
        start = time.perf_counter()
        os.write(tty, b"[]"[number % 2:][:1])
        edits.append(settle(tty) - start)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(tty)
    return opened, statistics.median(edits)


def sweep(program, folder):
    path = write(folder, 1, 1000)
    start = time.perf_counter()
    subprocess.run([program, "sweep", path, "logit", "3", "-20", "20"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


with tempfile.TemporaryDirectory() as folder:
    for name, (rows, classes) in BENCHES.items():
        path = write(folder, rows, classes)
        for program in sys.argv[1:]:
            runs = [measure(program, path) for _ in range(3)]
            opened, edit = (statistics.median(times) for times in zip(*runs))
            print(f"{name:12} opens in {opened:5.2f} s, an edit {edit * 1e3:6.1f} ms  {program}", flush=True)
    for program in sys.argv[1:]:
        took = statistics.median(sweep(program, folder) for _ in range(5))
        print(f"sweep of 1000 classes, 201 columns: {took:.2f} s  {program}")

#!/usr/bin/env python3
"""How many instructions a key takes, from the keyboard to the last byte of its repaint.

  Benchmarks/key-instructions.py .build/release/logitlab

Instructions do not depend on what else the machine does, so this can fail a build: status 1 where
a key takes more than it may, which is a tenth above what it took when that was last lowered. The program runs in a terminal under valgrind (apt-get install
valgrind), once with few keys and once with more; what they differ by is the keys' own.
"""
import fcntl, os, pty, re, select, shutil, struct, subprocess, sys, tempfile, termios, time

FOLDER = tempfile.TemporaryDirectory()
PROGRAM = os.path.join(FOLDER.name, "logitlab")
# valgrind of Debian 12 gives up on the debug information of newer compilers.
subprocess.run(["strip", "--strip-debug", "-o", PROGRAM, sys.argv[1]], check=True)
KEYS = {"down and up": [b"\x1bOB", b"\x1bOA"], "a digit and back": [b"5", b"\x7f"]}
# Millions of instructions a key may take.
MOST = {
    (80, 24): {"down and up": 1.45, "a digit and back": 2.43},
    (200, 60): {"down and up": 3.22, "a digit and back": 4.76},
}
FEW, MORE = 10, 40


def settle(tty, quiet):
    """Reads until nothing came for so many seconds; whether anything did."""
    seen = False
    while select.select([tty], [], [], 30 if not seen else quiet)[0]:
        try:
            if not os.read(tty, 65536):
                return seen
        except OSError:
            return seen
        seen = True
    return seen


def instructions(keys, count, columns, rows):
    """All that the program takes for its start, `count` keys and its end."""
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        pid, tty = pty.fork()
        if pid == 0:
            time.sleep(0.05)  # the parent sets the size first
            os.environ.update(TERM="xterm-256color", XDG_STATE_HOME="/dev/null/state", LC_ALL="C.UTF-8")
            for name in ("LINES", "COLUMNS"):
                os.environ.pop(name, None)
            os.execvp("valgrind", ["valgrind", "--tool=callgrind", f"--log-file={log}",
                                   "--callgrind-out-file=/dev/null", PROGRAM, "--private"])
        fcntl.ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        settle(tty, 2)
        for index in range(count):
            os.write(tty, keys[index % len(keys)])
            settle(tty, 0.15)
        os.write(tty, b"\x1b")
        settle(tty, 1)
        os.write(tty, b":q!\r")
        deadline = time.time() + 60
        while os.waitpid(pid, os.WNOHANG)[0] == 0 and time.time() < deadline:
            if select.select([tty], [], [], 0.1)[0]:
                try:
                    os.read(tty, 65536)
                except OSError:
                    pass
        os.close(tty)
        found = re.search(r"Collected : (\d+)", open(log).read())
        if not found:
            sys.exit("valgrind did not come to an end:\n" + open(log).read())
        return int(found[1])


if not shutil.which("valgrind"):
    sys.exit("no valgrind: apt-get install -y valgrind")
status = 0
for (columns, rows), most in MOST.items():
    for name, keys in KEYS.items():
        few, more = (instructions(keys, count, columns, rows) for count in (FEW, MORE))
        each = (more - few) / (MORE - FEW) / 1e6
        words = f"{columns}x{rows} {name}: {each:.2f} million instructions a key"
        if each > most[name]:
            status, words = 1, f"{words}, which is more than {most[name]}"
        print(words, flush=True)
sys.exit(status)

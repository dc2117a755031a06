#!/usr/bin/env python3
"""How long a key takes from the keyboard to the last byte of its repaint, beside other programs.

  swift build -c release
  Benchmarks/key-latency.py 80x24 .build/release/logitlab htop 'less LICENSE'

All programs run under pseudo-terminals at the same time and take turns, so that noise on the
machine meets all alike. Also printed: the first byte after the start, resident memory, and the
ticks of CPU in five seconds without a key. Standard library only.
"""
import fcntl, os, pty, re, select, shlex, signal, statistics, struct, sys, termios, time

KEYS = [b"\x1b[B", b"\x1b[A"]  # down, up
ROUNDS, BLOCK, QUIET = 8, 25, 0.03


class Program:
    def __init__(self, line, columns, rows):
        self.line, self.times = line, []
        start = time.perf_counter()
        self.pid, self.tty = pty.fork()
        if self.pid == 0:
            time.sleep(0.05)  # the parent sets the size first
            os.environ.update(TERM="xterm-256color")
            for name in ("LINES", "COLUMNS"):
                os.environ.pop(name, None)
            os.execvp(shlex.split(line)[0], shlex.split(line))
        fcntl.ioctl(self.tty, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        select.select([self.tty], [], [], 10)
        self.first = time.perf_counter() - start - 0.05
        self.settle(0.5)

    def settle(self, quiet):
        """Reads until nothing came for `quiet` seconds; the time of the last byte."""
        last = None
        while select.select([self.tty], [], [], quiet)[0]:
            data = os.read(self.tty, 65536)
            last = time.perf_counter()
            if b"\x1b[?1h" in data:
                KEYS[:] = [b"\x1bOB", b"\x1bOA"]
        return last

    def block(self):
        for number in range(BLOCK):
            start = time.perf_counter()
            os.write(self.tty, KEYS[number % 2])
            last = self.settle(QUIET)
            if last:
                self.times.append((last - start) * 1e3)

    def ticks(self):
        with open(f"/proc/{self.pid}/stat") as stat:
            return sum(map(int, stat.read().rsplit(")", 1)[1].split()[11:13]))

    def resident(self):
        with open(f"/proc/{self.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def main():
    columns, rows = map(int, sys.argv[1].split("x"))
    programs = [Program(line, columns, rows) for line in sys.argv[2:]]
    for _ in range(ROUNDS):
        for program in programs:
            program.block()
    before = programs[0].ticks()
    time.sleep(5)
    idle = programs[0].ticks() - before
    base = statistics.median(programs[-1 if len(programs) == 1 else 1].times)
    print(f"{columns}x{rows}, {ROUNDS * BLOCK} keys each, milliseconds")
    print(f"{'':20}  p50    p95  first byte  MB   p50 / {programs[min(1, len(programs) - 1)].line}")
    for program in programs:
        ordered = sorted(program.times)
        p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
        print(f"{os.path.basename(program.line)[:20]:20}{p50:6.3f} {p95:6.3f}"
              f"  {program.first * 1e3:10.1f} {program.resident():5.1f}  {p50 / base:5.2f}")
    print(f"CPU ticks of {os.path.basename(programs[0].line)} in 5 s without a key: {idle}")
    for program in programs:
        os.kill(program.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()

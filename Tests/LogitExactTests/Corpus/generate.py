#!/usr/bin/env python3
"""Writes the corpus, or checks one that is written. Python 3.11, mpmath 1.3; gmpy2 if there."""

from argparse import ArgumentParser
from pathlib import Path

from cases import FUNCTIONS, cases
from selftest import check
from truth import truth


def hexadecimal(x):
    """The shortest `0x1.8p-3` of a double, a subnormal one too."""
    sign = "-" if x.hex().startswith("-") else ""
    over, under = abs(x).as_integer_ratio()
    if over == 0:
        return f"{sign}0x0p+0"
    exponent = over.bit_length() - under.bit_length()
    digits = over << (-over.bit_length() + 1) % 4
    digits = f"{digits:x}"[1:].rstrip("0")
    return f"{sign}0x1{'.' if digits else ''}{digits}p{exponent:+d}"


def line(function, tag, xs):
    sign, mantissa, exponent, exact = truth(function, xs)
    columns = [tag, *map(hexadecimal, xs), "-0+"[sign + 1], f"{mantissa:x}", str(exponent)]
    return "\t".join([*columns, "=" if exact else "~"]) + "\n"


def main():
    options = ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--cases", type=int, default=2000, help="a function")
    options.add_argument("--out", type=Path, default=Path(__file__).parent)
    options.add_argument("--only", choices=FUNCTIONS, nargs="+", default=FUNCTIONS)
    options.add_argument("--selftest", action="store_true", help="check the files of --out instead")
    options = options.parse_args()
    for function in options.only:
        path = options.out / f"{function}.tsv"
        if options.selftest:
            check(function, path)
        else:
            options.out.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="ascii", newline="\n") as file:
                for tag, xs in cases(function, options.seed, options.cases):
                    file.write(line(function, tag, xs))


main()

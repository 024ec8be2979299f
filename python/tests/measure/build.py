"""Builds the wheel from nothing; prints elapsed and processor time and the size beside their bars.

The elapsed time hangs on the machine, so that only a build that takes far too long fails.
"""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

AIM_S = 300
LONGEST_S = 900
LARGEST_MB = 40


def main(maturin: str, out: str) -> None:
    """Build and measure."""
    shutil.rmtree("target/release", ignore_errors=True)
    start = time.monotonic()
    subprocess.run([maturin, "build", "--release", "--quiet", "--out", out], check=True)
    elapsed = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    size = max(path.stat().st_size for path in Path(out).glob("*.whl")) / 1e6
    print(f"maturin build --release: {elapsed:.0f} s elapsed (the bar is {AIM_S}), {cpu:.0f} s of processor time")
    print(f"wheel: {size:.1f} MB, at most {LARGEST_MB} MB")
    if elapsed > LONGEST_S or size > LARGEST_MB:
        sys.exit("missed")


main(*sys.argv[1:])

"""The main job on real engines: byte for byte what one process gives, also after a worker was killed."""

from __future__ import annotations

import contextlib
import filecmp
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import engines
import incimap
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

ROWS = int(os.environ.get("INCIMAP_CLUSTER_ROWS", "1000000"))
# INCIMAP_CLUSTER_WORKERS=1,2,4 measures how time falls with workers.
WORKERS = [int(number) for number in os.environ.get("INCIMAP_CLUSTER_WORKERS", "2").split(",")]
FILES = 20
SETTINGS = {
    "home": ["AF"],
    "by": "month",
    "methods": {"resamples": 0, "method": ["reach", "centre", "area", "regions"]},
}
ARGUMENTS = ["--home", "AF", "--by", "month", "--resamples", "0", "--method", "reach,centre,area,regions"]
GENERATOR = Path(__file__).parents[3] / "benches" / "compare" / "generate.py"


@pytest.fixture(scope="session")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Parquet files, with the number of each row."""
    folder = tmp_path_factory.mktemp("rows")
    with (folder / "rows.csv").open("wb") as out:
        subprocess.run([sys.executable, GENERATOR, str(ROWS)], stdout=out, check=True)
    table = pyarrow.csv.read_csv(folder / "rows.csv")
    table = table.append_column("row", pa.array(range(table.num_rows), pa.int64()))
    (folder / "rows.csv").unlink()
    files = folder / "incidents.parquet"
    files.mkdir()
    step = -(-table.num_rows // FILES)
    for number in range(FILES):
        pyarrow.parquet.write_table(table.slice(number * step, step), files / f"{number:02}.parquet")
    return files


@pytest.fixture(scope="session")
def alone(rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process gives."""
    folder = tmp_path_factory.mktemp("alone") / "out"
    started, cpu = time.monotonic(), time.process_time()
    incimap.set_threads(2)
    table = pyarrow.parquet.read_table(rows)
    incimap.spread(table, order="row", name="incidents.parquet", **SETTINGS).write(folder)
    told("one process, two threads", started, time.process_time() - cpu)
    return folder


def told(what: str, started: float, cpu_s: float | None = None) -> None:
    cpu = "" if cpu_s is None else f", {cpu_s:.1f} s of processor time"
    print(f"\n{ROWS} rows, {what}: {time.monotonic() - started:.1f} s elapsed{cpu}")


def differences(one: Path, other: Path) -> list[str]:
    """The files that are not the same bytes in both folders."""
    names = {str(path.relative_to(folder)) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    _, differ, missing = filecmp.cmpfiles(one, other, sorted(names), shallow=False)
    return differ + missing


def command(rows: Path, out: Path, *where: str) -> None:
    """The job from the shell."""
    program = [sys.executable, "-m", "incimap._spark_command", *where, str(rows), "--order", "row", "-o", str(out)]
    done = subprocess.run([*program, *ARGUMENTS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]


@pytest.mark.parametrize("workers", WORKERS)
def test_spark_gives_the_bytes_of_one_process(rows: Path, alone: Path, tmp_path: Path, workers: int) -> None:
    with engines.spark(tmp_path, workers) as cluster:
        started = time.monotonic()
        command(rows, tmp_path / "out", "--master", cluster.master)
        told(f"Spark, {workers} workers of one core", started)
    assert differences(alone, tmp_path / "out") == []


def test_spark_gives_the_same_bytes_after_a_worker_was_killed(rows: Path, alone: Path, tmp_path: Path) -> None:
    killed = []

    def kill_one(cluster: engines.Spark) -> None:
        # The first executor that has worked for some seconds; its process alone, the worker starts another one.
        until = time.monotonic() + 120
        while time.monotonic() < until and not killed:
            busy = [pid for pid in cluster.executors() if engines.has_children(pid)]
            if len(busy) == 2:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(busy[0], signal.SIGKILL)
                    killed.append(busy[0])
            time.sleep(0.2)

    with engines.spark(tmp_path) as cluster:
        killer = threading.Thread(target=kill_one, args=(cluster,))
        killer.start()
        started = time.monotonic()
        command(rows, tmp_path / "out", "--master", cluster.master)
        told("Spark, one of two executors killed", started)
        killer.join()
    assert killed, "no executor was killed"
    assert differences(alone, tmp_path / "out") == []


def test_the_local_cluster_of_sail_gives_the_bytes_of_one_process(rows: Path, alone: Path, tmp_path: Path) -> None:
    with engines.sail(tmp_path) as address:
        started = time.monotonic()
        command(rows, tmp_path / "out", "--remote", address)
        told("Sail, local cluster of two workers", started)
    assert differences(alone, tmp_path / "out") == []

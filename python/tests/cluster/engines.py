"""Real engines on this machine, started for a test and stopped after it.

Comes in: nothing but the installed packages and Java. Goes out: the address of a running Spark (a master and two
workers, each a process of its own, on 127.0.0.1) or of a running Sail (its local cluster).
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyspark

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTS_WITHIN_S = 180.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns as soon as somebody listens on the port."""
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError(f"nothing listens on port {port}:\n{log.read_text(errors='replace')[-4000:]}")


@contextlib.contextmanager
def process(command: list[str], log: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own; the whole group is ended with it."""
    environment = os.environ | more
    with log.open("wb") as out:
        one = subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)
    try:
        yield one
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGTERM)
        try:
            one.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


@dataclass
class Spark:
    """A Spark of one master and several workers."""

    master: str
    workers: list[subprocess.Popen[bytes]]

    def executors(self) -> list[int]:
        """The process numbers of the running executors."""
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and b"CoarseGrainedExecutorBackend" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
        own = {worker.pid for worker in self.workers}
        return sorted(pid for pid in found if os.getpgid(pid) in own)


def has_children(pid: int) -> bool:
    """Whether a process has started others: an executor that runs Python has."""
    with contextlib.suppress(OSError):
        return any((thread / "children").read_text() for thread in Path(f"/proc/{pid}/task").iterdir())
    return False


@contextlib.contextmanager
def spark(folder: Path, workers: int = 2, cores: int = 1) -> Iterator[Spark]:
    """A Spark standalone cluster on 127.0.0.1."""
    home = Path(pyspark.__file__).parent
    command = [str(home / "bin" / "spark-class"), "org.apache.spark.deploy"]
    port = free_port()
    master = f"spark://127.0.0.1:{port}"
    settings = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    with contextlib.ExitStack() as stack:
        arguments = [command[0], command[1] + ".master.Master", "--host", "127.0.0.1", "--port", str(port)]
        log = folder / "master.log"
        one = stack.enter_context(process([*arguments, "--webui-port", "0"], log, **settings))
        wait_for(port, one, log)
        started = []
        for number in range(workers):
            arguments = [command[0], command[1] + ".worker.Worker", "--host", "127.0.0.1", "--webui-port", "0"]
            arguments += ["--cores", str(cores), "--memory", "2g", "--work-dir", str(folder / f"work{number}"), master]
            started.append(stack.enter_context(process(arguments, folder / f"worker{number}.log", **settings)))
        yield Spark(master, started)


@contextlib.contextmanager
def sail(folder: Path, workers: int = 2) -> Iterator[str]:
    """Sail with its local cluster; gives the address of its Spark Connect server."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "sail"), "spark", "server", "--ip", "127.0.0.1", "--port", str(port)]
    settings = {
        "SAIL_MODE": "local-cluster",
        "SAIL_CLUSTER__WORKER_INITIAL_COUNT": str(workers),
        "SAIL_CLUSTER__WORKER_MAX_COUNT": str(workers),
    }
    log = folder / "sail.log"
    with process(command, log, **settings) as one:
        wait_for(port, one, log)
        yield f"sc://127.0.0.1:{port}"

"""Threads, forks, Ctrl-C."""

import multiprocessing
import signal
import subprocess
import sys
import threading

import incimap
import pytest


def name(place):
    return incimap.geocode({"place": [place]})["incimap_name"].to_pylist()[0]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_process_has_threads_of_its_own():
    assert name("Kabul") == "Kabul"
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(name, ["Moscow", "Aleppo"]).get(timeout=120) == ["Moscow", "Aleppo"]


def test_other_python_threads_run_on():
    counted = threading.Event()
    started = threading.Event()

    def count():
        started.wait()
        counted.set()

    thread = threading.Thread(target=count)
    thread.start()
    seen = []

    def told(*_):
        started.set()
        seen.append(counted.wait(10))

    incimap.geocode({"place": [f"Kabul {number}" for number in range(200_000)]}, progress=told)
    started.set()
    thread.join()
    assert all(seen)


def test_several_python_threads_may_call_at_once():
    found = {}
    places = ["Kabul", "Moscow", "Aleppo"]
    threads = [threading.Thread(target=lambda place=place: found.update({place: name(place)})) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {place: place for place in places}


CALL = """
import incimap
rows = {"place": [f"Kabul street {n} of the town" for n in range(3_000_000)]}
try:
    print("ready", flush=True)
    incimap.geocode(rows)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are different there")
def test_control_c_ends_a_call():
    child = subprocess.Popen([sys.executable, "-c", CALL], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=120)
    assert out == "interrupted\n"
    assert child.returncode == 0

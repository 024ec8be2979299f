from pathlib import Path

import pytest

QUICK = {"resamples": 0, "imputations": 0, "permutations": 0}


@pytest.fixture
def incidents():
    """Incidents with a row of every sort: dated to the day and to the month, worded, with coordinates, not located."""
    return {
        "id": ["a", "b", "c", "d", "e", "f"],
        "date": ["2024-01-03", "2024-03-22", "2024-02", "2024-04-01", "2024-05-05", "2024-06-01"],
        "place": ["Kerman, Iran", "Moscow", "Kabul", "Istanbul, Turkey", "Nowhere at all", "Peshawar, Pakistan"],
        "kind": ["bombing", "attack", "plot", "arrest", "attack", "bombing"],
        "killed": ["94", "145", None, "0", "3", "at least 12"],
    }


@pytest.fixture
def quick():
    return {"by": "month", "origin": "Kabul", "methods": QUICK}


@pytest.fixture(scope="session")
def command():
    """The command line of the same library, where it has been built."""
    path = Path(__file__).parents[2] / "target" / "release" / "incimap"
    if not path.exists():
        pytest.skip("target/release/incimap is not built")
    return path

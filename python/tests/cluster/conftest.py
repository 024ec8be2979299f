"""What the tests of clusters share: this folder's modules, and one Sail for those that need any engine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import engines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

os.environ |= {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session on Sail's local cluster."""
    from pyspark.sql import SparkSession

    with engines.sail(tmp_path_factory.mktemp("sail")) as address:
        session = SparkSession.builder.remote(address).getOrCreate()
        yield session
        session.stop()

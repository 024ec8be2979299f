"""The native half; use the functions of :mod:`incimap`."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import Any

import pyarrow as pa

_Told = Callable[[str, int, int | None], object]

class IncimapError(ValueError):
    """What stops a call, in the words of the command line."""

    path: str | None
    """The file it is about."""
    line: int | None
    """The line in the file, counted from 1."""
    column: str | None
    """The column of the table, or the argument."""
    row: int | None
    """The row of the table in memory, counted from 0."""

class Picture:
    """A map or chart, which a notebook shows inline."""

    @property
    def name(self) -> str:
        """The name: ``reach``."""

    @property
    def title(self) -> str:
        """The title."""

    @property
    def alt(self) -> str:
        """What it shows, in words."""

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in mm."""

    @property
    def svg(self) -> str:
        """The SVG text, its unit one millimetre."""

    def png(self, dpi: float = 150.0) -> bytes:
        """Render a PNG of so many dots an inch."""

    def save(self, path: str | PathLike[str], dpi: float = 300.0) -> None:
        """Write the picture; the ending of the name says how: .svg, .png, .pdf."""

    def _repr_svg_(self) -> str: ...

class Spread:
    """What a run found."""

    def table(self) -> pa.Table: ...
    def incidents(self) -> pa.Table: ...
    def arrivals(self) -> pa.Table: ...
    def rejects_csv(self) -> bytes: ...
    def geojson(self) -> list[tuple[str, str]]: ...
    def picture_names(self) -> tuple[list[str], list[str]]: ...
    def picture(self, name: str) -> Picture | None: ...
    @property
    def summary(self) -> str: ...
    @property
    def rejected(self) -> int: ...
    @property
    def notices(self) -> list[str]: ...
    @property
    def in_memory(self) -> bool: ...
    def to_json(self) -> str: ...
    def write(self, folder: str | PathLike[str], progress: _Told | None) -> int: ...

def set_threads(count: int, /) -> None:
    """Set how many threads work; 0 takes all processors. Results do not depend on it."""

def geocode(
    table: pa.Table, names: dict[str, str | None], wishes: dict[str, Any], progress: _Told | None
) -> pa.Table: ...
def places(texts: pa.Array | pa.ChunkedArray, wishes: dict[str, Any], progress: _Told | None) -> pa.Table: ...
def extract(
    texts: pa.Array | pa.ChunkedArray,
    published: pa.Array | pa.ChunkedArray | None,
    gazetteer_files: Sequence[str | PathLike[str]],
    progress: _Told | None,
) -> pa.Table: ...
def regions(lon: pa.Array | pa.ChunkedArray, lat: pa.Array | pa.ChunkedArray) -> pa.Table: ...
def distance_km(
    from_: Sequence[pa.Array | pa.ChunkedArray], to: Sequence[pa.Array | pa.ChunkedArray], /
) -> pa.Table: ...
def spread(table: pa.Table, name: str, order: str | None, settings: str, progress: _Told | None) -> Spread: ...
def map(  # noqa: A001
    paths: Sequence[str | PathLike[str]], out: str | PathLike[str], settings: str, progress: _Told | None
) -> Spread: ...
def summarise(
    table: pa.Table,
    name: str,
    order: str | None,
    settings: str,
    incidents: bool,
    progress: _Told | None,
) -> bytes: ...
def map_arguments(arguments: Sequence[str]) -> tuple[list[str], str, str]: ...
def merge(states: Sequence[tuple[str, bytes]], name: str) -> Spread: ...

"""Whatever users hold, as something with the Arrow PyCapsule interface.

Comes in: tables and columns of any library. Goes out: objects with ``__arrow_c_stream__`` or ``__arrow_c_array__``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import pyarrow as pa

from incimap._incimap import IncimapError

Table: TypeAlias = Any
"""A table: anything with ``__arrow_c_stream__`` (pyarrow, polars, DuckDB, pandas, GeoPandas), a mapping of columns or a
sequence of mappings."""

Column: TypeAlias = Any
"""A column: an Arrow array, a series, a numpy array, a list."""

Told: TypeAlias = Callable[[str, int, "int | None"], object]
"""Called with what is being done, how many steps are done and of how many, several times a second."""


def table_of(table: Table) -> pa.Table:
    """Take a table as ``pyarrow.Table``, without a copy where it is Arrow already."""
    try:
        return _table_of(table)
    except (pa.ArrowException, TypeError, OverflowError, AttributeError, UnicodeError) as error:
        message = f"the table cannot be taken as Arrow: {error}"
        raise IncimapError(message) from error


def _table_of(table: Table) -> pa.Table:
    if isinstance(table, pa.Table):
        return table
    if isinstance(table, pa.RecordBatch):
        return pa.Table.from_batches([table])
    if isinstance(table, Mapping):
        return pa.table({str(name): column_of(str(name), column) for name, column in table.items()})
    if isinstance(table, (list, tuple)):
        return _rows(table)
    if hasattr(table, "geometry") and hasattr(table, "to_arrow"):
        return pa.table(_in_degrees(table).to_arrow(index=False))
    if hasattr(table, "__dataframe__") and hasattr(table, "iloc"):
        columns = [(str(name), column_of(str(name), column)) for name, column in table.items()]
        return pa.Table.from_arrays([column for _, column in columns], names=[name for name, _ in columns])
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return pa.table(table)
    message = (
        f"a {type(table).__name__} is no table: give one of pyarrow, polars, DuckDB or pandas, or a dict of columns"
    )
    raise IncimapError(message)


def _rows(rows: Sequence[Any]) -> pa.Table:
    if rows and all(isinstance(row, pa.RecordBatch) for row in rows):
        return pa.Table.from_batches(rows)
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            message = f"row {number}: a {type(row).__name__} is no row: give mappings of names to values"
            raise _located(message, row=number)
    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    return pa.table({name: column_of(name, [row.get(name) for row in rows]) for name in names})


def _in_degrees(frame: Table) -> Table:
    return frame if frame.crs is None or frame.crs.to_epsg() == 4326 else frame.to_crs(4326)


def column_of(name: str, column: Column) -> pa.Array | pa.ChunkedArray:
    """Take a column as an Arrow array; the fault names the column and the row."""
    if isinstance(column, (pa.Array, pa.ChunkedArray)):
        return column
    if isinstance(column, (str, bytes)) or not _is_column(column):
        message = f"column {name}: a {type(column).__name__} is no column: give a list or an array"
        raise _located(message, column=name)
    try:
        return _array(column)
    except (pa.ArrowException, TypeError, ValueError, OverflowError, UnicodeError) as error:
        row = None if _is_arrow(column) else _first_fault(column)
        at = "" if row is None else f", row {row}"
        message = f"column {name}{at}: {error}"
        raise _located(message, column=name, row=row) from error


def _array(column: Column) -> pa.Array | pa.ChunkedArray:
    if hasattr(column, "__arrow_c_stream__"):
        return pa.chunked_array(column)
    if _is_arrow(column):
        return pa.array(column)
    if hasattr(column, "to_numpy") or hasattr(column, "dtype"):
        return pa.array(column)
    return pa.array(list(column))


def _is_arrow(column: Column) -> bool:
    return hasattr(column, "__arrow_c_stream__") or hasattr(column, "__arrow_c_array__")


def _is_column(column: Column) -> bool:
    return _is_arrow(column) or (isinstance(column, Iterable) and not isinstance(column, Mapping))


def _first_fault(column: Column) -> int | None:
    """Find the first row whose value does not go with those before it."""
    values, low, high = list(column), 0, len(column)
    while low < high:
        middle = (low + high) // 2
        try:
            pa.array(values[: middle + 1])
            low = middle + 1
        except (pa.ArrowException, TypeError, ValueError, OverflowError, UnicodeError):
            high = middle
    return low if low < len(values) else None


def _located(message: str, *, column: str | None = None, row: int | None = None) -> IncimapError:
    error = IncimapError(message)
    error.path, error.line, error.column, error.row = None, None, column, row
    return error

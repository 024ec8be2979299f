"""incimap on Spark and on Sail: data frames in, data frames out, or the figures of all rows on the driver.

Comes in: a ``pyspark.sql.DataFrame`` of a classic session or of Spark Connect (Spark, Databricks, Sail). Goes out: the
data frame with columns added, one of incidents, or a :class:`incimap.Spread`. The engine reads, shuffles, and does
again what a lost worker had; the functions of this package run inside its workers, Arrow batches in and out.

The package has to be installed on every worker. Nothing of it starts, or stops, a session.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import incimap
from incimap import _incimap
from incimap._incimap import IncimapError
from incimap._spread import in_order, settings_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyspark.sql import DataFrame

PIECE_BYTES = 1 << 20
"""A summary comes to the driver in pieces of this size: workers of Sail send no message above 4 MB."""

_PIECES = pa.schema(
    [("summary", pa.string()), ("piece", pa.int32()), ("pieces", pa.int32()), ("bytes", pa.binary())],
)
_PIECES_SQL = "summary string, piece int, pieces int, bytes binary"

_PLACED_SQL = (
    "incimap_lat double, incimap_lon double, incimap_radius_km double, incimap_precision string, "
    "incimap_confidence double, incimap_geonameid bigint, incimap_gazetteer_id string, incimap_name string, "
    "incimap_country string, incimap_match string, incimap_why string, incimap_runners_up string"
)
_REGION_COLUMNS = ("country", "country_name", "admin1", "subregion", "region", "basis")


def locate(
    df: DataFrame,
    place: str | None = None,
    admin1: str | None = None,
    admin2: str | None = None,
    country: str | None = None,
    *,
    gazetteer: Sequence[str] = (),
    **more: Any,  # noqa: ANN401
) -> DataFrame:
    """Add the twelve columns of :func:`incimap.geocode`; each row stands for itself, so partitions do not matter.

    Args:
        df: any data frame with a column of places.
        place: the column with the place; ``place`` if not given.
        admin1: the column with the first administrative level.
        admin2: the column with the second administrative level.
        country: the column with the country, or countries in which the rows are likelier to lie.
        gazetteer: files on top of the built-in gazetteer: paths that every worker has, or names of files sent with
            ``addFile`` (classic) or ``addArtifacts(..., file=True)`` (Connect). An index made by
            ``incimap gazetteer build`` is mapped into memory, once for all workers of a machine.
        more: ``near``, ``min_confidence``, ``lon``, ``lat``, as for :func:`incimap.geocode`.

    """

    def placed(rows: pa.Table) -> pa.Table:
        files = [_on_worker(file) for file in gazetteer]
        return incimap.geocode(rows, place, admin1, admin2, country, gazetteer=files, together=False, **more)

    return _with_columns(df, placed, _PLACED_SQL)


def with_regions(df: DataFrame, lon: str = "lon", lat: str = "lat", *, prefix: str = "incimap_") -> DataFrame:
    """Add country, admin-1 unit and UN regions of points in WGS84 degrees, as :func:`incimap.regions` finds them.

    Args:
        df: any data frame with two columns of degrees.
        lon: the column with the longitude.
        lat: the column with the latitude.
        prefix: what the names of the six added columns begin with.

    """

    def found(rows: pa.Table) -> pa.Table:
        regions = incimap.regions(rows[lon].cast(pa.float64()), rows[lat].cast(pa.float64()))
        for name in _REGION_COLUMNS:
            rows = rows.append_column(prefix + name, regions[name])
        return rows

    return _with_columns(df, found, ", ".join(f"`{prefix}{name}` string" for name in _REGION_COLUMNS))


def extract(
    df: DataFrame,
    text: str = "text",
    published: str | None = None,
    document: str | None = None,
    *,
    gazetteer: Sequence[str] = (),
) -> DataFrame:
    """Take incidents out of news articles: one row an incident of an article, as :func:`incimap.extract` gives them.

    One incident told in two articles is two rows; :func:`spread` makes rows with one ``id`` one incident.

    Args:
        df: articles, one a row.
        text: the column with the text.
        published: the column with the day of publication, or a day for all.
        document: a column to name the article by, which comes first in the result; without it ``document`` is the
            number of the article within a batch, which says little.
        gazetteer: as for :func:`locate`.

    """
    schema = _signed(incimap.extract([""])).schema
    days_in_column = published is not None and published in df.columns

    def extracted(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            if batch.num_rows == 0:
                continue
            days = batch.column(published).cast(pa.string()) if days_in_column else published
            files = [_on_worker(file) for file in gazetteer]
            found = incimap.extract(batch.column(text), days, gazetteer=files)
            if document is not None:
                names = (
                    batch.column(document).cast(pa.string()).take(found["document"].combine_chunks().cast(pa.int64()))
                )
                found = found.set_column(found.schema.get_field_index("document"), "document", names)
            yield from _signed(found).to_batches()

    if document is not None:
        schema = schema.set(schema.get_field_index("document"), pa.field("document", pa.string()))
    return df.mapInArrow(extracted, _sql(schema))


def spread(
    df: DataFrame,
    *,
    origin: str | None = None,
    by: str | None = None,
    order: str | None = None,
    incidents: bool = True,
    name: str = "table",
    **settings: Any,  # noqa: ANN401
) -> incimap.Spread:
    """Measure how the incidents of all rows spread: to the byte what :func:`incimap.spread` finds in one process.

    Each partition is read, placed and summarised where it lies; summaries come to the driver and merge exactly. Rows
    with an ``id`` are shuffled by it first, for the claims of one incident belong together.

    Args:
        df: incidents, with the columns that :func:`incimap.spread` takes.
        origin: what distances are measured from: a place, ``"LON,LAT"`` in degrees, or ``"first"``.
        by: the length of a period: ``day``, ``week``, ``month``, ``quarter``, ``year``.
        order: a column of whole numbers that tells each row's place in the whole table, from 0; it is what messages
            and tables number rows by and what incidents are in the order of. Without it rows are numbered within their
            partition, and the tables of incidents hang on the partitions.
        incidents: bring the incidents themselves to the driver, some hundred bytes each: for their layers, tables, maps
            and the page. Without them some fifty bytes each, for the figures and what rests on them.
        name: the name of the table in messages, source lines and the record of the run.
        settings: as for :func:`incimap.spread`.

    Raises:
        IncimapError: no row can be used, or a setting is not understood.

    """
    return spread_of(
        df, name, settings_json({"origin": origin, "by": by, **settings}), order=order, incidents=incidents
    )


def spread_of(
    df: DataFrame, name: str, settings: str, *, order: str | None = None, incidents: bool = True
) -> incimap.Spread:
    """Do what :func:`spread` does with settings as JSON, as the native half takes them."""
    names = {column.lower(): column for column in df.columns}
    if "id" in names:
        df = df.repartition(names["id"])
    states = _whole(df.mapInArrow(_summaries(name, order, settings, incidents=incidents), _PIECES_SQL).collect())
    if not states:
        message = f"{name}: there are no rows"
        raise IncimapError(message)
    return incimap.merge(states, name=name)


def _summaries(
    name: str, order: str | None, settings: str, *, incidents: bool
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Tell what summarises a partition, in pieces."""

    def summarised(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = [batch for batch in batches if batch.num_rows]
        if not rows:
            return
        table = in_order(pa.Table.from_batches(rows), order)
        state = _incimap.summarise(table, name, order, settings, incidents, None)
        key = hashlib.sha256(state).hexdigest()
        pieces = -(-len(state) // PIECE_BYTES)
        for piece in range(pieces):
            part = state[piece * PIECE_BYTES : (piece + 1) * PIECE_BYTES]
            columns = {"summary": [key], "piece": [piece], "pieces": [pieces], "bytes": [part]}
            yield pa.RecordBatch.from_pydict(columns, schema=_PIECES)

    return summarised


def _whole(pieces: Iterable[Any]) -> list[bytes]:
    """Put the pieces of summaries together; two partitions of the same rows give the same pieces twice."""
    parts: dict[str, dict[int, bytes]] = defaultdict(dict)
    times: Counter[tuple[str, int]] = Counter()
    wanted: dict[str, int] = {}
    for row in pieces:
        parts[row.summary][row.piece] = bytes(row.bytes)
        times[row.summary, row.piece] += 1
        wanted[row.summary] = row.pieces
    states = []
    for key in sorted(parts):
        counts = {times[key, piece] for piece in range(wanted[key])}
        if len(counts) != 1 or 0 in counts:
            message = f"the summary {key} came to the driver in part: run it again"
            raise IncimapError(message)
        state = b"".join(parts[key][piece] for piece in range(wanted[key]))
        states.extend([state] * counts.pop())
    return states


def _with_columns(df: DataFrame, function: Callable[[pa.Table], pa.Table], columns: str) -> DataFrame:
    """Add columns to each batch."""

    def mapped(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            if batch.num_rows:
                yield from _signed(function(pa.Table.from_batches([batch]))).to_batches()

    fields = ", ".join(f"`{field.name}` {field.dataType.simpleString()}" for field in df.schema.fields)
    return df.mapInArrow(mapped, f"{fields}, {columns}")


def _signed(table: pa.Table) -> pa.Table:
    """Widen unsigned numbers, which engines do not have."""
    wider = {pa.uint32(): pa.int64(), pa.uint64(): pa.int64()}
    return table.cast(pa.schema([field.with_type(wider.get(field.type, field.type)) for field in table.schema]))


def _sql(schema: pa.Schema) -> str:
    """Name the columns of an Arrow schema in the engine's words."""
    words = {pa.int64(): "bigint", pa.int32(): "int", pa.float64(): "double", pa.string(): "string"}
    words |= {pa.bool_(): "boolean", pa.date32(): "date"}
    return ", ".join(f"`{field.name}` {words.get(field.type, 'string')}" for field in schema)


def _on_worker(file: str) -> str:
    """Find a file on a worker: at its path, or among those that the session sent."""
    if Path(file).exists():
        return file
    from pyspark import SparkFiles

    sent = Path(SparkFiles.get(Path(file).name))
    return str(sent) if sent.exists() else file

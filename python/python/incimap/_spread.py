"""How incidents spread: a table, or files, to figures, layers, pictures and a folder."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow.compute
import pyarrow.csv

from incimap import _incimap
from incimap._arrow import Table, Told, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    import pyarrow as pa

Chart: TypeAlias = _incimap.Picture


class Spread:
    """What a run found: figures, layers, pictures, tables, and the folder with all of them."""

    def __init__(self, found: _incimap.Spread) -> None:
        """Hold what the native half found; made by :func:`spread`, :func:`map` and :func:`merge`."""
        self._found = found

    @property
    def summary(self) -> str:
        """What was read, located and left out, and the headlines, as text."""
        return self._found.summary

    @property
    def rejected(self) -> int:
        """How many rows could not be used; :meth:`rejects` has them."""
        return self._found.rejected

    @property
    def notices(self) -> list[str]:
        """What a reader should know of the reading."""
        return self._found.notices

    def table(self) -> pa.Table:
        """Every figure, one a row: scope, period, statistic, value, unit, 95 % interval, n, left out, method, note."""
        return self._found.table()

    def incidents(self) -> pa.Table:
        """Every incident with its point (degrees), radius in km, confidence, reasons, country and distance in km."""
        return self._found.incidents()

    def arrivals(self) -> pa.Table:
        """First and last arrival by country, subregion and admin-1 unit."""
        return self._found.arrivals()

    def rejects(self) -> pa.Table:
        """Rows that could not be used: input, line, column, value, why; of a table in memory the row, from 0."""
        text = dict.fromkeys(("input", "column", "value", "why"), "string")
        options = pyarrow.csv.ConvertOptions(column_types={**text, "line": "int64"}, strings_can_be_null=True)
        parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
        csv = io.BytesIO(self._found.rejects_csv())
        rejects = pyarrow.csv.read_csv(csv, convert_options=options, parse_options=parse)
        if not self._found.in_memory:
            return rejects
        return rejects.set_column(1, "row", pyarrow.compute.subtract(rejects["line"], 1))

    def layers(self) -> dict[str, Any]:
        """Layers by name, in WGS84 degrees: GeoDataFrames where geopandas is installed, else GeoJSON as dicts."""
        texts = dict(self._found.geojson())
        try:
            import geopandas
        except ImportError:
            return self.geojson()
        features = {name: json.loads(text)["features"] for name, text in texts.items()}
        frames = geopandas.GeoDataFrame.from_features
        return {name: frames(rows, crs=4326) for name, rows in features.items()}

    def geojson(self) -> dict[str, dict[str, Any]]:
        """Layers by name, each a GeoJSON ``FeatureCollection`` as dict."""
        return {name: json.loads(text) for name, text in self._found.geojson()}

    def to_dict(self) -> dict[str, Any]:
        """All figures with their parameters, as in ``spread.json``."""
        return json.loads(self._found.to_json())

    @property
    def charts(self) -> list[str]:
        """The names of the maps and charts that there is something to show of."""
        return self._found.picture_names()[0]

    def chart(self, name: str) -> Chart:
        """Draw a map or chart, which a notebook shows inline.

        Raises:
            IncimapError: there is no such picture, or nothing to show in it.

        """
        picture = self._found.picture(name)
        if picture is None:
            names, empty = self._found.picture_names()
            why = "there is nothing to show in it" if name in empty else f"the pictures are {', '.join(names)}"
            message = f'unknown picture "{name}": {why}'
            raise _incimap.IncimapError(message)
        return picture

    def write(self, folder: str | PathLike[str], *, progress: Told | None = None) -> int:
        """Write layers, pictures, tables and the page into a folder, whole or not at all; tell how many files."""
        return self._found.write(folder, progress)

    def __repr__(self) -> str:
        """Show how many incidents there are."""
        return repr(self._found)


def spread(
    table: Table,
    *,
    origin: str | None = None,
    by: str | None = None,
    order: str | None = None,
    name: str = "table",
    progress: Told | None = None,
    **settings: Any,  # noqa: ANN401
) -> Spread:
    """Measure how the incidents of a table spread, as ``incimap map`` does of a file with the same columns.

    The columns are those of a CSV: ``date``, ``place`` (or ``lon`` and ``lat`` in degrees, or a geometry), ``id``,
    ``country``, ``kind``, ``killed`` and so on. Rows that cannot be used are in :meth:`Spread.rejects`.

    Args:
        table: a table of any library with the Arrow interface, a mapping of columns, or a sequence of mappings.
        origin: what distances are measured from: a place, ``"LON,LAT"`` in degrees, or ``"first"``.
        by: the length of a period: ``day``, ``week``, ``month``, ``quarter``, ``year``.
        order: a column of whole numbers from 0 on, each once, that the rows are taken in the order of and named by.
        name: the name of the table in messages, source lines and the record of the run.
        progress: called with what is being done, how many steps are done, and of how many if known.
        settings: what else incimap.toml may set, with ``_`` for ``-``: ``home=["AF"]``, ``kind=["bombing"]``,
            ``columns={"place": "Ort"}``, ``strict=True``, ``methods={"seed": 7}`` ...

    Raises:
        IncimapError: no row can be used, or a setting is not understood; with ``strict``, at the first bad row.

    Example:
        >>> import incimap
        >>> rows = {"date": ["2024-01-03", "2024-03-22"], "place": ["Kerman, Iran", "Moscow"], "killed": [94, 145]}
        >>> found = incimap.spread(rows, origin="Kabul", by="month", methods={"resamples": 0})
        >>> found
        <Spread of 2 incidents, 2 located>
        >>> found.incidents()["country"].to_pylist()
        ['IR', 'RU']

    """
    settings = {"origin": origin, "by": by, **settings}
    return Spread(_incimap.spread(in_order(table_of(table), order), name, order, settings_json(settings), progress))


def map(  # noqa: A001
    paths: str | PathLike[str] | Sequence[str | PathLike[str]],
    out: str | PathLike[str],
    *,
    progress: Told | None = None,
    **settings: Any,  # noqa: ANN401
) -> Spread:
    """Map files of incidents or articles into a folder, as ``incimap map`` does; an empty list maps the built-in ones.

    Args:
        paths: tables, GeoJSON points, news articles, or folders of them.
        out: the folder to write, whole or not at all.
        progress: called with what is being done, how many steps are done, and of how many if known.
        settings: what incimap.toml may set, with ``_`` for ``-``: ``origin="Kabul"``, ``by="month"``, ``dpi=150`` ...

    Raises:
        IncimapError: a file cannot be read, or a setting is not understood; ``path`` and ``line`` say where.

    """
    inputs = [paths] if isinstance(paths, str) or hasattr(paths, "__fspath__") else list(paths)
    return Spread(_incimap.map(inputs, out, settings_json(settings), progress))


def summarise(
    batches: Table,
    *,
    order: str | None = None,
    incidents: bool = False,
    name: str = "table",
    progress: Told | None = None,
    **settings: Any,  # noqa: ANN401
) -> bytes:
    """Summarise a part of the incidents; :func:`merge` puts the parts together to the figures of one run over all.

    All rows with one id belong into one part; ids should be given; the settings and the name must be the same in all
    parts. See docs/scale.md.

    Args:
        batches: a table, or a list of record batches.
        order: a column of whole numbers, each once: the place of each row in the whole table, from 0.
        incidents: keep the incidents themselves too, so that the merged parts make all that one run makes.
        name: the name of the whole table.
        progress: called with what is being done, and how many steps are done.
        settings: as for :func:`spread`.

    Raises:
        IncimapError: as :func:`spread`.

    """
    table = in_order(table_of(batches), order)
    return _incimap.summarise(table, name, order, settings_json(settings), incidents, progress)


def merge(states: Iterable[bytes], *, name: str = "table") -> Spread:
    """Merge the summaries of parts, in any order: the result is that of one run over all rows.

    Args:
        states: what :func:`summarise` or ``incimap summarise`` gave of each part.
        name: the name of the whole table, for messages.

    Raises:
        IncimapError: a summary is damaged, or they were made with different settings.

    Example:
        >>> import incimap
        >>> part = {"id": ["a"], "date": ["2024-01-03"], "place": ["Kerman, Iran"]}
        >>> other = {"id": ["b"], "date": ["2024-03-22"], "place": ["Moscow"]}
        >>> parts = [incimap.summarise(rows, by="month", methods={"resamples": 0}) for rows in (part, other)]
        >>> incimap.merge(parts)
        <Spread of 2 incidents, 2 located>

    """
    return Spread(_incimap.merge([(f"part {number}", state) for number, state in enumerate(states)], name))


def in_order(table: pa.Table, order: str | None) -> pa.Table:
    """Sort the rows by the numbers of a column, where they are not in that order."""
    if order is None or order not in table.column_names:
        return table
    numbers = table[order]
    rises = pyarrow.compute.all(pyarrow.compute.less(numbers[:-1], numbers[1:])).as_py() if table.num_rows > 1 else True
    return table if rises else table.sort_by(order)


def settings_json(settings: dict[str, Any]) -> str:
    """Write settings as the native half takes them: the keys of incimap.toml, as JSON."""

    def key(name: str) -> str:
        return name.replace("_", "-")

    def value(given: Any) -> Any:  # noqa: ANN401
        return {key(name): inner for name, inner in given.items()} if isinstance(given, dict) else given

    known = {key(name): value(given) for name, given in settings.items() if given is not None}
    if "columns" in known:
        known["columns"] = settings["columns"]
    return json.dumps(known, default=str)

"""Tables of other libraries go in as they are."""

import incimap
import pyarrow as pa
import pytest

ROWS = {"place": ["Kabul", "Moscow", None], "date": ["2024-01-01", "2024-02-01", "2024-03-01"]}
NAMES = ["Kabul", "Moscow", None]


def names(table):
    return incimap.geocode(table)["incimap_name"].to_pylist()


def test_pyarrow_tables_batches_and_mappings():
    table = pa.table(ROWS)
    batches = table.to_batches(max_chunksize=1)
    rows = table.to_pylist()
    for given in (ROWS, table, table.to_batches()[0], batches, pa.Table.from_batches(batches), rows):
        assert names(given) == NAMES
    assert names(pa.RecordBatchReader.from_batches(table.schema, batches)) == NAMES


def test_texts_of_every_kind_of_arrow():
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())):
        assert names({"place": pa.array(NAMES).cast(kind)}) == NAMES


def test_polars():
    polars = pytest.importorskip("polars")
    assert names(polars.DataFrame(ROWS)) == NAMES
    assert incimap.places(polars.Series(["in Kabul"]))["name"].to_pylist() == ["Kabul"]
    assert polars.from_arrow(incimap.geocode(polars.DataFrame(ROWS))).shape == (3, 14)


def test_duckdb():
    duckdb = pytest.importorskip("duckdb")
    assert names(duckdb.sql("select 'Kabul' as place union all select 'Moscow' order by 1")) == NAMES[:2]


def test_pandas():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(ROWS, index=[7, 8, 9])
    frame["date"] = pandas.to_datetime(frame["date"])
    assert names(frame) == NAMES
    assert incimap.regions(pandas.Series([69.2]), pandas.Series([34.5]))["country"].to_pylist() == ["AF"]
    assert len(incimap.spread(frame, methods={"resamples": 0}).incidents()) == 3


def test_numpy():
    numpy = pytest.importorskip("numpy")
    assert incimap.distance_km(numpy.zeros(3), numpy.zeros(3), 0, 0).to_pylist() == [0, 0, 0]


def test_geometries_say_where():
    frames = pytest.importorskip("geopandas")
    points = frames.points_from_xy([69.2, 37.6], [34.5, 55.75], crs=4326)
    frame = frames.GeoDataFrame({"date": ["2024-01-01", "2024-02-01"]}, geometry=points)
    for given in (frame, frame.to_crs(3857), frame.to_arrow()):
        found = incimap.spread(given, methods={"resamples": 0}).incidents()
        assert [round(lon, 3) for lon in found["lon"].to_pylist()] == [69.2, 37.6]
    with pytest.raises(incimap.IncimapError, match="EPSG:3857: give longitude and latitude"):
        incimap.spread(frame.to_crs(3857).to_arrow())
    discs = frame.set_geometry(frame.buffer(1))
    with pytest.raises(incimap.IncimapError, match="Polygon. is no point"):
        incimap.spread(discs)

"""Nothing that Python can hand over ends the interpreter: it is used, or told with column and row."""

import datetime
import decimal

import incimap
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

QUICK = {"methods": {"resamples": 0, "imputations": 0, "permutations": 0}}

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(max_size=8),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
    st.sampled_from(["Kabul", "2024-03-22", "69.2", "34.5", "\x00", "\ud800", "a\nb", '"', object()]),
)
TYPES = st.sampled_from(
    [
        pa.null(),
        pa.bool_(),
        pa.int8(),
        pa.uint64(),
        pa.float16(),
        pa.float32(),
        pa.float64(),
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.binary(3),
        pa.date32(),
        pa.date64(),
        pa.timestamp("s"),
        pa.timestamp("ns", tz="Asia/Kabul"),
        pa.time64("us"),
        pa.duration("ms"),
        pa.decimal128(20, 3),
        pa.month_day_nano_interval(),
        pa.list_(pa.string()),
        pa.struct([("a", pa.int8())]),
        pa.map_(pa.string(), pa.int8()),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.int8(), pa.float64()),
        pa.run_end_encoded(pa.int32(), pa.string()),
    ]
)
NAMES = st.sampled_from(["place", "date", "lon", "lat", "id", "country", "killed", "kind", "geometry", "x", "", "ü"])


@st.composite
def arrays(draw):
    kind, cells = draw(TYPES), draw(st.lists(CELLS, max_size=5))
    if pa.types.is_run_end_encoded(kind):
        return pa.RunEndEncodedArray.from_arrays(pa.array([1, 3], pa.int32()), pa.array(["Kabul", None]))
    fitting = []
    for cell in cells:
        try:
            pa.array([cell], kind)
        except (pa.ArrowException, TypeError, ValueError, OverflowError, UnicodeError, decimal.InvalidOperation):
            fitting.append(None)
        else:
            fitting.append(cell)
    try:
        return pa.array(fitting, kind)
    except pa.ArrowException:
        return pa.array([None] * len(fitting), kind)


COLUMNS = st.one_of(arrays(), st.lists(CELLS, max_size=5), st.sampled_from([None, 3, "text", b"x", {}, object()]))
TABLES = st.one_of(
    st.dictionaries(NAMES, COLUMNS, max_size=5),
    st.lists(st.dictionaries(NAMES, CELLS, max_size=3), max_size=3),
    CELLS,
)
# The same examples in each run: what passed here passes there.
MANY = settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def used_or_told(call, *arguments, **named):
    """Call; an answer is right, and so is an error in words."""
    try:
        return call(*arguments, **named)
    except incimap.IncimapError as error:
        assert str(error)
        assert isinstance(error.column, (str, type(None)))
        assert isinstance(error.row, (int, type(None)))
        return None


@MANY
@given(TABLES)
def test_any_table_is_geocoded_or_told(table):
    used_or_told(incimap.geocode, table)
    used_or_told(incimap.geocode, table, place="place", country="country", lon="lon", lat="lat")


@MANY
@given(TABLES)
def test_any_table_is_measured_or_told(table):
    found = used_or_told(incimap.spread, table, **QUICK)
    if found is not None:
        assert found.incidents().num_rows + found.rejects().num_rows > 0
    state = used_or_told(incimap.summarise, table, **QUICK)
    if state is not None:
        # A part may have no usable row; a whole may not.
        merged = used_or_told(incimap.merge, [state])
        assert (merged is None) == (found is None)


@MANY
@given(COLUMNS, COLUMNS)
def test_any_columns_are_points_or_told(lon, lat):
    used_or_told(incimap.regions, lon, lat)
    used_or_told(incimap.distance_km, lon, lat, lat, lon)


@MANY
@given(COLUMNS, st.one_of(st.none(), COLUMNS))
def test_any_texts_are_read_or_told(texts, published):
    used_or_told(incimap.places, texts)
    used_or_told(incimap.extract, texts, published)


@MANY
@given(st.binary(max_size=200))
def test_any_bytes_are_no_state(state):
    with pytest.raises(incimap.IncimapError):
        incimap.merge([state])


@MANY
@given(st.dictionaries(st.sampled_from(["by", "home", "origin", "methods", "columns", "kind", "dpi", "x"]), CELLS))
def test_any_settings_are_used_or_told(named):
    used_or_told(incimap.spread, {"place": ["Kabul"], "date": ["2024"]}, **named)


def test_bytes_that_are_no_text_are_told():
    broken = pa.StringArray.from_buffers(2, pa.py_buffer(b"\0\0\0\0\2\0\0\0\4\0\0\0"), pa.py_buffer(b"ok\xff\xfe"))
    with pytest.raises(incimap.IncimapError, match="column place: the Arrow data is broken") as caught:
        incimap.geocode(pa.table({"place": broken}))
    assert caught.value.column == "place"
    with pytest.raises(incimap.IncimapError, match="column texts: the Arrow data is broken"):
        incimap.places(broken)


def test_a_text_of_ten_megabytes_is_used_or_told():
    long = "Kabul " * 1_700_000
    assert incimap.geocode({"place": [long, "Kabul"]})["incimap_name"].to_pylist()[1] == "Kabul"
    found = incimap.spread({"place": [long, "Kabul"], "date": ["2024-01-01", "2024-01-02"]}, **QUICK)
    assert found.incidents().num_rows + found.rejects().num_rows == 2
    # Two such cells are more than a row may have.
    wide = {"place": [long, "Kabul"], "summary": [long, ""], "date": ["2024-01-01", "2024-01-02"]}
    rejects = incimap.spread(wide, **QUICK).rejects().to_pylist()
    assert [row["row"] for row in rejects] == [0]


def test_empty_tables_are_told_or_stay_empty():
    with pytest.raises(incimap.IncimapError, match="table: there are no rows under the column names"):
        incimap.spread({"place": [], "date": []})
    with pytest.raises(incimap.IncimapError, match="no column for the place or the date"):
        incimap.spread({})
    assert incimap.geocode({"place": []}).num_rows == 0
    with pytest.raises(incimap.IncimapError, match='unknown column "place"'):
        incimap.geocode({})


def test_columns_of_different_lengths_and_types_are_named():
    with pytest.raises(incimap.IncimapError):
        incimap.geocode({"place": ["a", "b"], "x": [1]})
    with pytest.raises(incimap.IncimapError, match="column killed, row 2") as caught:
        incimap.spread({"place": ["a"] * 3, "date": ["2024"] * 3, "killed": [1, 2, object()]})
    assert (caught.value.column, caught.value.row) == ("killed", 2)
    with pytest.raises(incimap.IncimapError, match="column date: is of type") as caught:
        incimap.spread({"place": ["Kabul"], "date": [{"year": 2024}]})
    assert caught.value.column == "date"
    with pytest.raises(incimap.IncimapError, match="an int is no table|a int is no table"):
        incimap.geocode(3)


def test_a_column_of_no_use_may_be_of_any_type():
    rows = {"place": ["Kabul"], "date": ["2024"], "extra": [[1, 2]]}
    found = incimap.spread(rows, **QUICK)
    assert found.incidents().num_rows == 1
    assert any("extra" in notice for notice in found.notices)


def test_times_beyond_the_calendar_are_told():
    used_or_told(incimap.spread, {"place": ["Kabul"], "date": pa.array([2**62], pa.timestamp("s"))}, **QUICK)
    used_or_told(incimap.spread, {"place": ["Kabul"], "date": pa.array([2**31 - 1], pa.date32())}, **QUICK)
    assert datetime.date.max

import incimap
import pyarrow as pa
import pytest


def test_points_lie_in_countries_and_the_sea_in_none():
    found = incimap.regions([69.2, -30.0, None], [34.5, 0.0, 1.0]).to_pylist()
    assert found[0] == {
        "country": "AF",
        "country_name": "Afghanistan",
        "admin1": "Kabul",
        "subregion": "Southern Asia",
        "region": "Asia",
        "basis": "polygon",
    }
    assert set(found[1].values()) == set(found[2].values()) == {None}


def test_distances_are_geodesics_and_numbers_count_for_all_rows():
    assert incimap.distance_km(0, 0, 1, 0) == pytest.approx(111.31949, abs=1e-5)
    assert incimap.distance_km(0, 0, 179.9999, 0.0001) == pytest.approx(20003.9, abs=1)
    assert incimap.distance_km([0, None], [0, 0], 0, 1).to_pylist()[1] is None
    assert incimap.distance_km(0, 0, pa.array([]), pa.array([])).to_pylist() == []


@pytest.mark.parametrize(
    ("lon", "lat", "column", "row"),
    [
        ([1, 181], [0, 0], "lon", 1),
        ([1, 2, 3], [0, 0, -90.5], "lat", 2),
        ([float("nan")], [0.0], "lon", 0),
        ([0.0], [float("inf")], "lat", 0),
        ([1, 2], [1], "lat", None),
        (["a"], [1], "lon", None),
        ([1, "a"], [1, 2], "lon", 1),
        ([b"x"], [1], "lon", None),
        ([[1]], [1], "lon", None),
        ("69", [1], "lon", None),
        (None, [1], "lon", None),
    ],
)
def test_a_value_that_is_no_degree_is_told_with_column_and_row(lon, lat, column, row):
    with pytest.raises(incimap.IncimapError, match=column) as caught:
        incimap.regions(lon, lat)
    assert (caught.value.column, caught.value.row) == (column, row)
    with pytest.raises(incimap.IncimapError):
        incimap.distance_km(lon, lat, 0, 0)

import csv
import subprocess

import incimap
import pyarrow as pa
import pytest

ROWS = {
    "n": [1, 2, 3, 4],
    "place": ["Kabul", "Springfield, Illinois", "no such place whatever", None],
    "country": ["AF", "US", "", "FR"],
}
ADDED = [
    "lat",
    "lon",
    "radius_km",
    "precision",
    "confidence",
    "geonameid",
    "gazetteer_id",
    "name",
    "country",
    "match",
    "why",
    "runners_up",
]


def test_a_table_keeps_its_rows_and_columns_and_gains_twelve():
    found = incimap.geocode(ROWS, country="country")
    assert found.column_names == ["n", "place", "country", *("incimap_" + name for name in ADDED)]
    assert found["n"].to_pylist() == [1, 2, 3, 4]
    assert found["incimap_name"].to_pylist()[:3] == ["Kabul", "Springfield", None]
    assert found["incimap_precision"].to_pylist()[2] == "not_found"
    assert found.schema.field("incimap_lat").type == pa.float64()


def test_the_answers_are_those_of_the_command_line(tmp_path, command):
    path = tmp_path / "places.csv"
    names = ["Kabul", "Herat", "Paris", "London", "Tripoli", "Mosul", "near Raqqa", "Springfield", "34.5", "x" * 300]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["place"], *([name] for name in names)])
    out = tmp_path / "out.csv"
    subprocess.run([command, "geocode", path, "-o", out], check=False, capture_output=True)
    with out.open() as file:
        told = list(csv.DictReader(file))
    found = incimap.geocode({"place": names}).to_pylist()
    assert len(told) == len(found) == len(names)
    for ours, theirs in zip(found, told, strict=True):
        for name, text in theirs.items():
            value = ours[name]
            if isinstance(value, float):
                assert value == float(text), name
            else:
                assert ("" if value is None else str(value)) == text, name


def test_columns_that_are_not_there_are_told_with_those_that_are():
    with pytest.raises(incimap.IncimapError, match='unknown column "Ort": the table has n, place, country'):
        incimap.geocode(ROWS, place="Ort")


def test_a_table_that_was_geocoded_already_is_refused():
    with pytest.raises(incimap.IncimapError, match="has a column incimap_lat already"):
        incimap.geocode(incimap.geocode(ROWS))


def test_a_country_that_is_no_column_is_where_rows_are_likelier():
    found = incimap.geocode({"place": ["Tripoli"]}, country="Lebanon")
    assert found["incimap_country"].to_pylist() == ["LB"]


def test_coordinates_are_kept_and_those_that_cannot_be_used_are_noted():
    rows = {"place": ["here", "Kabul"], "x": [69.2, 999.0], "y": [34.5, 34.5]}
    found = incimap.geocode(rows, lon="x", lat="y").to_pylist()
    assert (found[0]["incimap_lon"], found[0]["incimap_lat"]) == (69.2, 34.5)
    assert found[1]["incimap_name"] == "Kabul"
    assert "longitude" in found[1]["incimap_why"]


def test_rows_that_stand_apart_do_not_hang_on_other_rows():
    names = ["Raqqa", "Aleppo", "Homs", "Tripoli"] * 50
    whole = incimap.geocode({"place": names}, together=False)
    parts = [incimap.geocode({"place": names[at : at + 37]}, together=False) for at in range(0, len(names), 37)]
    assert pa.concat_tables(parts).combine_chunks() == whole.combine_chunks()


def test_the_result_does_not_depend_on_threads():
    names = {"place": ["Raqqa", "Paris", "London", "Tripoli", "Springfield"] * 4000}
    incimap.set_threads(1)
    one = incimap.geocode(names)
    incimap.set_threads(3)
    assert incimap.geocode(names) == one
    incimap.set_threads(0)


def test_a_gazetteer_of_ones_own_is_asked_too(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("id,name,lat,lon,type,country\nx1,Zzyzxville,10.5,20.5,town,TD\n")
    found = incimap.geocode({"place": ["Zzyzxville"]}, gazetteer=[path])
    assert found["incimap_lat"].to_pylist() == [10.5]


def test_progress_is_told_and_its_exception_ends_the_call():
    rows = {"place": [f"Kabul {number}" for number in range(200_000)]}
    told = []
    incimap.geocode(rows, progress=lambda what, done, of: told.append((what, done, of)))
    assert all(what == "placing rows" and done <= of == 200_000 for what, done, of in told)

    def refuse(what, done, of):
        message = "enough"
        raise RuntimeError(message)

    if told:
        with pytest.raises(RuntimeError, match="enough"):
            incimap.geocode(rows, progress=refuse)

import itertools
import json
import subprocess

import incimap
import pyarrow as pa
import pyarrow.csv
import pytest


def test_a_table_gives_what_the_same_table_in_a_file_gives(tmp_path, incidents, quick):
    pyarrow.csv.write_csv(pa.table(incidents), tmp_path / "table.csv")
    ours = incimap.spread(incidents, **quick)
    theirs = incimap.map(tmp_path / "table.csv", tmp_path / "out", only=["tables"], **quick)
    assert ours.table() == theirs.table()
    assert ours.incidents() == theirs.incidents()
    assert ours.arrivals() == theirs.arrivals()


def test_numbers_categories_and_dates_are_read_as_their_texts_are(incidents, quick):
    import datetime

    texts = {**incidents, "date": ["2024-01-03"] * 6, "killed": ["1", "2", None, "0", "3", "12"]}
    typed = {
        **incidents,
        "date": pa.array([datetime.date(2024, 1, 3)] * 6),
        "killed": pa.array([1.0, 2.0, float("nan"), 0.0, 3.0, 12.0]),
        "kind": pa.array(incidents["kind"]).dictionary_encode(),
    }
    ours, theirs = incimap.spread(typed, **quick).incidents(), incimap.spread(texts, **quick).incidents()
    assert ours.drop_columns("summary") == theirs.drop_columns("summary")
    stamps = {**typed, "date": pa.array([datetime.datetime(2024, 1, 3, 14, 5)] * 6)}
    assert incimap.spread(stamps, **quick).incidents()["date_start"].to_pylist() == ["2024-01-03"] * 6


def test_parts_merge_to_the_figures_of_the_whole_in_any_order(incidents, quick):
    table = pa.table(incidents)
    whole = incimap.spread(table, **quick)
    parts = [incimap.summarise(table.slice(at, 2), **quick) for at in (0, 2, 4)]
    for order in ((0, 1, 2), (2, 0, 1)):
        merged = incimap.merge(parts[at] for at in order)
        assert merged.table() == whole.table()
        assert merged.summary == whole.summary


def test_the_folder_of_merged_parts_does_not_depend_on_the_cut(tmp_path, incidents, quick):
    table = pa.table(incidents)
    for folder, cuts in (("a", (0, 6)), ("b", (0, 1, 4, 6))):
        parts = [table.slice(at, end - at) for at, end in itertools.pairwise(cuts)]
        incimap.merge(incimap.summarise(part, **quick) for part in parts).write(tmp_path / folder)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(tmp_path / "b") for path in (tmp_path / "b").rglob("*") if path.is_file())
    assert len(files) > 20
    for path in files:
        assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes(), path


def test_a_summary_of_python_merges_with_one_of_the_command_line(tmp_path, incidents, command):
    pyarrow.csv.write_csv(pa.table({"id": ["z"], "date": ["2024-07-01"], "place": ["Paris"]}), tmp_path / "z.csv")
    arguments = ["summarise", "z.csv", "-o", "z.state", "--origin", "Kabul", "--by", "month"]
    subprocess.run([command, *arguments], check=True, cwd=tmp_path, capture_output=True)
    rows = {name: incidents[name] for name in ("id", "date", "place")}
    ours = incimap.summarise(rows, origin="Kabul", by="month")
    merged = incimap.merge([ours, (tmp_path / "z.state").read_bytes()])
    assert repr(merged) == "<Spread of 7 incidents, 6 located>"


def test_layers_are_geojson_or_frames(incidents, quick):
    found = incimap.spread(incidents, **quick)
    features = found.geojson()["incidents"]["features"]
    assert {feature["properties"]["incident_id"] for feature in features} == {"a", "b", "c", "d", "f"}
    frames = pytest.importorskip("geopandas")
    layer = found.layers()["incidents"]
    assert isinstance(layer, frames.GeoDataFrame)
    assert layer.crs.to_epsg() == 4326
    assert len(layer) == 5


def test_pictures_are_shown_and_saved(tmp_path, incidents, quick):
    found = incimap.spread(incidents, **quick)
    assert {"map", "reach", "periods"} <= set(found.charts)
    chart = found.chart("reach")
    assert chart._repr_svg_().startswith("<svg")
    assert chart.png(72)[:8] == b"\x89PNG\r\n\x1a\n"
    assert chart.alt
    for ending, head in (("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        chart.save(tmp_path / f"reach.{ending}", dpi=72)
        assert (tmp_path / f"reach.{ending}").read_bytes().startswith(head)
    with pytest.raises(incimap.IncimapError, match="unknown format of a picture"):
        chart.save(tmp_path / "reach.bmp")
    with pytest.raises(incimap.IncimapError, match='unknown picture "rech": the pictures are'):
        found.chart("rech")


def test_the_folder_is_that_of_the_command_line(tmp_path, incidents, quick, command):
    pyarrow.csv.write_csv(pa.table(incidents), tmp_path / "rows.csv")
    incimap.map([tmp_path / "rows.csv"], tmp_path / "ours", dpi=72, **quick)
    flags = ["--origin", "Kabul", "--by", "month", "--dpi", "72"]
    for name, number in quick["methods"].items():
        flags += [f"--{name}", str(number)]
    subprocess.run([command, "map", tmp_path / "rows.csv", "-o", tmp_path / "theirs", *flags], check=True)
    files = [path for path in (tmp_path / "theirs").rglob("*") if path.is_file()]
    assert len(files) > 50
    for path in files:
        assert path.read_bytes() == (tmp_path / "ours" / path.relative_to(tmp_path / "theirs")).read_bytes(), path


def test_a_folder_is_written_whole_and_tells_what_went_in(tmp_path, incidents, quick):
    found = incimap.spread(incidents, name="notebook", dpi=72, **quick)
    count = found.write(tmp_path / "out")
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) == count
    source = json.loads((tmp_path / "out" / "manifest.json").read_text())["inputs"][0]
    assert (source["input"], source["rows"], source["in_memory"]) == ("notebook", 6, True)
    assert "Spread of operations" in found.summary


def test_bad_rows_are_kept_apart_and_strict_stops_at_the_first(incidents, quick):
    bad = {**incidents, "date": ["2024-01-03", "yesterday-ish", "2024-02", "2024-13-45", "2024-05-05", "2024-06-01"]}
    rejects = incimap.spread(bad, **quick).rejects().to_pylist()
    assert [(row["row"], row["column"], row["value"]) for row in rejects] == [
        (1, "date", "yesterday-ish"),
        (3, "date", "2024-13-45"),
    ]
    with pytest.raises(incimap.IncimapError, match=r"table, row 1: column date, .yesterday-ish") as caught:
        incimap.spread(bad, strict=True, **quick)
    assert (caught.value.column, caught.value.row) == ("date", 1)


def test_settings_that_are_not_known_are_told_with_those_that_are(incidents):
    with pytest.raises(incimap.IncimapError, match="unknown field `colour`"):
        incimap.spread(incidents, colour="red")
    with pytest.raises(incimap.IncimapError, match="unknown variant `fortnight`"):
        incimap.spread(incidents, by="fortnight")
    with pytest.raises(incimap.IncimapError, match='unknown kind "atack"'):
        incimap.spread(incidents, kind=["atack"])


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(incimap.IncimapError, match="there is no such file") as caught:
        incimap.map(tmp_path / "none.csv", tmp_path / "out")
    assert caught.value.path == str(tmp_path / "none.csv")
    assert not (tmp_path / "out").exists()


def test_states_that_are_damaged_or_of_other_settings_are_refused(incidents, quick):
    part = incimap.summarise(incidents, **quick)
    with pytest.raises(incimap.IncimapError, match="damaged or cut short"):
        incimap.merge([part[:-1]])
    with pytest.raises(incimap.IncimapError, match="summarise all parts with the same settings"):
        incimap.merge([part, incimap.summarise(incidents, **{**quick, "by": "year"})])
    with pytest.raises(incimap.IncimapError, match="nothing to merge"):
        incimap.merge([])

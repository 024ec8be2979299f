"""Data frames of an engine through the package's functions: the same answers as without an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import incimap
import pytest
from incimap import spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PLACES = ["Kabul", "Paris, Texas", "Raqqa", "nowhere at all", None, "Georgia"]
COUNTRIES = ["Afghanistan", None, "Syria", None, None, None]


def test_places_are_found_row_by_row_as_without_an_engine(session: SparkSession) -> None:
    rows = list(zip(range(6), PLACES, COUNTRIES, strict=True))
    frame = session.createDataFrame(rows, "number int, where string, land string").repartition(3)
    found = spark.locate(frame, place="where", country="land").orderBy("number").toArrow().to_pydict()
    alone = incimap.geocode({"where": PLACES, "land": COUNTRIES}, place="where", country="land", together=False)
    assert found["where"] == PLACES
    for name in alone.column_names:
        assert found[name] == alone[name].to_pylist(), name


def test_points_get_their_country_and_unknown_points_none(session: SparkSession) -> None:
    rows = [(69.2, 34.5), (None, None), (-150.0, 0.0), (2.35, 48.86)]
    frame = session.createDataFrame(rows, "lon double, lat double")
    found = spark.with_regions(frame).toArrow().to_pydict()
    countries = dict(zip(zip(found["lon"], found["lat"], strict=True), found["incimap_country"], strict=True))
    assert countries == {(69.2, 34.5): "AF", (None, None): None, (-150.0, 0.0): None, (2.35, 48.86): "FR"}


def test_articles_become_incidents_named_by_their_document(session: SparkSession) -> None:
    texts = [
        ("a", "A suicide bomber killed at least 12 people at a mosque in Kabul on Wednesday.", "2023-05-05"),
        ("b", "The cat sat on the mat.", "2023-05-05"),
    ]
    frame = session.createDataFrame(texts, "name string, text string, day string")
    found = spark.extract(frame, published="day", document="name").toArrow().to_pylist()
    assert [(row["document"], row["kind"], row["place"], row["killed_min"]) for row in found] == [
        ("a", "bombing", "Kabul", 12)
    ]


def test_claims_of_one_incident_come_together_from_any_partition(session: SparkSession) -> None:
    rows = [(number, f"i{number % 10}", f"2024-01-{number % 10 + 1:02}", "Kabul", number) for number in range(40)]
    names = ["row", "id", "date", "place", "killed"]
    frame = session.createDataFrame(rows, "row bigint, id string, date string, place string, killed int")
    settings = {"by": "month", "order": "row", "methods": {"resamples": 0}}
    found = spark.spread(frame.repartition(7, "row"), **settings)
    alone = incimap.spread(dict(zip(names, zip(*rows, strict=True), strict=True)), **settings)
    assert found.summary == alone.summary
    assert found.table() == alone.table()
    assert found.incidents() == alone.incidents()
    assert found.incidents().num_rows == 10


def test_a_partition_without_a_usable_row_is_no_fault_of_the_whole(session: SparkSession) -> None:
    rows = [(0, "a", "2024-01-01", "Kabul"), (1, "b", "2024-13-45", "Kabul")]
    frame = session.createDataFrame(rows, "row bigint, id string, date string, place string").repartition(2, "row")
    found = spark.spread(frame, by="month", order="row", methods={"resamples": 0})
    assert found.rejected == 1
    assert found.rejects()["row"].to_pylist() == [1]


def test_no_usable_row_at_all_is_told_as_without_an_engine(session: SparkSession) -> None:
    frame = session.createDataFrame([("a", "2024-13-45", "Kabul")], "id string, date string, place string")
    with pytest.raises(incimap.IncimapError, match="none of the 1 rows can be used"):
        spark.spread(frame, by="month")


def test_no_rows_are_told(session: SparkSession) -> None:
    frame = session.createDataFrame([], "id string, date string, place string")
    with pytest.raises(incimap.IncimapError, match="there are no rows"):
        spark.spread(frame)

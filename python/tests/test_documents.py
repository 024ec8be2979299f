import datetime

import incimap
import pyarrow as pa
import pytest

TEXT = "A suicide bomber killed at least 12 people at a mosque in Kabul on Wednesday."


def test_places_are_told_with_their_characters_and_the_number_of_the_text():
    found = incimap.places(["Ein Anschlag in Köln, dann in Aleppo.", None, "Nothing.", TEXT]).to_pylist()
    assert [(row["text"], row["name"]) for row in found] == [(0, "Köln"), (0, "Aleppo"), (3, "Kabul")] or found
    text = "Ein Anschlag in Köln, dann in Aleppo."
    for row in found[:2]:
        assert text[row["start"] : row["end"]] == row["words"]


def test_relative_dates_count_from_the_day_of_publication():
    days = ["2023-05-05", None]
    found = incimap.extract([TEXT, TEXT], published=days).to_pylist()
    assert [(row["document"], row["date_start"]) for row in found] == [("0", "2023-05-03"), ("1", None)]
    for day in ("2023-05-05", datetime.date(2023, 5, 5), pa.array([datetime.datetime(2023, 5, 5, 9, 30)])):
        assert incimap.extract(TEXT, published=day)["date_start"].to_pylist() == ["2023-05-03"]


def test_what_is_extracted_can_be_mapped():
    found = incimap.extract([TEXT], published="2023-05-05")
    incident = incimap.spread(found, methods={"resamples": 0}).incidents().to_pylist()[0]
    assert (incident["country"], incident["kind"], incident["killed_low"]) == ("AF", "bombing", 12)


def test_days_that_are_none_or_too_few_are_told_with_their_row():
    with pytest.raises(incimap.IncimapError, match="column published, row 1: .tomorrow. is no day") as caught:
        incimap.extract([TEXT, TEXT], published=["2023-05-05", "tomorrow"])
    assert (caught.value.column, caught.value.row) == ("published", 1)
    with pytest.raises(incimap.IncimapError, match="has 2 days for 3 texts"):
        incimap.extract([TEXT] * 3, published=["2023-05-05"] * 2)


def test_no_texts_give_no_rows():
    assert incimap.places([]).num_rows == 0
    assert incimap.extract([]).num_rows == 0
    assert incimap.extract([None, ""]).num_rows == 0

"""Texts to places and incidents."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from incimap import _incimap
from incimap._arrow import Column, Told, column_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    import pyarrow as pa


def places(
    texts: Column | str,
    *,
    country: Sequence[str] = (),
    near: str | None = None,
    min_confidence: float = 0.0,
    demonyms: bool = True,
    gazetteer: Sequence[str | PathLike[str]] = (),
    progress: Told | None = None,
) -> pa.Table:
    """Find the places that texts name, all names of a text together: one row a name.

    The columns are ``text`` (the number of the text, from 0), ``start`` and ``end`` (characters, the end exclusive),
    ``words``, ``lon`` and ``lat`` (degrees), ``radius_km``, ``precision``, ``confidence``, ``geonameid``, ``name``,
    ``country``, ``match`` and ``why``; the point is null where a name is not resolved.

    Args:
        texts: texts in any column, or one text.
        country: countries in which the places are likelier to lie, by name or code.
        near: where the places are likelier to lie: ``"LON,LAT"`` or a name.
        min_confidence: answers less sure than this are left out, 0 to 1.
        demonyms: adjectives and peoples count too: "Syrian".
        gazetteer: GeoNames files or tables of places on top of the built-in gazetteer.
        progress: called with what is being done, how many texts are done, and of how many.

    Raises:
        IncimapError: the texts are none.

    Example:
        >>> import incimap
        >>> found = incimap.places(["A bomb exploded in Kabul.", "Nothing happened."])
        >>> found.select(["text", "start", "end", "name"]).to_pylist()
        [{'text': 0, 'start': 19, 'end': 24, 'name': 'Kabul'}]

    """
    wishes = {
        "gazetteer": list(gazetteer),
        "near": near,
        "country": list(country),
        "min_confidence": min_confidence,
        "demonyms": demonyms,
    }
    return _incimap.places(_texts(texts), wishes, progress)


def extract(
    texts: Column | str,
    published: Column | str | datetime.date | None = None,
    *,
    gazetteer: Sequence[str | PathLike[str]] = (),
    progress: Told | None = None,
) -> pa.Table:
    """Take incidents out of news articles: one row an incident of an article, as ``incimap extract`` does.

    The table can go into :func:`spread` as it is. ``document`` is the number of the text, from 0; ``evidence`` names
    for each field the characters (from 0, the end exclusive) that gave it, and the rule.

    Args:
        texts: articles in any column, or one: plain text, Markdown or HTML.
        published: the day of publication: one for all, or one for each; relative dates count from it.
        gazetteer: GeoNames files or tables of places on top of the built-in gazetteer.
        progress: called with what is being done, how many articles are done, and of how many.

    Raises:
        IncimapError: a day is none, or there are more or fewer days than texts.

    Example:
        >>> import incimap
        >>> text = "A suicide bomber killed at least 12 people at a mosque in Kabul on Wednesday."
        >>> found = incimap.extract([text], published="2023-05-05")
        >>> found.select(["kind", "date_start", "place", "killed_min"]).to_pylist()
        [{'kind': 'bombing', 'date_start': '2023-05-03', 'place': 'Kabul', 'killed_min': 12}]

    """
    days = published
    if isinstance(published, (str, datetime.date)):
        days = [str(published)]
    days = None if days is None else column_of("published", days)
    return _incimap.extract(_texts(texts), days, list(gazetteer), progress)


def _texts(texts: Column | str) -> pa.Array | pa.ChunkedArray:
    return column_of("texts", [texts] if isinstance(texts, str) else texts)

"""What incimap is compared with: peers.py geopandas|polars|duckdb numbers|layers ROWS COUNTRIES OUT"""
import sys

LON, LAT = 43.13, 36.34


def with_geopandas(what, rows, countries, out):
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from pyproj import Geod

    table = pd.read_csv(rows, parse_dates=["date"])
    points = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table.lon, table.lat), crs=4326)
    joined = points.sjoin(gpd.read_file(countries), how="left", predicate="within")
    joined = joined[~joined.index.duplicated()]
    lon, lat = joined.lon.to_numpy(), joined.lat.to_numpy()
    joined["km"] = Geod(ellps="WGS84").inv(np.full_like(lon, LON), np.full_like(lat, LAT), lon, lat)[2] / 1000
    joined["month"] = joined.date.dt.to_period("M")
    a, b = np.radians(lon), np.radians(lat)
    joined["x"], joined["y"], joined["z"] = np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)
    by = joined.groupby("month")
    print(by.km.quantile([0.5, 0.9, 1.0]).unstack().tail())
    centre = by[["x", "y", "z"]].mean()
    print(np.degrees(np.arctan2(centre.y, centre.x)).tail())
    hulls = joined[["month", "geometry"]].dissolve("month").convex_hull
    print(hulls.to_crs(8857).area.tail())
    print(joined.groupby(["month", "country"]).size().tail())
    if what == "layers":
        joined.drop(columns=["month", "x", "y", "z", "index_right"]).to_file(out, driver="GeoJSON")


def with_polars(what, rows, countries, out):
    import json

    import numpy as np
    import polars as pl
    import shapely
    from pyproj import Geod

    table = pl.read_csv(rows, try_parse_dates=True)
    lon, lat = table["lon"].to_numpy(), table["lat"].to_numpy()
    shapes = [(f["properties"]["country"], shapely.geometry.shape(f["geometry"])) for f in json.load(open(countries))["features"]]
    points = shapely.points(lon, lat)
    at, of = shapely.STRtree([shape for _, shape in shapes]).query(points, predicate="within")
    country = np.full(len(lon), -1)
    country[at] = of
    km = Geod(ellps="WGS84").inv(np.full_like(lon, LON), np.full_like(lat, LAT), lon, lat)[2] / 1000
    a, b = np.radians(lon), np.radians(lat)
    table = table.with_columns(
        pl.Series("km", km), pl.Series("country", country), pl.Series("x", np.cos(b) * np.cos(a)),
        pl.Series("y", np.cos(b) * np.sin(a)), pl.Series("z", np.sin(b)), month=pl.col("date").dt.truncate("1mo"), row=pl.int_range(pl.len()))
    by = table.group_by("month", maintain_order=True)
    print(by.agg(pl.col("km").quantile(0.5).alias("median"), pl.col("km").quantile(0.9).alias("p90"), pl.col("km").max(),
                 pl.col("x", "y", "z").mean(), pl.len()).tail())
    print(table.group_by("month", "country").len().tail())
    for (month,), part in by:
        shapely.convex_hull(shapely.multipoints(points[part["row"].to_numpy()])).area
    if what == "layers":
        with open(out, "w") as file:
            file.write('{"type":"FeatureCollection","features":[\n')
            names = [name for name, _ in shapes]
            for i, row in enumerate(table.select("id", "date", "kind", "actor", "killed", "km", "country", "lon", "lat").iter_rows()):
                properties = dict(zip(("id", "date", "kind", "actor", "killed", "km"), (row[0], str(row[1]), *row[2:6])))
                properties["country"] = names[row[6]] if row[6] >= 0 else None
                feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": row[7:9]}}
                file.write(("," if i else "") + json.dumps(feature) + "\n")
            file.write("]}\n")


def with_duckdb(what, rows, countries, out):
    import pathlib

    import duckdb
    import duckdb_extension_spatial

    base = duckdb.connect()
    extension = next(pathlib.Path(duckdb_extension_spatial.__file__).parent.rglob("spatial.duckdb_extension"))
    base.execute(f"load '{extension}'")
    base.execute(f"create table countries as select * from st_read('{countries}')")
    base.execute(f"""create table rows as select r.*, c.country, date_trunc('month', r.date) as month,
        st_distance_spheroid(st_point(r.lat, r.lon), st_point({LAT}, {LON})) / 1000 as km, st_point(r.lon, r.lat) as geom
        from read_csv('{rows}') r left join countries c on st_contains(c.geom, st_point(r.lon, r.lat))""")
    print(base.execute("""select month, quantile_cont(km, 0.5), quantile_cont(km, 0.9), max(km),
        avg(cos(radians(lat)) * cos(radians(lon))), avg(cos(radians(lat)) * sin(radians(lon))), avg(sin(radians(lat))), count(*),
        st_area(st_convexhull(st_collect(list(geom)))) from rows group by month order by month""").fetchall()[-1])
    print(base.execute("select month, country, count(*) from rows group by all order by all").fetchall()[-1])
    if what == "layers":
        base.execute(f"copy (select id, date::varchar as date, kind, actor, killed, country, km, geom from rows) to '{out}' (format gdal, driver 'GeoJSON')")


if __name__ == "__main__":
    who, *given = sys.argv[1:]
    {"geopandas": with_geopandas, "polars": with_polars, "duckdb": with_duckdb}[who](*given)

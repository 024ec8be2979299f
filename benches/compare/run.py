"""Runs incimap and three stacks that analysts use over the same file, in turn, and prints CPU seconds and peak memory side by side.

    cargo build --release
    python3 benches/compare/run.py 1000000            # rows; 5 runs each, medians
    python3 benches/compare/run.py 100000 --runs 3 --only incimap,duckdb

The questions are the same: by month, how far from Mosul (median, ninth tenth, greatest), the mean centre, the hull and its
area, how many incidents in which country; then, for "layers", the incidents as GeoJSON with their country and distance too. Countries
are the outlines of data/regions. incimap answers more: intervals, cumulative slices, charts. The packages go into an environment of
their own under target/; nothing here runs in .ci/run.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENVIRONMENT = ROOT / "target" / "compare"
PACKAGES = ["geopandas", "pyogrio", "polars", "shapely", "pyproj", "duckdb", "duckdb-extension-spatial"]
ORIGIN = "43.13,36.34"


def python():
    """The interpreter of the environment, made at the first run."""
    path = ENVIRONMENT / "bin" / "python"
    if not path.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([path, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(path)


def countries(folder):
    """The outlines that incimap has built in, as GeoJSON."""
    path = folder / "countries.geojson"
    code = (
        "import sys, json, importlib.util as u; s = u.spec_from_file_location('b', sys.argv[1]); b = u.module_from_spec(s);"
        "s.loader.exec_module(b); o = b.Packed().outlines();"
        "json.dump({'type': 'FeatureCollection', 'features': [{'type': 'Feature', 'properties': {'country': k},"
        "'geometry': {'type': 'MultiPolygon', 'coordinates': v}} for k, v in o.items() if v]}, open(sys.argv[2], 'w'))"
    )
    subprocess.run([python(), "-c", code, ROOT / "tests/region/borders.py", path], check=True)
    return path


def measured(command):
    """CPU seconds, seconds on the clock and peak memory in MB of a command."""
    start = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("rows", type=int, nargs="?", default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="incimap,geopandas,polars,duckdb")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rows = folder / "rows.csv"
        with rows.open("w") as out:
            subprocess.run([sys.executable, HERE / "generate.py", str(given.rows)], stdout=out, check=True)
        incimap = ROOT / "target" / "release" / "incimap"
        common = ["--origin", ORIGIN, "--by", "month"]
        figures = [*common, "--method", "reach,centre,area,regions"]
        jobs = {
            ("incimap", "numbers"): [incimap, "spread", rows, *figures, "--quiet"],
            ("incimap", "layers"): [incimap, "layers", rows, *figures, "--quiet", "-o", folder / "layers"],
            ("incimap", "layers and charts"): [incimap, "map", rows, *figures, "--quiet", "-o", folder / "map"],
        }
        peers = [peer for peer in ("geopandas", "polars", "duckdb") if peer in given.only.split(",")]
        if peers:
            outlines = countries(folder)
            for peer in peers:
                for what in ("numbers", "layers"):
                    jobs[peer, what] = [python(), HERE / "peers.py", peer, what, rows, outlines, folder / f"{peer}.geojson"]
        jobs = {key: job for key, job in jobs.items() if key[0] in given.only.split(",")}
        taken = {key: [] for key in jobs}
        # In turn, so that what else the machine does falls on all alike.
        for _ in range(given.runs):
            for key, job in jobs.items():
                taken[key].append(measured(job))
    print(f"{given.rows:,} rows, medians of {given.runs}\n")
    print("| who | what | CPU s | elapsed s | peak MB |\n|---|---|---|---|---|")
    for (who, what), runs in taken.items():
        cpu, elapsed, peak = (statistics.median(column) for column in zip(*runs))
        print(f"| {who} | {what} | {cpu:.1f} | {elapsed:.1f} | {peak:.0f} |")


if __name__ == "__main__":
    main()

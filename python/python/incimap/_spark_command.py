"""``incimap-spark``: the main job from the shell, on a cluster.

Comes in: the arguments of ``incimap map`` and where the cluster is. Goes out: the usual folder, on this machine.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from incimap import _incimap, spark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_USAGE = "incimap-spark [--master URL | --remote URL] [--read-format FORMAT] [--order COLUMN] INPUT... [MAP-ARGUMENTS]"
_HELP = """Maps incidents on Spark or Sail: the arguments of incimap map, its folder as the result.

INPUT is what the engine can read: Parquet, CSV or TSV (.gz too) with a header, ORC, JSON lines, folders of them, s3://...
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit codes are those of ``incimap``."""
    parser = argparse.ArgumentParser(usage=_USAGE, description=_HELP, allow_abbrev=False)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--master", help="a classic session on this cluster: spark://host:7077, yarn, local[4]")
    where.add_argument("--remote", help="a Spark Connect server: sc://host:port of Spark, Databricks or Sail")
    parser.add_argument(
        "--read-format", help="how the engine reads the inputs: parquet, csv, delta ...; by name if not given"
    )
    parser.add_argument("--order", help="a column of whole numbers: each row's place in the whole table, from 0")
    parser.add_argument("--name", help="the name of the table in source lines; that of the first input if not given")
    own, rest = parser.parse_known_args(arguments)
    try:
        inputs, out, settings = _incimap.map_arguments(rest)
        if not inputs:
            parser.error("name the inputs")
        session = _session(own.master, own.remote)
        try:
            frame = _read(session, inputs, own.read_format)
            name = own.name or Path(inputs[0]).name
            found = spark.spread_of(frame, name, settings, order=own.order)
        finally:
            session.stop()
        files = found.write(out)
    except _incimap.IncimapError as error:
        print(f"incimap-spark: {error}", file=sys.stderr)
        return 2
    print(f"{found.summary}\nWrote {files} files into {out}")
    return 1 if found.rejected else 0


def _session(master: str | None, remote: str | None) -> SparkSession:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("incimap")
    if remote is not None:
        return builder.remote(remote).getOrCreate()
    return (builder if master is None else builder.master(master)).getOrCreate()


def _read(session: SparkSession, inputs: list[str], read_format: str | None) -> DataFrame:
    """Open the inputs; cells of a CSV stay texts, which the rows' own reader understands."""
    kind = read_format or _kind(inputs[0])
    reader = session.read.format(kind)
    if kind == "csv":
        tabs = "\t" if ".tsv" in inputs[0].lower() else ","
        reader = reader.options(header=True, multiLine=True, quote='"', escape='"', sep=tabs)
    return reader.load(inputs)


def _kind(path: str) -> str:
    """Tell the format by the ending; a folder is of Parquet files."""
    endings = {".csv": "csv", ".tsv": "csv", ".orc": "orc", ".json": "json", ".jsonl": "json", ".ndjson": "json"}
    name = path.lower().removesuffix(".gz").removesuffix(".zst")
    return next((kind for ending, kind in endings.items() if name.endswith(ending)), "parquet")


if __name__ == "__main__":
    sys.exit(main())

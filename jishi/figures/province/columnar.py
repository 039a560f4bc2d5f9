"""Columns of a table as Arrow and Parquet, and back.

Neither the number of a record nor that of a person is written down: what is kept as facts needs
neither, and a file that lies about names nobody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jishi.figures.columns import Coded, Columns

COUNTY = "county"
LEFT_OUT = {"id", "person"}


def to_arrow(county: str, rows: Columns) -> pa.Table:
    arrays = {name: _arrow(rows, name) for name in rows.names if name not in LEFT_OUT}
    return pa.table({COUNTY: pa.array([county] * len(rows), pa.string()), **arrays})


def _arrow(rows: Columns, name: str) -> pa.Array:
    column = rows.column(name)
    if isinstance(column, Coded):
        return pa.array(column.values, pa.string()).take(pa.array(column.codes))
    if column.dtype == object:
        return pa.array(column.tolist(), pa.string())
    return pa.array(column)


def from_arrow(table: pa.Table) -> Columns:
    return Columns(**{n: _column(table[n]) for n in table.column_names if n != COUNTY})


def _column(told: pa.ChunkedArray) -> Any:
    if pa.types.is_string(told.type) or pa.types.is_large_string(told.type):
        told = told.dictionary_encode()
    if not pa.types.is_dictionary(told.type):
        return told.to_numpy()
    each = told.unify_dictionaries().combine_chunks()
    whole = each.chunk(0) if isinstance(each, pa.ChunkedArray) else each
    codes = whole.indices.fill_null(len(whole.dictionary)).to_numpy(zero_copy_only=False)
    return Coded((*whole.dictionary.to_pylist(), None), codes)


def place_of(folder: Path, table: str, county: str) -> Path:
    return folder / table / f"{county}.parquet"


def files_of(folder: Path, table: str) -> list[Path]:
    return sorted((folder / table).glob("*.parquet"))


def write(folder: Path, table: str, county: str, rows: Columns) -> Path:
    path = place_of(folder, table, county)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(to_arrow(county, rows), path, compression="zstd", compression_level=1)
    return path


def read(path: Path) -> tuple[str, pa.Table]:
    """The county and its rows; texts as codes, as they lie in the file."""
    fields = pq.read_schema(path)
    names = [field.name for field in fields if field.name != COUNTY]
    texts = [field.name for field in fields if pa.types.is_string(field.type)]
    return path.stem, pq.ParquetFile(path, read_dictionary=texts).read(columns=names)

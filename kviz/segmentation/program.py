"""The few lines of Python that find the same segments again."""

from pathlib import Path

from kviz._version import __version__
from kviz.data.builtin import datasets
from kviz.segmentation.result import Segmentation


def code(found: Segmentation) -> str:
    """Python that finds the same segments again."""
    how = "".join(f", {name}={value!r}" for name, value in found.how.items())
    missing = "" if found.missing == "refuse" else f", missing={found.missing!r}"
    built_in = [row for row in datasets.values() if found.source in (str(row.file), row.expression)]
    file, where = repr(Path(found.source).name), ", in the folder of the table"
    if built_in:
        file, where = built_in[0].expression, ""
    elif not found.source:
        file, where = "table", ", where table is a DataFrame of the points"
    lines = [
        f"# kviz {__version__}{where}",
        "import kviz",
        "",
        f"data = kviz.read_table({file}, columns={found.profile.features!r}{missing}{how})",
    ]
    if found.scaled:
        lines.append("data = data.standardized()")
    n_init = found.elbow.curve.n_init
    lines += [
        f"curve = kviz.elbow(data, ks=range(1, {found.elbow.ks[-1] + 1}), n_init={n_init}, rng={found.seed})",
        f"trace = curve.trace({found.k})",
        f"names = {[found.names.get(cluster, '') for cluster in range(found.k)]!r}",
        "segments = data.table.iloc[data.kept].assign(segment=[names[label] for label in trace.labels])",
        "print(segments.groupby('segment').mean(numeric_only=True))",
    ]
    return "\n".join(lines) + "\n"

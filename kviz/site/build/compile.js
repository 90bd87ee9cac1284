// Compile a pack of modules with the browser's Python, run by Node: node compile.js FOLDER
// FOLDER holds Pyodide, pack.py and sources.pack; what comes out is bytecode.pack.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = process.argv[2];
const { loadPyodide } = require(join(folder, "pyodide.js"));

const COMPILE = `
import importlib.util, marshal, sys
from pathlib import Path
sys.path.insert(0, "/packs")
from pack import optimized, packed, unpacked

made = {}
for name, source in unpacked(Path("/packs/sources.pack").read_bytes()):
    code = compile(source, name, "exec", dont_inherit=True, optimize=optimized(name))
    made[name + "c"] = importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)
Path("/packs/bytecode.pack").write_bytes(packed(made))
`;

async function main() {
  // sets are marshalled in the order of their hashes
  const python = await loadPyodide({ indexURL: folder, env: { HOME: "/", PYTHONHASHSEED: "0" } });
  python.FS.mkdirTree("/packs");
  for (const name of ["pack.py", "sources.pack"]) python.FS.writeFile(`/packs/${name}`, readFileSync(join(folder, name)));
  python.runPython(COMPILE);
  writeFileSync(join(folder, "bytecode.pack"), python.FS.readFile("/packs/bytecode.pack"));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

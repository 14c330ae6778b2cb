import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "./generate.js";
import { buildModel } from "./load/build-model.js";
import { checkSchemas } from "./load/check-schemas.js";
import { readSchemas } from "./load/read-schemas.js";

/** Writes the generated files of zof-types. With a folder as argument, writes them there. */
const schemas = fileURLToPath(new URL("../../../schemas", import.meta.url));
const target = process.argv[2] ?? fileURLToPath(new URL("../../zof-types/src/gen", import.meta.url));

try {
  const sources = readSchemas(schemas);
  checkSchemas(sources, JSON.parse(readFileSync(join(schemas, "wire.meta.json"), "utf8")) as object);
  const files = await generate(buildModel(sources));
  mkdirSync(target, { recursive: true });
  for (const [name, content] of files) {
    const path = join(target, name);
    // A file that did not change keeps its time, so that nothing is built anew for it.
    if (!existsSync(path) || readFileSync(path, "utf8") !== content) writeFileSync(path, content);
  }
} catch (error) {
  process.stderr.write(`zof-codegen: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

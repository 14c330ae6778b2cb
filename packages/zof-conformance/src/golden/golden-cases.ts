import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GoldenCase } from "./golden-case.js";
import { parseCase } from "./parse-case.js";

const FOLDER = fileURLToPath(new URL("../../cases/", import.meta.url));

/** All cases, in order of their names. */
export function goldenCases(): GoldenCase[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
  const names = files.filter((file) => file.endsWith(".txt")).map((file) => file.slice(0, -".txt".length));
  return names.sort().map((name) => parseCase(name, readFileSync(join(FOLDER, `${name}.txt`), "utf8")));
}

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Beside the project, when nothing else is said. */
const DEFAULT_FOLDER = fileURLToPath(new URL("../../../../../shared/conformance", import.meta.url));

/**
 * The folder with recorded messages: `ZOF_CONFORMANCE`, or `../shared/conformance` beside the project.
 * Undefined when neither is there.
 *
 * @throws when ZOF_CONFORMANCE names a folder that does not exist.
 */
export function corpusFolder(): string | undefined {
  const named = process.env.ZOF_CONFORMANCE ?? "";
  if (named === "") return existsSync(DEFAULT_FOLDER) ? DEFAULT_FOLDER : undefined;
  if (!existsSync(named)) throw new Error(`ZOF_CONFORMANCE=${named}: there is no such folder`);
  return named;
}

/** Why there is no corpus to compare with, or undefined when there is one. */
export function corpusMissing(): string | undefined {
  if (corpusFolder() !== undefined) return undefined;
  return "no recorded messages in ../shared/conformance, and ZOF_CONFORMANCE is not set";
}

import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../command/command-error.js";

/**
 * Writes what each direction of a connection brings, in order, to a file of its own in a folder:
 * `10.0.0.1_6653-10.0.0.2_51234.bin`. The folder is made; files of the same name are replaced.
 *
 * @throws CommandError when the folder cannot be made or written to.
 */
export function copyStreams(folder: string): (source: string, target: string) => (bytes: Uint8Array) => void {
  const written = new Set<string>();
  orCommandError(folder, () => mkdirSync(folder, { recursive: true }));
  return (source, target) => {
    const path = join(folder, `${fileName(source)}-${fileName(target)}.bin`);
    return (bytes) => {
      const write = written.has(path) ? appendFileSync : writeFileSync;
      orCommandError(path, () => write(path, bytes));
      written.add(path);
    };
  };
}

function fileName(endpoint: string): string {
  return endpoint.replaceAll(/[[\]]/g, "").replaceAll(":", "_");
}

function orCommandError(path: string, action: () => void): void {
  try {
    action();
  } catch (cause) {
    throw new CommandError(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}

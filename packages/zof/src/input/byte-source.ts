import { createReadStream, statSync } from "node:fs";
import { CommandError } from "../command/command-error.js";
import { fileProblem } from "./file-problem.js";

/** Bytes read at once: few calls, little memory. */
const CHUNK_SIZE = 256 * 1024;

/** A file, or standard input, to read from beginning to end. */
export interface ByteSource {
  /** What to call it in messages: the path, or `<stdin>`. */
  readonly name: string;
  /** Bytes in all; undefined for what may grow or has no end. */
  readonly size: number | undefined;
  /** Throws CommandError when it cannot be read. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The files, or standard input when there are none; `-` is standard input as well. */
export function byteSources(files: readonly string[]): ByteSource[] {
  return files.length === 0
    ? [standardInput()]
    : files.map((file) => (file === "-" ? standardInput() : fileSource(file)));
}

function standardInput(): ByteSource {
  return { name: "<stdin>", size: undefined, chunks: process.stdin };
}

function fileSource(path: string): ByteSource {
  return { name: path, size: sizeOf(path), chunks: readFile(path) };
}

function sizeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : undefined;
}

async function* readFile(path: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK_SIZE });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new CommandError(`cannot read ${path}: ${fileProblem(cause)}`, { cause });
  }
}

import { closeSync, openSync, writeSync } from "node:fs";
import { JsonWriter } from "zof-types/internal";
import { CommandError } from "../command/command-error.js";
import { fileProblem } from "../input/file-problem.js";

/** Bytes that are collected before they are written: few system calls, little memory. */
const FULL = 256 * 1024;

/** Where a command writes: standard output or a file. What is written is collected; `flush` when `isFull`. */
export class CommandOutput {
  /** What is collected. Append to it. */
  readonly writer = new JsonWriter();
  readonly #path: string | undefined;
  readonly #file: number | undefined;

  /** `path`: a file, which is created or emptied; undefined for standard output. Throws CommandError. */
  constructor(path?: string) {
    this.#path = path;
    this.#file = path === undefined || path === "-" ? undefined : create(path);
  }

  get isTerminal(): boolean {
    return this.#file === undefined && process.stdout.isTTY === true;
  }

  get isFull(): boolean {
    return this.writer.length > FULL;
  }

  /** Passes on what was collected, and waits while the reader is slow. */
  async flush(): Promise<void> {
    const { writer } = this;
    if (writer.length === 0) return;
    const bytes = writer.bytes.subarray(0, writer.length);
    if (this.#file === undefined) await toStandardOutput(bytes);
    else this.#toFile(this.#file, bytes);
    writer.length = 0;
  }

  /** Passes on what was collected without waiting: before something is said about it on standard error. */
  passOn(): void {
    const bytes = this.writer.bytes.slice(0, this.writer.length);
    this.writer.length = 0;
    if (bytes.length === 0) return;
    if (this.#file === undefined) process.stdout.write(bytes);
    else this.#toFile(this.#file, bytes);
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.#file !== undefined) closeSync(this.#file);
  }

  #toFile(file: number, bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    } catch (cause) {
      throw new CommandError(`cannot write ${this.#path}: ${fileProblem(cause)}`, { cause });
    }
  }
}

function create(path: string): number {
  try {
    return openSync(path, "w");
  } catch (cause) {
    const isFolderMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const reason = isFolderMissing ? "there is no such folder" : fileProblem(cause);
    throw new CommandError(`cannot write ${path}: ${reason}`, { cause });
  }
}

function toStandardOutput(bytes: Uint8Array): Promise<void> {
  // An error there ends the process quietly when the reader has gone.
  return new Promise((resolve) => {
    process.stdout.write(bytes, () => resolve());
  });
}

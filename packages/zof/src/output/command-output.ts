import { closeSync, openSync, writeSync } from "node:fs";
import { CommandError } from "../command/command-error.js";

/** Bytes that are collected before they are written: few system calls, little memory. */
const FULL = 256 * 1024;
/** Room for them, and for the message that makes it full. */
const CAPACITY = 2 * FULL;
/** Bytes that a character may take in UTF-8. */
const CHARACTER = 3;

/** Where a command writes: standard output or a file. What is written is collected; `flush` when `isFull`. */
export class CommandOutput {
  readonly #path: string | undefined;
  readonly #file: number | undefined;
  #buffer = Buffer.allocUnsafeSlow(CAPACITY);
  #length = 0;
  /** Buffers that were filled before. */
  #filled: Uint8Array[] = [];

  /** `path`: a file, which is created or emptied; undefined for standard output. Throws CommandError. */
  constructor(path?: string) {
    this.#path = path;
    this.#file = path === undefined || path === "-" ? undefined : create(path);
  }

  get isTerminal(): boolean {
    return this.#file === undefined && process.stdout.isTTY === true;
  }

  get isFull(): boolean {
    return this.#length > FULL || this.#filled.length > 0;
  }

  /** Appends text. It becomes bytes at once: long texts put together from parts would keep the garbage collector busy. */
  write(text: string): void {
    this.#makeRoom(text.length * CHARACTER);
    this.#length += this.#buffer.write(text, this.#length);
  }

  /** Appends a copy of bytes. */
  writeBytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Passes on what was collected, and waits while the reader is slow. */
  async flush(): Promise<void> {
    const parts = [...this.#filled, this.#buffer.subarray(0, this.#length)];
    for (const part of parts) {
      if (part.length === 0) continue;
      if (this.#file === undefined) await toStandardOutput(part);
      else this.#toFile(this.#file, part);
    }
    this.#filled = [];
    this.#length = 0;
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.#file !== undefined) closeSync(this.#file);
  }

  #makeRoom(size: number): void {
    if (this.#length + size <= this.#buffer.length) return;
    this.#filled.push(this.#buffer.subarray(0, this.#length));
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(CAPACITY, size));
    this.#length = 0;
  }

  #toFile(file: number, bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    } catch (cause) {
      throw new CommandError(`cannot write ${this.#path}: ${(cause as Error).message}`, { cause });
    }
  }
}

function create(path: string): number {
  try {
    return openSync(path, "w");
  } catch (cause) {
    throw new CommandError(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}

function toStandardOutput(bytes: Uint8Array): Promise<void> {
  // An error there ends the process quietly when the reader has gone.
  return new Promise((resolve) => {
    process.stdout.write(bytes, () => resolve());
  });
}

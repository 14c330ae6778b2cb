import { fstatSync, lstatSync, unlinkSync } from "node:fs";
import { createServer, Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { CommandError } from "../command/command-error.js";

/** The two directions to a client. */
export interface ClientStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/** Standard input and output. */
export function standardStreams(): ClientStreams {
  const stats = fstatSync(process.stdout.fd);
  // `process.stdout` writes to pipes synchronously: a client that does not read would stop the whole service.
  const isPipe = stats.isFIFO() || stats.isSocket();
  const output = isPipe
    ? new Socket({ fd: process.stdout.fd, readable: false, writable: true })
    : process.stdout;
  return { input: process.stdin, output };
}

/**
 * The client that connects to a unix socket, or that is at the other end of a socket this process was given
 * the number of. There is one client only.
 *
 * @throws CommandError when the path cannot be listened on.
 */
export function socketStreams(path: string): Promise<ClientStreams> {
  if (/^\d+$/.test(path)) {
    const socket = new Socket({ fd: Number(path) });
    return Promise.resolve({ input: socket, output: socket });
  }
  removeOldSocket(path);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      server.close();
      resolve({ input: socket, output: socket });
    });
    server.on("error", ({ message }) => reject(new CommandError(`cannot listen on ${path}: ${message}`)));
    server.listen(path);
  });
}

function removeOldSocket(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isSocket()) throw new CommandError(`${path} exists and is no socket`);
  unlinkSync(path);
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Framer } from "zof-codec";

const SUFFIX = ".bin.gz";

/** Recorded messages of one file. */
export interface Corpus {
  /** The file's name, without suffix. */
  readonly name: string;
  /** All messages, one behind the other. */
  readonly bytes: Uint8Array;
  readonly frames: readonly { readonly start: number; readonly end: number }[];
}

/** The corpora in a folder, in order of their names; none when there is no such folder. */
export function readCorpora(folder: string): Corpus[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  return names.sort().map((name) => ({
    name: name.slice(0, -SUFFIX.length),
    ...cut(gunzipSync(readFileSync(join(folder, name)))),
  }));
}

function cut(bytes: Uint8Array): Pick<Corpus, "bytes" | "frames"> {
  const framer = new Framer();
  const frames: { start: number; end: number }[] = [];
  framer.push(bytes);
  while (framer.next()) frames.push({ start: framer.start, end: framer.end });
  if (framer.held > 0) throw new Error(`the last message is cut off, ${framer.held} bytes of it are there`);
  return { bytes, frames };
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseWideJson } from "../json/parse-wide-json.js";

/** A recorded message and what another implementation makes of it. */
export interface CorpusEntry {
  /** File of the corpus, without its ending. */
  readonly set: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The message it decodes to; undefined when it does not, or when the bytes are several messages. */
  readonly message: CorpusMessage | undefined;
  /** It encodes that message to the same bytes. */
  readonly reencodes: boolean;
}

export interface CorpusMessage {
  type: string;
  version: number;
  xid: number;
  flags?: string[];
  msg: unknown;
}

/** All entries of the `*.jsonl` files in a folder: one JSON object a line. Throws when there is no such file. */
export function readCorpus(folder: string): CorpusEntry[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
  if (files.length === 0) throw new Error(`${folder}: there are no *.jsonl files`);
  return files.sort().flatMap((file) => {
    const lines = readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean);
    return lines.map((line) => entryOf(file.slice(0, -".jsonl".length), line));
  });
}

function entryOf(set: string, line: string): CorpusEntry {
  const { name, hex, json, roundtrip } = parseWideJson(line) as {
    name: string;
    hex: string;
    json: CorpusMessage[] | null;
    roundtrip: boolean;
  };
  const [message, ...others] = json ?? [];
  return {
    set,
    name,
    bytes: new Uint8Array(Buffer.from(hex, "hex")),
    message: others.length === 0 ? message : undefined,
    reencodes: roundtrip,
  };
}

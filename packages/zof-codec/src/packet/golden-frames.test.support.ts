import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** A frame with what it says, from a file of annotated hexadecimal bytes. */
export interface GoldenFrame {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What `toJSON` of its view gives. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Why the frame cannot be built from these fields. */
  readonly notRebuilt: string | undefined;
}

const FOLDER = new URL("./golden/", import.meta.url);
const SUFFIX = ".test.txt";

/** All golden frames. A file has comment lines, hexadecimal bytes with comments, and the fields as JSON. */
export function goldenFrames(): GoldenFrame[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => parseFrame(basename(file, SUFFIX), readFileSync(new URL(file, FOLDER), "utf8")));
}

function parseFrame(name: string, text: string): GoldenFrame {
  const fieldsAt = text.search(/^\{/m);
  if (fieldsAt < 0) throw new Error(`${name}: no line begins with { for the fields`);
  const hex = text.slice(0, fieldsAt).replace(/#.*$/gm, "").replace(/\s+/g, "");
  if (!/^([0-9a-f]{2})+$/.test(hex)) throw new Error(`${name}: not all bytes are hexadecimal`);
  return {
    name,
    bytes: Uint8Array.from(Buffer.from(hex, "hex")),
    fields: JSON.parse(text.slice(fieldsAt)),
    notRebuilt: /^# rebuilt: no, (.+)$/m.exec(text)?.[1],
  };
}

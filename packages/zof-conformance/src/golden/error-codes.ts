import { readFileSync } from "node:fs";

/** The code of an error in one version, as numbers and by name. */
export interface ErrorCodeCase {
  readonly version: number;
  readonly type: number;
  readonly code: number;
  /** Id of the experimenter that defines it: the type is then 65535. */
  readonly experimenter: number | undefined;
  readonly typeName: string;
  readonly codeName: string;
}

/**
 * All of `cases/error-codes.list`, a line for each: `1.3 1 9 BAD_REQUEST OFPBRC_BAD_TABLE_ID`. In place of the
 * type's number there is the id of the experimenter that defines the code, in hexadecimal.
 */
export function errorCodeCases(): ErrorCodeCase[] {
  const text = readFileSync(new URL("../../cases/error-codes.list", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const [, minor, type = "", code, typeName = "", codeName = ""] =
      /^1\.(\d) (\d+|0x[\da-f]{8}) (\d+) (\w+) (\w+)$/.exec(line) ?? [];
    if (codeName === "")
      throw new Error(`error-codes.list: "${line}" is no version, two numbers and two names`);
    const numbers = type.startsWith("0x")
      ? { type: 0xffff, experimenter: Number(type) }
      : { type: Number(type), experimenter: undefined };
    return { version: Number(minor) + 1, ...numbers, code: Number(code), typeName, codeName };
  });
}

/** The ERROR message with that code, and no data. */
export function errorBytes({ version, type, code, experimenter }: ErrorCodeCase): Uint8Array {
  const bytes = new Uint8Array(experimenter === undefined ? 12 : 16);
  const view = new DataView(bytes.buffer);
  bytes.set([version, 1, 0, bytes.length, 0, 0, 0, 1]);
  view.setUint16(8, type);
  view.setUint16(10, code);
  if (experimenter !== undefined) view.setUint32(12, experimenter);
  return bytes;
}

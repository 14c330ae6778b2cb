import { readFileSync } from "node:fs";

/** The code of an error in one version, as numbers and by name. */
export interface ErrorCodeCase {
  readonly version: number;
  readonly type: number;
  readonly code: number;
  readonly typeName: string;
  readonly codeName: string;
}

/** All of `cases/error-codes.list`, a line for each: `1.3 1 9 BAD_REQUEST OFPBRC_BAD_TABLE_ID`. */
export function errorCodeCases(): ErrorCodeCase[] {
  const text = readFileSync(new URL("../../cases/error-codes.list", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line) => {
    const [, minor, type, code, typeName = "", codeName = ""] =
      /^1\.(\d) (\d+) (\d+) (\w+) (\w+)$/.exec(line) ?? [];
    if (codeName === "")
      throw new Error(`error-codes.list: "${line}" is no version, two numbers and two names`);
    return { version: Number(minor) + 1, type: Number(type), code: Number(code), typeName, codeName };
  });
}

/** The ERROR message with that code, and no data. */
export function errorBytes({ version, type, code }: ErrorCodeCase): Uint8Array {
  return Uint8Array.of(version, 1, 0, 12, 0, 0, 0, 1, type >> 8, type, code >> 8, code);
}

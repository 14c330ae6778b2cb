import { parseWideJson } from "../json/parse-wide-json.js";
import type { GoldenCase } from "./golden-case.js";

const REMARKS = ["origin", "prints", "ofp-print", "wireshark", "encodes"];

/**
 * Reads the text of a case: comment lines with a title and remarks, hexadecimal bytes with comments, and
 * the value as JSON.
 *
 *     # ECHO_REQUEST with data
 *     # origin: made by hand
 *
 *     04 02 00 0a 00 00 00 01   # version 1.3, type ECHO_REQUEST, length 10, xid 1
 *     68 69                     # data
 *
 *     { "type": "ECHO_REQUEST", "version": 4, "xid": 1, "msg": { "data": "6869" } }
 *
 * `# prints: <text>` is what `ovs-ofctl ofp-print` says of the bytes, where the value is in words of its own.
 * `# ofp-print: no, <why>` and `# wireshark: no, <why>` say that these decoders do not agree,
 * `# encodes: no, <why>` that the value alone leads to other bytes.
 */
export function parseCase(name: string, text: string): GoldenCase {
  const fail = (reason: string) => new Error(`case ${name}: ${reason}`);
  const valueAt = text.search(/^\{/m);
  if (valueAt < 0) throw fail("no line begins with { for the value");
  const lines = text.slice(0, valueAt).split("\n");
  const comments = lines.filter((line) => line.startsWith("#")).map((line) => line.slice(1).trim());
  const [title, ...rest] = comments;
  if (title === undefined || title === "") throw fail("no title");

  const remarks = new Map<string, string>();
  for (const comment of rest) {
    const [, key = "", remark = ""] = /^([\w-]+): (.+)$/.exec(comment) ?? [];
    if (!REMARKS.includes(key)) throw fail(`"${comment}" is none of the remarks ${REMARKS.join(", ")}`);
    remarks.set(key, remark);
  }
  const origin = remarks.get("origin");
  if (origin === undefined) throw fail("no remark says its origin");
  const not = (key: string) => {
    const remark = remarks.get(key);
    if (remark === undefined) return undefined;
    const [, reason] = /^no, (.+)$/.exec(remark) ?? [];
    if (reason === undefined) throw fail(`${key}: "no" and the reason, not "${remark}"`);
    return reason;
  };
  const printed = remarks.get("prints");
  const notPrintable = not("ofp-print");
  const notDissected = not("wireshark");
  const notReencoded = not("encodes");

  return {
    name,
    title,
    origin,
    bytes: parseHex(lines, fail),
    message: parseWideJson(text.slice(valueAt)),
    ...(printed === undefined ? {} : { printed }),
    ...(notPrintable === undefined ? {} : { notPrintable }),
    ...(notDissected === undefined ? {} : { notDissected }),
    ...(notReencoded === undefined ? {} : { notReencoded }),
  };
}

function parseHex(lines: readonly string[], fail: (reason: string) => Error): Uint8Array {
  const bytes: number[] = [];
  for (const [index, line] of lines.entries()) {
    const [hex = ""] = line.split("#");
    for (const pair of hex.split(/\s+/).filter(Boolean)) {
      if (!/^[0-9a-f]{2}$/.test(pair)) throw fail(`line ${index + 1}: "${pair}" is no byte in hexadecimal`);
      bytes.push(Number.parseInt(pair, 16));
    }
  }
  if (bytes.length === 0) throw fail("no bytes");
  return Uint8Array.from(bytes);
}

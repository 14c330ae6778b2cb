import { CodecError } from "zof-codec";
import { decode, encode, formatJson, type MessageInput, validate } from "zof-types";
import { hexOf } from "../json/canonical.js";
import { parseWideJson } from "../json/parse-wide-json.js";

/** Members that name something: where they hold a number instead, it is something unknown. */
const NAMES = new Set([
  ...[
    "type",
    "action",
    "instruction",
    "field",
    "property",
    "event",
    "spec",
    "command",
    "reason",
    "code",
    "role",
  ],
]);
/** What the schemas show of a part that they do not know, or know no more of than whose it is. */
const UNKNOWN = /^0x[0-9A-F]+|^(\w+\.)?EXPERIMENTER/i;

/**
 * What is wrong with a message that another implementation made: it does not decode, something in it is not known,
 * or it does not encode to its bytes again, as it was decoded or by way of its JSON. One line of text for each.
 */
export function faultsOf(bytes: Uint8Array): string[] {
  const decoded = orError(() => decode(bytes));
  if (decoded instanceof CodecError) return [`does not decode: ${decoded.message}`];
  const { type } = decoded;
  const again = (what: string, encoded: Uint8Array | CodecError) => {
    if (encoded instanceof CodecError) return [`does not encode from its ${what}: ${encoded.message}`];
    return hexOf(encoded) === hexOf(bytes) ? [] : [`encodes from its ${what} to other bytes`];
  };
  const fromJson = parseWideJson(formatJson(decoded)) as MessageInput;
  const faults = [
    ...unknownParts({ type, ...decoded.msg }, ""),
    ...again(
      "value",
      orError(() => encode(decoded as MessageInput)),
    ),
    ...again(
      "JSON",
      orError(() => encode(fromJson)),
    ),
    ...validate(fromJson).map(({ message }) => `is not valid: ${message}`),
  ];
  return faults.map((fault) => `OpenFlow 1.${(bytes[0] ?? 0) - 1} ${type}: ${fault}`);
}

function unknownParts(value: unknown, path: string): string[] {
  if (typeof value === "string") return UNKNOWN.test(value) ? [`unknown:${path} ${value}`] : [];
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [];
  const named = Array.isArray(value) ? isFlags(value) : false;
  return Object.entries(value).flatMap(([key, member]) => {
    const place = Array.isArray(value) ? path : `${path}.${key}`;
    if (typeof member === "object") return unknownParts(member, place);
    return named || NAMES.has(key) ? unknownParts(String(member), place) : [];
  });
}

/** A list of names. */
function isFlags(list: readonly unknown[]): boolean {
  return list.every((each) => typeof each === "string");
}

function orError<T>(run: () => T): T | CodecError {
  try {
    return run();
  } catch (error) {
    if (error instanceof CodecError) return error;
    throw error;
  }
}

import { hexText } from "../wire/bytes.js";

/** A value as JSON can say it: bytes become upper-case hexadecimal text, in lists and objects too. */
export function plainJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return hexText(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainJson(inner)]));
}

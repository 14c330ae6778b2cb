import { CodecError } from "../codec-error.js";

/** The longest value that is repeated in full in an error text. */
const SHOWN = 60;

/** The error for a value that is not the text of an address; `allowed` says what is, with an example. */
export function badAddress(value: unknown, allowed: string): CodecError {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
  return new CodecError("bad_value", `${shown} is not ${allowed}`);
}

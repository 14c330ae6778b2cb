import { CodecError } from "../codec-error.js";
import { show } from "../wire/integers.js";

/** The error for a value that is not the text of an address; `allowed` says what is, with an example. */
export function badAddress(value: unknown, allowed: string): CodecError {
  return new CodecError("bad_value", `${show(value)} is not ${allowed}`);
}

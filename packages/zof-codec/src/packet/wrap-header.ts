import { CodecError } from "../codec-error.js";
import type { GivenFields } from "./given-fields.js";
import type { Header, PseudoHeader } from "./header.js";

/** For headers whose checksum covers nothing outside of them. */
const NO_PSEUDO_HEADER: PseudoHeader = { sum: () => 0 };

/**
 * Puts a header in front of bytes, from the given fields and its defaults.
 *
 * @throws CodecError `missing` when a field is not given that has no default.
 */
export function wrapHeader(
  header: Header,
  given: GivenFields,
  body: Uint8Array,
  around: PseudoHeader = NO_PSEUDO_HEADER,
): Uint8Array {
  const all: Readonly<Record<string, unknown>> = given;
  const inherited = Object.entries(header.inherited ?? {}).map(([name, source]) => [name, all[source ?? ""]]);
  const values: Record<string, unknown> = { ...header.defaults, ...Object.fromEntries(inherited), ...all };
  for (const name of header.required) {
    if (values[name] === undefined) throw missing(name, `a packet with ${header.name}`);
  }
  return header.wrap(values, body, around);
}

export function missing(field: string, what: string): CodecError {
  return new CodecError("missing", `${what} needs it`, { path: field });
}

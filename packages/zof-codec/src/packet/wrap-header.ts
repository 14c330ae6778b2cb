import { CodecError } from "../codec-error.js";
import type { GivenFields } from "./given-fields.js";
import type { Header, PseudoHeader } from "./header.js";

/** For headers whose checksum covers nothing outside of them. */
const NO_PSEUDO_HEADER: PseudoHeader = { sum: () => 0 };

/**
 * Puts a header in front of bytes, from the given fields and its defaults.
 *
 * @throws CodecError `missing` when a field is not given that has no default, and what the header throws.
 */
export function wrapHeader(
  header: Header,
  given: GivenFields,
  body: Uint8Array,
  around: PseudoHeader = NO_PSEUDO_HEADER,
): Uint8Array {
  const all: Readonly<Record<string, unknown>> = given;
  const values: Record<string, unknown> = { ...header.defaults, ...all };
  /** Errors name the field that was, or should have been, given. */
  const sources = new Map<string, string>();
  for (const [name, source] of Object.entries(header.inherited ?? {})) {
    if (all[name] !== undefined || source === undefined) continue;
    values[name] = all[source];
    sources.set(name, source);
  }
  for (const name of header.required) {
    if (values[name] === undefined) throw missing(sources.get(name) ?? name, `a packet with ${header.name}`);
  }
  try {
    return header.wrap(values, body, around);
  } catch (error) {
    const source = error instanceof CodecError ? sources.get(error.path) : undefined;
    if (source === undefined) throw error;
    throw new CodecError("bad_value", (error as CodecError).reason, { path: source });
  }
}

export function missing(field: string, what: string): CodecError {
  return new CodecError("missing", `${what} needs it`, { path: field });
}

import { CodecError } from "../codec-error.js";
import { bytesFrom } from "../wire/bytes.js";
import { show } from "../wire/integers.js";

/** Bytes as building takes them: as they are, or as hexadecimal text. */
export type BytesInput = Uint8Array | string;

export const NO_BYTES = new Uint8Array(0);

/** The bytes of an input; throws a CodecError that names the field when it is neither bytes nor hexadecimal text. */
export function inputBytes(value: unknown, name: string): Uint8Array {
  const bytes = bytesFrom(value);
  if (bytes !== undefined) return bytes;
  throw new CodecError("bad_value", `${show(value)} is not bytes: a Uint8Array or hexadecimal text`, {
    path: name,
  });
}

/** The options of an IPv4 or TCP header: at most 40 bytes, in words of four. */
export function optionBytes(value: BytesInput | undefined, name: string): Uint8Array {
  if (value === undefined) return NO_BYTES;
  const bytes = inputBytes(value, name);
  if (bytes.length <= 40 && bytes.length % 4 === 0) return bytes;
  throw new CodecError(
    "bad_length",
    `${bytes.length} bytes, but options are a multiple of 4 and at most 40`,
    {
      path: name,
    },
  );
}

/** The elements of an input that is a list, none when it is not given; throws a CodecError that names the field when it is no list. */
export function inputList<Element>(value: readonly Element[] | undefined, name: string): readonly Element[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new CodecError("bad_value", `${show(value)} is not a list`, { path: name });
}

/** As `inputList`, for lists of objects. */
export function inputObjects<Element extends object>(
  value: readonly Element[] | undefined,
  name: string,
): readonly Element[] {
  const list = inputList(value, name);
  for (const [i, element] of list.entries()) {
    if (typeof element === "object" && element !== null) continue;
    throw new CodecError("bad_value", `${show(element)} is not an object`, { path: `${name}[${i}]` });
  }
  return list;
}

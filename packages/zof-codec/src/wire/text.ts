import { CodecError } from "../codec-error.js";
import type { Put } from "../writer.js";
import { notedHole, show } from "./integers.js";
import type { Reader } from "./reader.js";
import type { Scalar } from "./scalar.js";

const strict = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

/** Bytes that are no UTF-8 are shown as these code units (lone surrogates), one for each byte from 0x80 on. */
const ESCAPE = 0xdc00;
const ESCAPED = /[\udc80-\udcff]/;

/**
 * Text in a field of fixed size, filled up with zeros (which end the text). It is UTF-8; where a switch
 * sends something else, each byte beyond ASCII is kept as a lone surrogate, so that it comes out the same.
 */
export function fixedText(size: number): Scalar<string> {
  const put: Put = (writer, offset, value, field) => {
    if (notedHole(writer, offset, value, field, put, size)) return;
    if (typeof value !== "string") {
      const code = value === undefined ? "missing" : "bad_value";
      throw new CodecError(code, `${show(value)} is not text`, { path: field });
    }
    const bytes = ESCAPED.test(value) ? unescapeBytes(value) : encoder.encode(value);
    if (bytes.length > size) {
      throw new CodecError("bad_value", `${bytes.length} bytes of text, at most ${size} fit`, {
        path: field,
      });
    }
    writer.zero(offset, size);
    writer.bytes.set(bytes, offset);
  };
  const get = (r: Reader, o: number): string => {
    const zero = r.bytes.indexOf(0, o);
    return decodeText(r.bytes.subarray(o, zero < 0 || zero > o + size ? o + size : zero));
  };
  return { size, get, put };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    // Not an error to report: switches may name their ports in any encoding.
    return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : ESCAPE + byte)).join("");
  }
}

function unescapeBytes(text: string): Uint8Array {
  const parts = Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return character.length === 1 && ESCAPED.test(character)
      ? [code - ESCAPE]
      : [...encoder.encode(character)];
  });
  return Uint8Array.from(parts.flat());
}

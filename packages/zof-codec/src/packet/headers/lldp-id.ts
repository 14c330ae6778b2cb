import { readIpv4, writeIpv4 } from "../../address/ipv4.js";
import { readIpv6, writeIpv6 } from "../../address/ipv6.js";
import { readMac, writeMac } from "../../address/mac.js";
import { CodecError } from "../../codec-error.js";
import { bytesFrom, hexText } from "../../wire/bytes.js";
import { show } from "../../wire/integers.js";

/**
 * Chassis and port ids of LLDP (IEEE 802.1AB sections 8.5.2 and 8.5.3) as text: a word for the kind and the
 * value. A locally assigned id is its text alone.
 *
 *     mac 0a:1b:2c:3d:4e:5f     ip 10.0.0.1     ip6 2001:db8::1     ifname eth0     ifalias uplink
 *     chassis 0A1B     port 0A1B     circuit 0A1B     1/7     unknown 07FF
 *
 * What has no such form, as text that is not UTF-8 or begins with one of these words, is "unknown" with the
 * whole value in hexadecimal, the subtype byte included. So every value is read back as it was.
 */
export interface LldpIdKinds {
  read(bytes: Uint8Array): string;
  /** Throws a CodecError when the text has no value, or not one of 1 to 255 bytes. */
  parse(text: string): Uint8Array;
}

type Kind = (typeof KINDS)[keyof typeof KINDS];

/** How the words' values are written; `read` gives undefined for bytes that have no text. */
const KINDS = {
  text: { read: decodeText, parse: (text: string) => new TextEncoder().encode(text) },
  hex: { read: hexText, parse: bytesFrom },
  mac: fixedSize(6, readMac, writeMac),
  ip: network(1, fixedSize(4, readIpv4, writeIpv4)),
  ip6: network(2, fixedSize(16, readIpv6, writeIpv6)),
};

const UNKNOWN = "unknown";
/** Sizes of an id (IEEE 802.1AB sections 8.5.2.3 and 8.5.3.3) with its subtype. */
const SHORTEST = 2;
const LONGEST = 256;

/** Words and subtypes; the empty word is that of locally assigned ids. */
type Word = readonly [word: string, subtype: number, kind: Kind];

export const chassisId = idKinds("chassis id", [
  ["chassis", 1, KINDS.hex],
  ["ifalias", 2, KINDS.text],
  ["port", 3, KINDS.hex],
  ["mac", 4, KINDS.mac],
  ["ip", 5, KINDS.ip],
  ["ip6", 5, KINDS.ip6],
  ["ifname", 6, KINDS.text],
  ["", 7, KINDS.text],
]);

export const portId = idKinds("port id", [
  ["ifalias", 1, KINDS.text],
  ["port", 2, KINDS.hex],
  ["mac", 3, KINDS.mac],
  ["ip", 4, KINDS.ip],
  ["ip6", 4, KINDS.ip6],
  ["ifname", 5, KINDS.text],
  ["circuit", 6, KINDS.hex],
  ["", 7, KINDS.text],
]);

function idKinds(what: string, words: readonly Word[]): LldpIdKinds {
  const local = words.at(-1) as Word;
  /** The word that a text begins with, and what follows it. */
  const split = (text: string): readonly [word: string, rest: string] => {
    const word = text.slice(0, Math.max(0, text.indexOf(" ")));
    const isWord = word === UNKNOWN || words.some(([known]) => known === word);
    return isWord && word !== "" ? [word, text.slice(word.length + 1)] : ["", text];
  };
  const parse = (text: string): Uint8Array => {
    const [word, rest] = split(String(text));
    const [, subtype, kind] = words.find(([known]) => known === word) ?? local;
    const value = word === UNKNOWN ? bytesFrom(rest) : prefixed(subtype, kind.parse(rest));
    const size = typeof text === "string" && value !== undefined ? value.length : 0;
    if (value !== undefined && size >= SHORTEST && size <= LONGEST) return value;
    const forms = words.map(([known]) => known || "text alone").join(", ");
    throw new CodecError("bad_value", `${show(text)} is not a ${what} of 1 to 255 bytes: ${forms}`);
  };
  const read = (bytes: Uint8Array): string => {
    for (const [word, subtype, kind] of words) {
      const value = bytes[0] === subtype ? kind.read(bytes.subarray(1)) : undefined;
      if (value === undefined) continue;
      if (word !== "") return `${word} ${value}`;
      if (split(value)[0] === "") return value;
    }
    return `${UNKNOWN} ${hexText(bytes)}`;
  };
  return { read, parse };
}

function prefixed(subtype: number, value: Uint8Array | undefined): Uint8Array | undefined {
  return value && Uint8Array.of(subtype, ...value);
}

/** UTF-8 text; undefined when the bytes are none. */
function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the decoder's only error: not UTF-8
  }
}

function fixedSize(
  size: number,
  read: (bytes: Uint8Array, offset: number) => string,
  write: (bytes: Uint8Array, offset: number, text: string) => void,
) {
  return {
    read: (bytes: Uint8Array) => (bytes.length === size ? read(bytes, 0) : undefined),
    parse(text: string) {
      const bytes = new Uint8Array(size);
      write(bytes, 0, text);
      return bytes;
    },
  };
}

/** A network address behind its family number (IANA address family numbers). */
function network(family: number, address: ReturnType<typeof fixedSize>) {
  return {
    read: (bytes: Uint8Array) => (bytes[0] === family ? address.read(bytes.subarray(1)) : undefined),
    parse: (text: string) => Uint8Array.of(family, ...address.parse(text)),
  };
}

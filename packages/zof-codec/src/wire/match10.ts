import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import { Writer } from "../writer.js";
import { show } from "./integers.js";
import { keepBytes, keptBytes, sameValue } from "./kept-bytes.js";
import { notA } from "./list.js";
import { ipv4Mask, splitMask } from "./mask.js";
import type { FieldEntry } from "./oxm-field.js";
import { type FieldLookup, withPrerequisites } from "./prerequisites.js";
import { Reader } from "./reader.js";
import { dscp10, ipv4, mac, type Scalar, u8, u16, vlan10 } from "./scalar.js";

const SIZE = 40;
/** Every bit of `wildcards` set, with 32 (all bits of the address) as the count of ignored address bits. */
const ALL_WILD = 0x3820ff;

const ETH_ARP = 0x0806;
const IP_ICMP = 1;
const IP_UDP = 17;

/** A field of the struct: where it lies, and the bit (or, for addresses, the lowest of six bits) that ignores it. */
interface Slot {
  readonly offset: number;
  readonly scalar: Scalar;
  readonly wildcard: number;
  readonly prefix?: true;
}

/**
 * The match of OpenFlow 1.0 (`struct ofp_match`, OpenFlow 1.0.1 section 5.2.3): a struct of fixed
 * fields and a word that says which of them to ignore, read and written as a list of match fields.
 *
 * Which field a slot stands for depends on others: `nw_src` is ARP_SPA when `dl_type` is ARP,
 * `tp_src` is ICMPV4_TYPE or UDP_SRC by `nw_proto`. Bits without meaning (values of ignored fields, the
 * lower two bits of `nw_tos`) do not show; a decoded match that has some remembers its bytes.
 */
export class Match10 {
  readonly #slots: ReadonlyMap<string, Slot>;
  readonly #lookup: FieldLookup;
  readonly #scratch = new Writer(SIZE);

  constructor(port: Scalar, lookup: FieldLookup) {
    const networkSource = { offset: 28, scalar: ipv4, wildcard: 1 << 8, prefix: true } as const;
    const networkTarget = { offset: 32, scalar: ipv4, wildcard: 1 << 14, prefix: true } as const;
    const protocol = { offset: 25, scalar: u8, wildcard: 1 << 5 };
    const transportSource = { offset: 36, scalar: u16, wildcard: 1 << 6 };
    const transportTarget = { offset: 38, scalar: u16, wildcard: 1 << 7 };
    this.#lookup = lookup;
    this.#slots = new Map<string, Slot>([
      ["IN_PORT", { offset: 4, scalar: port, wildcard: 1 << 0 }],
      ["ETH_SRC", { offset: 6, scalar: mac, wildcard: 1 << 2 }],
      ["ETH_DST", { offset: 12, scalar: mac, wildcard: 1 << 3 }],
      ["VLAN_VID", { offset: 18, scalar: vlan10, wildcard: 1 << 1 }],
      ["VLAN_PCP", { offset: 20, scalar: u8, wildcard: 1 << 20 }],
      ["ETH_TYPE", { offset: 22, scalar: u16, wildcard: 1 << 4 }],
      ["IP_DSCP", { offset: 24, scalar: dscp10, wildcard: 1 << 21 }],
      ["IP_PROTO", protocol],
      ["ARP_OP", protocol],
      ["IPV4_SRC", networkSource],
      ["ARP_SPA", networkSource],
      ["IPV4_DST", networkTarget],
      ["ARP_TPA", networkTarget],
      ["TCP_SRC", transportSource],
      ["UDP_SRC", transportSource],
      ["ICMPV4_TYPE", transportSource],
      ["TCP_DST", transportTarget],
      ["UDP_DST", transportTarget],
      ["ICMPV4_CODE", transportTarget],
    ]);
  }

  readMatch(reader: Reader): FieldEntry[] {
    const start = reader.take(SIZE);
    const wildcards = reader.view.getUint32(start);
    const arp = (wildcards & (1 << 4)) === 0 && reader.view.getUint16(start + 22) === ETH_ARP;
    const protocol = (wildcards & (1 << 5)) === 0 && !arp ? reader.bytes[start + 25] : undefined;
    const transport = protocol === IP_ICMP ? "icmp" : protocol === IP_UDP ? "udp" : "tcp";
    const names = arp ? ARP_NAMES : NAMES[transport];
    const fields: FieldEntry[] = [];
    for (const name of names) {
      const slot = this.#slot(name);
      const value = slot.scalar.get(reader, start + slot.offset);
      if (slot.prefix !== undefined) {
        const ignored = Math.floor(wildcards / slot.wildcard) & 0x3f;
        if (ignored === 0) fields.push({ field: name, value });
        else if (ignored < 32) fields.push({ field: name, value, mask: ipv4Mask(32 - ignored) });
      } else if ((wildcards & slot.wildcard) === 0) fields.push({ field: name, value });
    }
    const bytes = reader.bytes.subarray(start, start + SIZE);
    if (!this.#reproduces(fields, bytes)) keepBytes(fields, bytes);
    return fields;
  }

  writeMatch(writer: Writer, fields: readonly FieldEntry[] | undefined): void {
    if (fields !== undefined && !Array.isArray(fields)) throw notA("list", fields, "match");
    const kept = keptBytes(fields, (bytes) => sameValue(this.#decode(bytes), fields));
    if (kept !== undefined) writer.append(kept);
    else this.#writeFields(writer, fields ?? []);
  }

  readonly #decode = (bytes: Uint8Array): FieldEntry[] => {
    const reader = new Reader();
    reader.open(bytes, 0, bytes.length);
    return this.readMatch(reader);
  };

  /** Whether writing the fields gives just these bytes. */
  #reproduces(fields: readonly FieldEntry[], bytes: Uint8Array): boolean {
    this.#scratch.length = 0;
    try {
      this.#writeFields(this.#scratch, fields);
    } catch (error) {
      if (error instanceof CodecError) return false;
      throw error;
    }
    return bytes.every((byte, index) => byte === this.#scratch.bytes[index]);
  }

  #writeFields(writer: Writer, given: readonly FieldEntry[]): void {
    const start = writer.reserve(SIZE);
    writer.zero(start, SIZE);
    let wildcards = ALL_WILD;
    for (const entry of withPrerequisites(given, this.#lookup)) {
      try {
        wildcards = this.#put(writer, start, entry, wildcards);
      } catch (error) {
        // Fields that were added are never at fault: count among those given.
        throw error instanceof CodecError ? error.at("match", given.indexOf(entry)) : error;
      }
    }
    writer.view.setUint32(start, wildcards);
  }

  #put(writer: Writer, start: number, entry: FieldEntry, wildcards: number): number {
    if (entry === null || typeof entry !== "object" || entry instanceof Hole) throw notA("object", entry, "");
    const name = entry.field as unknown;
    if (name instanceof Hole) throw new VariableHole(name);
    const slot = this.#slot(name);
    const { value, mask } = splitMask(entry.value, entry.mask, slot.scalar.size);
    slot.scalar.put(writer, start + slot.offset, value, "value");
    return (wildcards & ~this.#ignoredBits(slot)) | this.#ignored(slot, entry.field, mask);
  }

  #ignoredBits(slot: Slot): number {
    return slot.prefix === undefined ? slot.wildcard : slot.wildcard * 0x3f;
  }

  /** The wildcard bits of a field that is given with this mask. */
  #ignored(slot: Slot, name: string, mask: unknown): number {
    if (mask === undefined) return 0;
    if (slot.prefix === undefined) {
      throw new CodecError("bad_value", `OpenFlow 1.0 takes no mask for ${name}`, { path: "mask" });
    }
    if (mask instanceof Hole) throw new VariableHole(mask);
    for (let prefix = 0; prefix <= 32; prefix++) {
      if (ipv4Mask(prefix) === mask) return (32 - prefix) * slot.wildcard;
    }
    throw new CodecError("bad_value", `${show(mask)} is no prefix mask, as OpenFlow 1.0 needs for ${name}`, {
      path: "mask",
    });
  }

  #slot(name: unknown): Slot {
    const slot = this.#slots.get(name as string);
    if (slot !== undefined) return slot;
    const field = this.#lookup.field(name); // throws, with the nearest name, when there is no such field at all
    throw new CodecError("bad_type", `OpenFlow 1.0 cannot match ${field.name}`, { path: "field" });
  }
}

const LINK_NAMES = ["IN_PORT", "ETH_SRC", "ETH_DST", "VLAN_VID", "VLAN_PCP", "ETH_TYPE"];
const NETWORK_NAMES = [...LINK_NAMES, "IP_DSCP", "IP_PROTO", "IPV4_SRC", "IPV4_DST"];
const ARP_NAMES = [...LINK_NAMES, "IP_DSCP", "ARP_OP", "ARP_SPA", "ARP_TPA", "TCP_SRC", "TCP_DST"];
const NAMES = {
  tcp: [...NETWORK_NAMES, "TCP_SRC", "TCP_DST"],
  udp: [...NETWORK_NAMES, "UDP_SRC", "UDP_DST"],
  icmp: [...NETWORK_NAMES, "ICMPV4_TYPE", "ICMPV4_CODE"],
};

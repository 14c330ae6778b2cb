import { CodecError } from "../codec-error.js";
import { nearest } from "../nearest.js";
import { show } from "../wire/integers.js";
import { describePacket } from "./describe-packet.js";
import type { Field } from "./field.js";
import { findHeaders } from "./find-headers.js";
import type { Header } from "./header.js";
import { found, type Layout, Slot } from "./layout.js";
import {
  type AliasFields,
  FIELD_ALIASES,
  HEADER_LIST,
  PACKET_FIELDS,
  PACKET_HEADERS,
  type PacketFields,
  type PacketObject,
  type ProtocolName,
} from "./packet-fields.js";
import { plainJson } from "./plain-json.js";

/**
 * The headers of an Ethernet frame as a lazy view: each field is read from the bytes when it is asked for, and is
 * undefined when the packet does not have it. Of a damaged or cut off packet the headers that are whole are shown;
 * reading never throws.
 *
 * Assigning a field overrides it in the view (the bytes stay as they are); assigning undefined takes it away. The
 * fields are not own properties: `toObject()` gives what can be copied, spread or compared.
 */
export interface PacketView extends PacketFields, AliasFields {
  /** Source address of IPv4 or IPv6: `ipv4_src` or `ipv6_src`. */
  src: string | undefined;
  /** Destination address of IPv4 or IPv6: `ipv4_dst` or `ipv6_dst`. */
  dst: string | undefined;
  /**
   * The bytes after the last header that could be read, up to the packet's own end: padding is not part of it.
   * They share the memory of the frame.
   */
  payload: Uint8Array;
  /**
   * This view when the frame has a header of that protocol, else undefined. Upper case is taken too.
   *
   * @throws CodecError `bad_value` when there is no such protocol.
   */
  get_protocol(name: ProtocolName | Uppercase<ProtocolName>): this | undefined;
  /** The packet in one line, as `Ethernet 00:..:01 > 00:..:02 / IPv4 10.0.0.1 > 10.0.0.2 / TCP 4711 > 80 SYN / 0 bytes`. */
  get_description(): string;
  /** The fields that the packet has, overridden ones included, in the form that `buildPacket` takes. */
  toObject(): PacketObject;
  /** As `toObject`, with bytes as upper-case hexadecimal text. */
  toJSON(): Record<string, unknown>;
}

/** Shows views as plain objects where Node.js prints values. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

class FrameView {
  readonly #bytes: Uint8Array;
  #layout: Layout | undefined;

  constructor(bytes: Uint8Array) {
    // A Buffer's parts would be Buffers; they are slower to make, and not what the types say.
    this.#bytes =
      bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  // The accessors are made from the table once, for the prototype: made for each view they would cost many times more.
  static {
    for (const [name, { slot, read }] of Object.entries<Field>(PACKET_FIELDS)) {
      defineOverridable(FrameView.prototype, name, function (this: FrameView) {
        const layout = this.#found();
        const at = found(layout, slot);
        return at < 0 ? undefined : read(this.#bytes, at, layout);
      });
    }
    defineOverridable(FrameView.prototype, "payload", function (this: FrameView) {
      const layout = this.#found();
      return this.#bytes.subarray(found(layout, Slot.payload), found(layout, Slot.end));
    });
    for (const [alias, name] of Object.entries(FIELD_ALIASES))
      defineAlias(FrameView.prototype, alias, () => name);
    defineAlias(FrameView.prototype, "src", (view) =>
      view.ipv6_src === undefined ? "ipv4_src" : "ipv6_src",
    );
    defineAlias(FrameView.prototype, "dst", (view) =>
      view.ipv6_dst === undefined ? "ipv4_dst" : "ipv6_dst",
    );
  }

  get_protocol(name: string): this | undefined {
    const protocol = String(name).toLowerCase();
    if (Object.hasOwn(PACKET_HEADERS, protocol)) {
      return this.#has(PACKET_HEADERS[protocol as ProtocolName]) ? this : undefined;
    }
    const guess = nearest(protocol, Object.keys(PACKET_HEADERS));
    const hint =
      guess === undefined ? `one of ${Object.keys(PACKET_HEADERS).join(", ")}` : `did you mean ${guess}?`;
    throw new CodecError("bad_value", `${show(name)} is not a protocol: ${hint}`);
  }

  get_description(): string {
    const view = this as unknown as PacketView;
    return describePacket(
      HEADER_LIST.filter((header) => this.#has(header)),
      view,
      this.#bytes.length,
    );
  }

  toObject(): PacketObject {
    const view = this as unknown as Readonly<Record<string, unknown>>;
    const headers = HEADER_LIST.filter((header) => this.#has(header));
    const names = [...headers.flatMap(({ fields }) => Object.keys(fields)), ...Object.keys(this)];
    const entries = names.map((name) => [name, view[name]]).filter(([, value]) => value !== undefined);
    const { payload } = this as unknown as PacketView;
    if (payload.length > 0) entries.push(["payload", payload]);
    return Object.fromEntries(entries);
  }

  toJSON(): unknown {
    return plainJson(this.toObject());
  }

  [INSPECT](): PacketObject {
    return this.toObject();
  }

  #found(): Layout {
    this.#layout ??= findHeaders(this.#bytes);
    return this.#layout;
  }

  /** Whether the frame has a header; VLAN tags are gone when the view says so by vlan_vid 0. */
  #has(header: Header): boolean {
    if (header === PACKET_HEADERS.vlan && (this as unknown as PacketView).vlan_vid === 0) return false;
    return found(this.#found(), header.slot) >= 0;
  }
}

/** A view of the headers of an Ethernet frame. The bytes are not copied: the view is good as long as they are. */
export const PacketView = FrameView as unknown as new (bytes: Uint8Array) => PacketView;

/** The headers of an Ethernet frame, as `new PacketView(bytes)`. */
export function parsePacket(bytes: Uint8Array): PacketView {
  return new PacketView(bytes);
}

function defineOverridable(prototype: FrameView, name: string, get: (this: FrameView) => unknown): void {
  Object.defineProperty(prototype, name, {
    get,
    // An own property hides the accessor, so that reading, the usual case, has nothing to look up.
    set(value: unknown) {
      Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
    },
    configurable: true,
  });
}

function defineAlias(
  prototype: FrameView,
  alias: string,
  target: (view: PacketView) => keyof PacketFields,
): void {
  Object.defineProperty(prototype, alias, {
    get(this: PacketView) {
      return this[target(this)];
    },
    set(this: Record<string, unknown> & PacketView, value: unknown) {
      (this as Record<string, unknown>)[target(this)] = value;
    },
    configurable: true,
  });
}

import { type ByteRange, sectionOf } from "./byte-range.js";

/** Where the walk is: what lies around the bytes that come next. */
export interface Place {
  /** First byte that does not belong to what is read now. */
  readonly end: number;
  readonly depth: number;
  readonly path: string;
  /** What the decoder made of it; undefined when it made nothing. */
  readonly value: unknown;
}

/** The bytes end before what should lie there. */
export class OutOfBytes extends Error {
  override readonly name = "OutOfBytes";
}

/** Notes what each byte range is, from the first to the last. */
export class RangeRecorder {
  readonly ranges: ByteRange[] = [];
  readonly view: DataView;
  /** The next byte. */
  at = 0;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A property of `size` bytes; `value` is what the decoder made of it. */
  field(place: Place, name: string, size: number, value: unknown, description?: string): number {
    const path = name === "" ? place.path : child(place.path, name);
    return this.#add(place, { kind: "field", name, path, value }, size, description);
  }

  /** Part of a header, which the message does not show: with its number, or what it means. */
  header(place: Place, name: string, size: number, value?: unknown): number {
    const start = this.at;
    this.#need(place, size);
    const shown = value ?? this.number(start, size);
    return this.#add(place, { kind: "field", name, path: "", value: shown }, size);
  }

  padding(place: Place, size: number): void {
    if (size > 0) this.#add(place, { kind: "padding", name: "padding", path: "" }, size);
  }

  /** What could not be read, up to the end of the place. */
  rest(place: Place, name: string): void {
    const size = place.end - this.at;
    if (size > 0) this.#add(place, { kind: "rest", name, path: "" }, size);
  }

  /** Says what the ranges until `end` are together. `kind`: what all things of its kind are, for the section. */
  group(
    place: Place,
    name: string,
    path: string,
    description: string | undefined,
    end = this.at,
    kind?: string,
  ): void {
    const section = sectionOf(description) ?? sectionOf(kind);
    this.ranges.push({
      start: this.at,
      end,
      depth: place.depth,
      kind: "group",
      name,
      path,
      ...(description !== undefined && { description }),
      ...(section !== undefined && { section }),
    });
  }

  /** The unsigned number in 1 to 4 bytes. */
  number(at: number, size: number): number {
    let value = 0;
    for (let index = at; index < at + size; index++) value = value * 256 + (this.bytes[index] ?? 0);
    return value;
  }

  /** The u16 that comes next; it stays there. */
  peek16(place: Place, offset = 0): number {
    if (this.at + offset + 2 > place.end) throw new OutOfBytes();
    return this.view.getUint16(this.at + offset);
  }

  #need(place: Place, size: number): void {
    if (this.at + size > place.end) throw new OutOfBytes();
  }

  /** Returns where the range starts. */
  #add(
    place: Place,
    range: Pick<ByteRange, "kind" | "name" | "path" | "value">,
    size: number,
    description?: string,
  ): number {
    this.#need(place, size);
    const start = this.at;
    this.at += size;
    const section = sectionOf(description);
    this.ranges.push({
      start,
      end: this.at,
      depth: place.depth,
      ...range,
      ...(description !== undefined && { description }),
      ...(section !== undefined && { section }),
    });
    return start;
  }
}

/** The path of a property. */
export function child(path: string, name: string | number): string {
  return typeof name === "number" ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
}

/** A property of what the decoder made; undefined when there is none. */
export function valueAt(value: unknown, name: string | number): unknown {
  return value === null || typeof value !== "object"
    ? undefined
    : (value as Record<string | number, unknown>)[name];
}

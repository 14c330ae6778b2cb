import { type LayoutItem, type PropertyLayout, reference, type TypeReference } from "zof-types/reference";
import { isMultipart, layoutFor, memberOf, messageOf } from "./find-type.js";
import { child, OutOfBytes, type Place, type RangeRecorder, valueAt } from "./range-recorder.js";
import { walkField, walkMatch, walkStats, walkStructMatch } from "./walk-match.js";
import { wireSize } from "./wire-sizes.js";

/** What belongs together in a layout: where it began, and the lengths that were read for what comes later. */
interface Container {
  readonly type: TypeReference | undefined;
  readonly start: number;
  readonly place: Place;
  readonly sizes: Map<string, number>;
}

/** What every message begins with, also one of an unknown type. */
const HEADER = "The header of a message (OpenFlow 1.3.5 section 7.1).";

/** Walks a message by the layouts of the schemas, and notes what each byte is. */
export class MessageWalk {
  readonly #to: RangeRecorder;
  #version = 0;

  constructor(recorder: RangeRecorder) {
    this.#to = recorder;
  }

  /** `value`: the decoded message, undefined when it would not decode: then there are numbers instead of names. */
  message(place: Place): void {
    const to = this.#to;
    const outer = this.#version;
    try {
      this.#message(place);
    } catch (error) {
      if (!(error instanceof OutOfBytes)) throw error;
    }
    to.rest(place, "what is left");
    this.#version = outer;
  }

  #message(place: Place): void {
    const to = this.#to;
    const start = to.at;
    const version = to.number(start, 1);
    const code = to.number(start + 1, 1);
    const isHello = code === 0;
    this.#version =
      isHello && reference.versions[version] === undefined
        ? Math.max(...Object.keys(reference.versions).map(Number))
        : version;
    const hasParts = isMultipart(this.#version, code) && start + 10 <= place.end;
    const numbers = hasParts ? [code, to.view.getUint16(start + 8)] : [code];
    const defined = this.#definedBy(place, numbers, hasParts ? multipartHeaderEnd(this.#version) : 8);
    const type = defined ?? messageOf(this.#version, numbers);
    to.group(place, type?.title ?? "message", place.path, type?.description, place.end, HEADER);
    const header: Place = { ...place, depth: place.depth + 1 };
    to.header(
      header,
      "version",
      1,
      reference.versions[version] === undefined ? version : `OpenFlow ${reference.versions[version]}`,
    );
    to.header(header, "type", 1);
    to.header(header, "length", 2);
    to.field(header, "xid", 4, to.number(to.at, 4));
    if (hasParts) {
      to.header(header, "multipart type", 2);
      to.field(header, "flags", 2, valueAt(place.value, "flags"));
      to.padding(header, this.#version === 1 ? 0 : 4);
    }
    if (type === undefined) return;
    if (defined !== undefined) {
      to.header(header, "experimenter", 4);
      to.header(header, "experimenter type", 4);
    }
    const body: Place = { ...header, path: child(place.path, "msg"), value: valueAt(place.value, "msg") };
    this.#struct(type, body);
  }

  /** The message that an experimenter defines, whose id and type begin at `offset`; undefined when it is none. */
  #definedBy(place: Place, numbers: readonly number[], offset: number): TypeReference | undefined {
    const to = this.#to;
    const at = to.at + offset;
    if (at + 8 > place.end) return undefined;
    const type = messageOf(this.#version, [...numbers, to.number(at, 4), to.number(at + 4, 4)]);
    // One whose body is not as its schema says is shown as any message of an experimenter.
    const shown = valueAt(place.value, "type") ?? type?.title;
    return type?.title === shown ? type : undefined;
  }

  /** A struct without a line of its own. */
  #struct(type: TypeReference, place: Place): void {
    const items = layoutFor(type.layouts, this.#version);
    if (items === undefined) this.#to.rest(place, type.id);
    else this.#items(items, { type, start: this.#to.at, place, sizes: new Map() });
  }

  #items(items: readonly LayoutItem[], container: Container): void {
    let inner = container;
    for (const item of items) {
      if (item.kind === "sizeof" && item.name === "this") {
        const size = this.#to.peek16(inner.place);
        this.#to.header(inner.place, "length", 2);
        const end = Math.min(inner.place.end, Math.max(inner.start + size, this.#to.at));
        inner = { ...inner, place: { ...inner.place, end } };
      } else this.#item(item, inner);
    }
    if (!items.some((item) => item.kind === "align" && item.after === true)) return;
    const { start, place } = container;
    this.#to.padding(place, Math.min(-(this.#to.at - start) & 7, place.end - this.#to.at));
  }

  #item(item: LayoutItem, container: Container): void {
    const to = this.#to;
    const { place, sizes, start } = container;
    switch (item.kind) {
      case "pad":
        to.padding(place, item.size);
        return;
      case "align":
        if (item.after !== true)
          to.padding(place, Math.min(alignment(item.multiple, to.at - start), place.end - to.at));
        return;
      case "part":
        if (item.value === undefined) to.header(place, `${item.part} of ${item.names.join(", ")}`, 2);
        return;
      case "count":
        sizes.set(countOf(item.name), to.peek16(place));
        to.header(place, `number of ${item.name}`, 2);
        return;
      case "presence":
        this.#present(item.items, container);
        return;
      case "sizeof":
        sizes.set(item.name, to.peek16(place));
        to.header(place, `length of ${item.name}`, 2);
        return;
      case "key":
        to.header(place, "type", wireSize(item.type) ?? 2);
        return;
      case "qualified":
        this.#qualified(item, container);
        return;
      case "properties":
        this.#properties(item.members, place);
        return;
      case "spread":
        if (item.type === "Field") walkField(to, place);
        else this.#spread(item.type, place);
        return;
      case "list":
        this.#list(item.name, item.type, this.#within(item.name, container), sizes.get(countOf(item.name)));
        return;
      case "ids":
        this.#ids(item.name, this.#within(item.name, container));
        return;
      case "value":
        this.#sizedValue(item.name, item.type, container);
        return;
      case "constant":
      case "lifted":
        return;
      default:
        // A notation that this walk does not know: the rest of the container stays in one piece.
        to.rest(place, "data");
        return;
    }
  }

  /** Two values, and the id of the experimenter behind those that one defines. */
  #qualified(
    { name, qualifier }: { readonly name: string; readonly qualifier: string },
    { place, type }: Container,
  ): void {
    const to = this.#to;
    const isExperimenter = to.peek16(place) === EXPERIMENTER;
    for (const each of [qualifier, name]) {
      const number = to.peek16(place);
      to.field(place, each, 2, valueAt(place.value, each) ?? number, type?.properties?.[each]?.description);
    }
    const shown = valueAt(place.value, qualifier);
    if (isExperimenter && shown !== undefined && shown !== "EXPERIMENTER")
      to.header(place, "experimenter", 4);
  }

  /** A u16 that says which values follow, and those values. */
  #present(items: readonly LayoutItem[], container: Container): void {
    const present = this.#to.peek16(container.place);
    this.#to.header(container.place, "present", 2);
    for (const [bit, item] of items.entries()) {
      if ((present & (1 << bit)) !== 0) this.#item(item, container);
    }
  }

  /** A value, and the padding that a length in front does not count. */
  #sizedValue(name: string, type: string, container: Container): void {
    const to = this.#to;
    const from = to.at;
    // A match says its length itself, and has padding that no length counts.
    const own = type === "match" ? container.place : this.#within(name, container);
    this.#value(name, type, { ...container, place: own });
    const { place } = container;
    if (type === "nxm_match") to.padding(place, Math.min(-(to.at - from) & 7, place.end - to.at));
  }

  /** Where a property lies: as far as its length says, when there is one. */
  #within(name: string, { place, sizes }: Container): Place {
    const size = sizes.get(name);
    return size === undefined ? place : { ...place, end: Math.min(place.end, this.#to.at + size) };
  }

  #spread(type: string, place: Place): void {
    const struct = reference.types[type];
    if (struct !== undefined) this.#struct(struct, place);
  }

  #value(name: string, type: string, { place, type: owner }: Container): void {
    const to = this.#to;
    const value = valueAt(place.value, name);
    const description = owner?.properties?.[name]?.description;
    const size = wireSize(type);
    if (size !== undefined) {
      const number = size <= 4 ? to.number(to.at, size) : undefined;
      to.field(place, name, size, value ?? number, description);
      return;
    }
    const inner: Place = { ...place, depth: place.depth + 1, path: child(place.path, name), value };
    switch (type) {
      case "match":
      case "packet_match":
        walkMatch(to, place, name, value);
        return;
      case "match10":
      case "match11":
        walkStructMatch(to, place, name, type);
        return;
      case "stats":
        walkStats(to, place, name, value);
        return;
      case "fields":
      case "nxm_match":
        this.#each(place, name, (entry) => walkField(to, entry));
        return;
      case "field_ids":
        this.#each(place, name, (entry) =>
          to.field(entry, "", to.number(to.at, 2) === 0xffff ? 8 : 4, entry.value),
        );
        return;
      case "message":
        this.#nested(inner);
        return;
      case "actions10": {
        const actions = valueAt(valueAt(value, 0), "actions");
        const path = `${child(place.path, name)}[0]`;
        this.#list("actions", "Action", { ...place, path, value: { actions } });
        return;
      }
      case "hello":
        this.#hello(inner, name);
        return;
      case "bits":
      case "field_id":
        to.field(place, name, to.peek16(place) === 0xffff ? 8 : 4, value, description);
        return;
      case "bits32":
        to.field(place, name, 4, value, description);
        return;
      case "bytes":
      case "packet":
      case "learn_specs":
        if (place.end > to.at) to.field(place, name, place.end - to.at, value, description);
        return;
      default: {
        const struct = reference.types[type];
        if (struct === undefined) {
          to.rest(place, name);
          return;
        }
        to.group(place, name, inner.path, struct.description);
        this.#struct(struct, inner);
        return;
      }
    }
  }

  /** A message inside this one, which ends where its own length says. */
  #nested(place: Place): void {
    const to = this.#to;
    const size = to.peek16(place, 2);
    this.message({ ...place, depth: place.depth - 1, end: Math.min(place.end, to.at + Math.max(size, 8)) });
  }

  #list(name: string, type: string, place: Place, count = Number.POSITIVE_INFINITY): void {
    const size = wireSize(type);
    const whole = name === "this";
    const values = whole ? place.value : valueAt(place.value, name);
    const path = whole ? place.path : child(place.path, name);
    for (let index = 0; index < count && this.#to.at < place.end; index++) {
      const value = valueAt(values, index);
      const entry: Place = { ...place, path: child(path, index), value };
      if (size !== undefined) this.#to.field(entry, "", size, value ?? this.#to.number(this.#to.at, size));
      else this.#entry(type, whole ? `[${index}]` : `${name}[${index}]`, entry);
    }
  }

  #entry(type: string, name: string, place: Place): void {
    const to = this.#to;
    const start = to.at;
    const struct = reference.types[type];
    if (struct?.kind === "union") this.#member(struct, name, place);
    else if (struct !== undefined) {
      to.group(place, `${name} ${struct.id}`, place.path, struct.description);
      this.#struct(struct, { ...place, depth: place.depth + 1 });
    }
    if (to.at === start) to.rest(place, name);
  }

  /** An action, an instruction, a band of a meter: a header that says which, and how long it is. */
  #member(union: TypeReference, name: string, place: Place): void {
    const to = this.#to;
    const start = to.at;
    const header = (union.wire.union?.header ?? []).map(
      (item) => /^(?:key|sizeof\(this\)): (\w+)$/.exec(item)?.[1] ?? "u16",
    );
    const isKey = (union.wire.union?.header ?? []).map((item) => item.startsWith("key"));
    const offsets = header.map((_, index) =>
      header.slice(0, index).reduce((sum, type) => sum + (wireSize(type) ?? 2), 0),
    );
    const numbers = header.flatMap((type, index) => {
      const at = start + (offsets[index] ?? 0);
      const size = wireSize(type) ?? 2;
      return isKey[index] === true && at + size <= place.end ? [to.number(at, size)] : [];
    });
    const lengthAt = start + (offsets[isKey.indexOf(false)] ?? 2);
    const length = lengthAt + 2 <= place.end ? to.view.getUint16(lengthAt) : 0;
    const end = Math.min(place.end, start + Math.max(length, 4));
    const found = memberOf(union, this.#version, numbers, place.value);
    const tag = union.wire.union?.tag ?? "";
    const title = valueAt(place.value, tag) ?? found?.member.properties?.[tag]?.const ?? `unknown ${tag}`;
    to.group(place, `${name} ${title}`, place.path, found?.member.description, end, union.description);
    const inner: Place = { ...place, depth: place.depth + 1, end };
    let keys = 0;
    for (const [index, type] of header.entries()) {
      if (isKey[index] === true && ++keys > (found?.keys ?? 1)) break;
      to.header(inner, isKey[index] === true ? "type" : "length", wireSize(type) ?? 2);
    }
    if (found !== undefined)
      this.#items(found.items, { type: found.member, start, place: inner, sizes: new Map() });
    if (found !== undefined) to.padding(inner, end - to.at);
    else to.rest(inner, "data");
  }

  #properties(members: readonly PropertyLayout[], place: Place): void {
    const to = this.#to;
    const counts = new Map<string, number>();
    while (to.at + 4 <= place.end) {
      const start = to.at;
      const type = to.peek16(place);
      const end = Math.min(place.end, start + Math.max(to.peek16(place, 2), 4));
      const member = members.find((each) => each.type === type);
      const list =
        member?.list ??
        (member === undefined ? members.find((each) => each.list !== undefined)?.list : undefined);
      const index = list === undefined ? 0 : (counts.get(list) ?? 0);
      if (list !== undefined) counts.set(list, index + 1);
      const path = list === undefined ? place.path : child(child(place.path, list), index);
      const value = list === undefined ? place.value : valueAt(valueAt(place.value, list), index);
      const inner: Place = { end, depth: place.depth + 1, path, value };
      const struct = member?.each === undefined ? undefined : reference.types[member.each];
      to.group(place, `property ${type}`, list === undefined ? "" : path, struct?.description, end);
      if (struct !== undefined) this.#struct(struct, inner);
      else {
        to.header(inner, "type", 2);
        to.header(inner, "length", 2);
        if (member?.items === undefined) this.#data(inner);
        else this.#items(member.items, { type: undefined, start, place: inner, sizes: new Map() });
      }
      to.padding(inner, end - to.at);
      to.padding(place, Math.min(-(to.at - start) & 7, place.end - to.at));
    }
  }

  /** What a property of an unknown type holds. */
  #data(place: Place): void {
    const data = valueAt(place.value, "data");
    if (data === undefined) this.#to.rest(place, "data");
    else if (place.end > this.#to.at) this.#to.field(place, "data", place.end - this.#to.at, data);
  }

  /** Types of actions or instructions, each with its length. */
  #ids(name: string, place: Place): void {
    this.#each(place, name, (entry) => {
      this.#to.field(entry, "", Math.max(4, this.#to.peek16(entry, 2)), entry.value);
    });
  }

  #hello(place: Place, name: string): void {
    const to = this.#to;
    while (to.at + 4 <= place.end) {
      const start = to.at;
      const end = Math.min(place.end, start + Math.max(to.peek16(place, 2), 4));
      to.group(
        { ...place, depth: place.depth - 1 },
        to.peek16(place) === 1 ? "version bitmap" : "element",
        "",
        undefined,
        end,
      );
      to.header(place, "type", 2);
      to.header(place, "length", 2);
      const bitmap: Place = { ...place, path: place.path.slice(0, -name.length - 1) };
      if (end > to.at) to.field(bitmap, name, end - to.at, place.value);
      to.padding(place, Math.min(-(to.at - start) & 7, place.end - to.at));
    }
  }

  #each(place: Place, name: string, walk: (entry: Place) => void): void {
    const values = valueAt(place.value, name);
    for (let index = 0; this.#to.at < place.end; index++) {
      walk({ ...place, path: child(child(place.path, name), index), value: valueAt(values, index) });
    }
  }
}

/** The type of an error that an experimenter defines (`OFPET_EXPERIMENTER`). */
const EXPERIMENTER = 0xffff;

/** Where header, multipart type, flags and padding end. */
function multipartHeaderEnd(version: number): number {
  return version === 1 ? 12 : 16;
}

/** Bytes that are missing to a multiple of 8, or to a size. */
function alignment(size: number | undefined, length: number): number {
  return size === undefined ? -length & 7 : Math.max(0, size - length);
}

/** Where the number of items of a list is kept beside the lengths. */
function countOf(name: string): string {
  return `number of ${name}`;
}

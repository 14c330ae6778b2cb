import { isDeepStrictEqual } from "node:util";
import { decode } from "zof-types";
import { errorCodeCases } from "../golden/error-codes.js";
import { goldenCases } from "../golden/golden-cases.js";
import { propertiesOf } from "./property-lists.js";
import type { ItemKind } from "./protocol-items.js";
import { forVersion, type Schema, schemasIn } from "./schemas.js";

type Found = Set<string>;
interface Folder {
  readonly kind: ItemKind;
  readonly tag: string;
  readonly members: ReadonlyMap<unknown, Schema>;
}

/** How an item of a version is told from all others. */
export function itemKey(kind: ItemKind, name: string, version: number): string {
  return `${kind} ${name} ${version}`;
}

/** The keys of all items that stand in a golden case. */
export function itemsWithCase(): ReadonlySet<string> {
  const found: Found = new Set();
  const walk = new Walk(found);
  for (const { bytes } of goldenCases()) {
    const { type, version, msg } = decode(bytes);
    const kind = /^(REQUEST|REPLY)\./.test(type) ? "multipart type" : "message";
    found.add(itemKey(kind, type, version));
    walk.message(type, msg, version);
  }
  for (const { version, codeName } of errorCodeCases()) found.add(itemKey("error code", codeName, version));
  return found;
}

/** Follows the schemas through a decoded message. */
class Walk {
  readonly #messages = byName("messages", ({ title }) => title);
  readonly #structs = byName("structs", ({ $id }) => $id);
  readonly #unions: Readonly<Record<string, Folder>> = {
    Action: folder("action", "actions", "action"),
    Instruction: folder("instruction", "instructions", "instruction"),
    MeterBand: folder("meter band", "meter-bands", "type"),
    FlowUpdate: folder("flow update", "flow-updates", "event"),
  };

  constructor(readonly found: Found) {}

  message(type: string, msg: unknown, version: number): void {
    const schema = this.#messages.get(type);
    if (schema !== undefined) this.#value(schema, msg, version);
  }

  #value(schema: Schema, value: unknown, version: number): void {
    if (Array.isArray(value)) {
      for (const each of value) this.#reference(schema.items?.$ref, each, version);
      return;
    }
    const object = value as Record<string, unknown>;
    for (const { name, holds } of propertiesOf(schema, version)) {
      const given = holds.some((held) => {
        const usual = schema.properties?.[held]?.default;
        return object[held] !== undefined && !isDeepStrictEqual(object[held], usual);
      });
      if (given) this.found.add(itemKey("property", name, version));
    }
    this.#spread(schema, value, version);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const held = object[name];
      if (held === undefined) continue;
      if (property.$ref !== undefined) this.#reference(property.$ref, held, version);
      else if (Array.isArray(held)) {
        for (const each of held) this.#reference(property.items?.$ref, each, version);
      }
    }
  }

  /** Structs whose properties stand in this one. */
  #spread(schema: Schema, value: unknown, version: number): void {
    const layout = forVersion(schema.wire.layout, version);
    for (const item of Array.isArray(layout) ? layout : []) {
      const [, name] = /^\.\.\.(\w+)$/.exec(item) ?? [];
      if (name !== undefined) this.#reference(name, value, version);
    }
  }

  #reference(name: string | undefined, value: unknown, version: number): void {
    if (name === undefined || typeof value !== "object" || value === null) return;
    const object = value as Record<string, unknown>;
    if (name === "Field") this.found.add(itemKey("match field", String(object.field), version));
    if (name === "Stat") this.found.add(itemKey("statistic", String(object.field), version));
    if (name === "NestedMessage") this.message(String(object.type), object.msg, version);
    const union = this.#unions[name];
    const member = union === undefined ? this.#structs.get(name) : union.members.get(object[union.tag]);
    if (member === undefined) return;
    if (union !== undefined) this.found.add(itemKey(union.kind, String(object[union.tag]), version));
    this.#value(member, value, version);
  }
}

function byName(name: string, key: (schema: Schema) => string | undefined): ReadonlyMap<string, Schema> {
  return new Map(schemasIn(name).map((schema) => [key(schema) ?? schema.$id, schema]));
}

function folder(kind: ItemKind, name: string, tag: string): Folder {
  const members = new Map(schemasIn(name).map((schema) => [schema.properties?.[tag]?.const, schema]));
  return { kind, tag, members };
}

import { propertyLists } from "./property-lists.js";
import { type Schema, schemasIn, versionsIn } from "./schemas.js";

/** Something of the protocol that a version has or has not. */
export interface ProtocolItem {
  readonly kind: ItemKind;
  readonly name: string;
  /** Wire versions whose specification has it. */
  readonly versions: readonly number[];
  /** Wire versions in which an experimenter's message or code stands for it. */
  readonly extensions?: readonly number[];
}

export type ItemKind = (typeof KINDS)[number];

/** In the order of the table. */
export const KINDS = [
  "message",
  "multipart type",
  "action",
  "instruction",
  "meter band",
  "flow update",
  "match field",
  "statistic",
  "property",
  "error code",
] as const;

/** Everything of the specifications of OpenFlow that there is a schema of, and all messages of extensions. */
export function protocolItems(): ProtocolItem[] {
  return [
    ...messages(),
    ...members("action", "actions", "action"),
    ...members("instruction", "instructions", "instruction"),
    ...members("meter band", "meter-bands", "type"),
    ...members("flow update", "flow-updates", "event"),
    ...fields("match field", "openflow-basic.json", "0x8000"),
    ...fields("statistic", "openflow-stats.json", "0x8002"),
    ...propertyLists().map(({ name, versions }) => ({ kind: "property" as const, name, versions })),
    ...errorCodes(),
    ...extensionFields(),
  ];
}

function messages(): ProtocolItem[] {
  return schemasIn("messages").map(({ title = "", wire }) => {
    const kind = /^(REQUEST|REPLY)\./.test(title) ? ("multipart type" as const) : ("message" as const);
    const elsewhere = wire.extension === undefined ? [] : versionsIn(wire.extension);
    const { versions, extensions } = byOrigin(wire.message as object, (numbers) => numbers.length > 2);
    return {
      kind,
      name: title,
      versions: versions.filter((version) => !elsewhere.includes(version)),
      extensions: [...new Set([...extensions, ...elsewhere])].sort(),
    };
  });
}

/** The versions of a value by version ranges, those apart in which it is an experimenter's. */
function byOrigin(values: object, isExtension: (numbers: readonly unknown[]) => boolean) {
  const versions: number[] = [];
  const extensions: number[] = [];
  for (const [range, value] of Object.entries(values)) {
    const own = isExtension([value].flat()) ? extensions : versions;
    own.push(...versionsIn(range));
  }
  return { versions: versions.sort(), extensions: extensions.sort() };
}

function members(kind: ItemKind, folder: string, tag: string): ProtocolItem[] {
  return schemasIn(folder).map((schema) => {
    const { key, forms = [] } = schema.wire as {
      key: Record<string, unknown>;
      forms?: { versions: string; key: unknown }[];
    };
    const ranges = [
      ...Object.entries(typeof key === "object" ? key : { "1-6": key }),
      ...forms.map(({ versions, key: other }) => [versions, other] as const),
    ];
    const having = (isExtension: boolean) => {
      const all = ranges.flatMap(([range, key]) =>
        Array.isArray(key) === isExtension ? versionsIn(range) : [],
      );
      return [...new Set(all)].sort();
    };
    const versions = having(false);
    const extensions = having(true).filter((version) => !versions.includes(version));
    return { kind, name: String(schema.properties?.[tag]?.const), versions, extensions };
  });
}

function fields(kind: ItemKind, file: string, fieldClass: string): ProtocolItem[] {
  const schemas = schemasIn("fields").filter(({ wire }: Schema) => wire.class === fieldClass);
  if (schemas.length !== 1) throw new Error(`${file}: one file of fields is of the class ${fieldClass}`);
  return Object.entries(schemas[0]?.$defs ?? {}).map(([name, { wire }]) => {
    return { kind, name, versions: versionsIn(wire.versions) };
  });
}

/** Fields of the classes of experimenters and of older forms of the extensible match. */
function extensionFields(): ProtocolItem[] {
  const schemas = schemasIn("fields").filter(({ wire }) => !["0x8000", "0x8002"].includes(wire.class));
  return schemas.flatMap(({ $defs = {} }) =>
    Object.entries($defs).map(([name, { wire }]) => {
      return { kind: "match field" as const, name, versions: [], extensions: versionsIn(wire.versions) };
    }),
  );
}

function errorCodes(): ProtocolItem[] {
  const [schema] = schemasIn("enums").filter(({ $id }) => $id === "ErrorCode");
  const types = Object.entries(schema?.wire.enum.values as Record<string, Record<string, unknown>>);
  return types.flatMap(([, codes]) =>
    Object.entries(codes).map(([name, values]) => {
      const origin = byOrigin(values as object, (numbers) => numbers.length > 1);
      return { kind: "error code" as const, name, ...origin };
    }),
  );
}

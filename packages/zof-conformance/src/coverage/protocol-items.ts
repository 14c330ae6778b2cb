import { propertyLists } from "./property-lists.js";
import { type Schema, schemasIn, versionsIn, versionsOf } from "./schemas.js";

/** Something of the protocol that a version has or has not. */
export interface ProtocolItem {
  readonly kind: ItemKind;
  readonly name: string;
  /** Wire versions that have it. */
  readonly versions: readonly number[];
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
  "extension's message",
  "extension's action",
  "extension's field",
] as const;

/** What Open vSwitch and others add to OpenFlow, and the kind that it is of. */
export const EXTENSIONS: Readonly<Partial<Record<ItemKind, RegExp>>> = {
  "extension's message": /^(message|multipart type)$/,
  "extension's action": /^action$/,
  "extension's field": /^match field$/,
};

/** Everything that there is a schema of: what the specifications of OpenFlow have, and then the extensions. */
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
    ...extensionMessages(),
    ...members("extension's action", "actions", "action", Array.isArray),
    ...extensionFields(),
  ];
}

function messages(): ProtocolItem[] {
  return schemasIn("messages").flatMap(({ title = "", wire }) => {
    const versions = standardVersions(wire);
    const kind = /^(REQUEST|REPLY)\./.test(title) ? ("multipart type" as const) : ("message" as const);
    return versions.length === 0 ? [] : [{ kind, name: title, versions }];
  });
}

function extensionMessages(): ProtocolItem[] {
  return schemasIn("messages").flatMap(({ title = "", wire }) => {
    const standard = standardVersions(wire);
    const versions = versionsOf(wire.message).filter((version) => !standard.includes(version));
    return versions.length === 0 ? [] : [{ kind: "extension's message" as const, name: title, versions }];
  });
}

/** The versions whose specification has a message. */
function standardVersions(wire: Schema["wire"]): number[] {
  const numbers = Object.entries(wire.message as Record<string, unknown>);
  const extension: string | undefined = wire.extension;
  const elsewhere = extension === undefined ? [] : versionsIn(extension);
  return numbers
    .flatMap(([range, number]) => (isStandard(number) ? versionsIn(range) : []))
    .filter((version) => !elsewhere.includes(version))
    .sort();
}

/** A number, or message type and multipart type; more numbers are those of an experimenter's message. */
function isStandard(number: unknown): boolean {
  return !Array.isArray(number) || number.length === 2;
}

/** Members of a union that have such a key: those of an experimenter have several numbers, others have one. */
function members(
  kind: ItemKind,
  folder: string,
  tag: string,
  hasKey = (number: unknown) => !Array.isArray(number),
): ProtocolItem[] {
  return schemasIn(folder).flatMap((schema) => {
    const { key, forms = [] } = schema.wire as {
      key: Record<string, unknown>;
      forms?: { versions: string; key: unknown }[];
    };
    const ranges = [
      ...Object.entries(typeof key === "object" ? key : { "1-6": key }),
      ...forms.map(({ versions, key: other }) => [versions, other] as const),
    ];
    const versions = ranges.flatMap(([range, number]) => (hasKey(number) ? versionsIn(range) : []));
    const name = String(schema.properties?.[tag]?.const);
    return versions.length === 0 ? [] : [{ kind, name, versions: [...new Set(versions)].sort() }];
  });
}

function fields(kind: ItemKind, file: string, fieldClass: string): ProtocolItem[] {
  const schemas = schemasIn("fields").filter(({ wire }: Schema) => wire.class === fieldClass);
  if (schemas.length !== 1) throw new Error(`${file}: one file of fields is of the class ${fieldClass}`);
  return Object.entries(schemas[0]?.$defs ?? {}).map(([name, { wire }]) => {
    return { kind, name, versions: versionsIn(wire.versions) };
  });
}

/** Fields of all other classes. */
function extensionFields(): ProtocolItem[] {
  const schemas = schemasIn("fields").filter(({ wire }) => !["0x8000", "0x8002"].includes(wire.class));
  return schemas.flatMap(({ $defs = {} }) =>
    Object.entries($defs).map(([name, { wire }]) => {
      return { kind: "extension's field" as const, name, versions: versionsIn(wire.versions) };
    }),
  );
}

function errorCodes(): ProtocolItem[] {
  const [schema] = schemasIn("enums").filter(({ $id }) => $id === "ErrorCode");
  const types = Object.entries(schema?.wire.enum.values as Record<string, Record<string, unknown>>);
  return types.flatMap(([, codes]) =>
    Object.entries(codes).map(([name, values]) => {
      return { kind: "error code" as const, name, versions: versionsOf(values) };
    }),
  );
}

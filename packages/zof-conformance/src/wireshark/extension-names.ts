import { schemasIn } from "../coverage/schemas.js";

/** Fields that are not of the class of OpenFlow itself, as class and number: `0x1 field 16`. */
export const EXTENSION_FIELDS: ReadonlyMap<string, string> = new Map(
  schemasIn("fields").flatMap(({ wire, $defs = {} }) =>
    wire.class === "0x8000"
      ? []
      : Object.entries($defs).map(([name, field]) => {
          const { number } = field.wire as unknown as { number: number };
          return [name, extensionField(Number(wire.class), number, wire.experimenter)] as const;
        }),
  ),
);

/** How a field is told that has no name: by class, experimenter and number. */
export function extensionField(fieldClass: number, number: number, experimenter?: string): string {
  const id = experimenter === undefined ? "" : ` of 0x${Number(experimenter).toString(16)}`;
  return `0x${fieldClass.toString(16)}${id} field ${number}`;
}

/** Actions of experimenters in OpenFlow 1.3, with the experimenter's id: that is all that some know of them. */
export const EXTENSION_ACTIONS: ReadonlyMap<string, string> = new Map(
  schemasIn("actions").flatMap(({ properties, wire }) => {
    const keys = Object.values(wire.key as Record<string, unknown>);
    const [, experimenter] = keys.find(Array.isArray) ?? [];
    if (experimenter === undefined) return [];
    return [
      [String(properties?.action?.const), `EXPERIMENTER 0x${Number(experimenter).toString(16)}`] as const,
    ];
  }),
);

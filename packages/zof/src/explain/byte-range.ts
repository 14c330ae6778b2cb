/** Some bytes of a message and what they are. */
export interface ByteRange {
  /** First byte, counted from the start of the message. */
  readonly start: number;
  readonly end: number;
  /** How deep it lies in structs and lists. */
  readonly depth: number;
  /** `field` has a value; `group` is divided into the ranges that follow; `rest` is what could not be read. */
  readonly kind: "field" | "group" | "padding" | "rest";
  /** Name of the property, the struct or the part of a header. */
  readonly name: string;
  /** What the message has it under, as `msg.match[0].value`; empty for what only the bytes have. */
  readonly path: string;
  /** Decoded value; undefined when there is none. */
  readonly value?: unknown;
  /** Meaning, in a few words. */
  readonly description?: string;
  /** Section of the specification, as `OpenFlow 1.3.5 section 7.3.4.1`: its own, or that of what lies around it. */
  readonly section?: string;
}

const SECTION = /\(?(?:`[^`]*`, )?((?:OpenFlow|OVS|RFC) [\d.]+ section [\dA-Z.]*[\dA-Z])\)?/;

/** The section of the specification that a description names. */
export function sectionOf(description: string | undefined): string | undefined {
  return SECTION.exec(description ?? "")?.[1];
}

/** Gives the ranges that name no section that of the range around them. */
export function withSections(ranges: readonly ByteRange[]): ByteRange[] {
  /** By depth, of the ranges around the next one. */
  const sections: (string | undefined)[] = [];
  return ranges.map((range) => {
    const section = range.section ?? sections[range.depth - 1];
    sections.length = range.depth;
    sections.push(section);
    return section === undefined ? range : { ...range, section };
  });
}

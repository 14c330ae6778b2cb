// biome-ignore lint/suspicious/noExplicitAny: bodies of all types of messages, told apart by the table they stand in
export type Body = any;

/** How the text that Open vSwitch prints for a type of message is compared with such a message. */
export interface Comparison {
  /** The name it prints: `OFPT_FLOW_MOD`, `OFPST_FLOW reply`. */
  readonly name: string;
  /** Summary of the text after the header line's colon. */
  printed(text: string, version: number): unknown;
  /** The same summary, of the body of a message. */
  message(body: Body, version: number): unknown;
}

/** For messages without a body. */
export const EMPTY: Pick<Comparison, "printed" | "message"> = {
  printed: (text) => text.trim(),
  message: () => "",
};

/** What the groups of an expression find; fails when it does not fit the text. */
export function groupsOf(pattern: RegExp, text: string): Record<string, string> {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) throw new Error(`ovs-ofctl printed what ${pattern} does not fit: ${text}`);
  return Object.fromEntries(Object.entries(groups).filter(([, value]) => value !== undefined));
}

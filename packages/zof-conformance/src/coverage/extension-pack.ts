import { forVersion, schemasIn, versionsIn } from "./schemas.js";

/** An extension of OpenFlow 1.3 by the Open Networking Foundation. */
export interface Extension {
  readonly number: string;
  readonly title: string;
  /** Messages, actions, match fields and error codes that are its own. */
  readonly has: readonly string[];
  /** What there is no schema of, and why. */
  readonly lacks?: string;
}

/**
 * The "OpenFlow Extensions for 1.3.X". Their text is not public: what is here is what programs that are agree on.
 * An entry with `lacks` is a gap; to close it takes a program that speaks it, or the text.
 */
export const EXTENSION_PACK: readonly Extension[] = [
  { number: "109", title: "TCP flags", has: ["ONF_TCP_FLAGS"] },
  {
    number: "187",
    title: "flow entry notifications",
    has: [
      "REQUEST.FLOW_MONITOR",
      "REPLY.FLOW_MONITOR",
      "FLOW_MONITOR_CANCEL",
      "FLOW_MONITOR_PAUSED",
      "FLOW_MONITOR_RESUMED",
    ],
    lacks:
      "as Open vSwitch writes it; Ryu writes requests without the header of their match, and several in one: these stay REQUEST.EXPERIMENTER with their bytes",
  },
  { number: "191", title: "role status", has: ["ROLE_STATUS"] },
  {
    number: "192-e",
    title: "flow entry eviction",
    has: [],
    lacks: "no program is known that has it: neither its numbers nor its structs are known",
  },
  {
    number: "192-v",
    title: "vacancy events",
    has: [],
    lacks: "no program is known that has it: neither its numbers nor its structs are known",
  },
  {
    number: "230",
    title: "bundles",
    has: ["BUNDLE_CONTROL", "BUNDLE_ADD_MESSAGE", "OFPBFC_UNKNOWN", "OFPBFC_BUNDLE_IN_PROGRESS"],
  },
  {
    number: "232",
    title: "table synchronisation",
    has: ["OFPFMFC_CANT_SYNC"],
    lacks:
      "its property of table features: no program is known that has it; it stays an entry of `properties` with its bytes",
  },
  { number: "233", title: "output port as a match field", has: ["ONF_ACTSET_OUTPUT"] },
  { number: "235", title: "group notifications", has: ["REQUESTFORWARD"] },
  { number: "236", title: "bad priority error", has: ["OFPFMFC_BAD_PRIORITY"] },
  {
    number: "237",
    title: "asynchronous configuration errors",
    has: ["OFPACFC_INVALID", "OFPACFC_UNSUPPORTED", "OFPACFC_EPERM"],
  },
  {
    number: "256",
    title: "PBB UCA as a match field",
    has: [],
    lacks:
      "two layouts of its match field are known, which contradict each other (number 0 with the type 2560 behind the id, number 41 with zeros there); it stays a field with its header and bytes",
  },
  { number: "260", title: "duplicate instruction error", has: ["OFPBIC_DUP_INST"] },
  {
    number: "264",
    title: "multipart time-out errors",
    has: ["OFPBRC_MULTIPART_REQUEST_TIMEOUT", "OFPBRC_MULTIPART_REPLY_TIMEOUT"],
  },
  { number: "320", title: "copying of fields", has: ["ONF_COPY_FIELD"] },
];

const OPENFLOW_13 = 4;

/** Names of the messages, actions, match fields and error codes that OpenFlow 1.3 has, extensions included. */
export function namesOf13(): ReadonlySet<string> {
  const has = (ranges: object) => forVersion(ranges, OPENFLOW_13) !== undefined;
  const messages = schemasIn("messages").filter(({ wire }) => has(wire.message));
  const actions = schemasIn("actions").filter(({ wire }) => has(wire.key));
  const fields = schemasIn("fields").flatMap(({ $defs }) => Object.entries($defs ?? {}));
  const [codes] = schemasIn("enums").filter(({ $id }) => $id === "ErrorCode");
  const groups = Object.values(codes?.wire.enum.values as Record<string, Record<string, object>>);
  return new Set([
    ...messages.map(({ title }) => String(title)),
    ...actions.map(({ properties }) => String(properties?.action?.const)),
    ...fields.filter(([, { wire }]) => versionsIn(wire.versions).includes(OPENFLOW_13)).map(([name]) => name),
    ...groups.flatMap((group) => Object.entries(group).flatMap(([name, of]) => (has(of) ? [name] : []))),
  ]);
}

/** The part of `docs/protocol-coverage.md` that says which of the extensions there are. */
export function extensionTable(): string {
  const rows = EXTENSION_PACK.map(({ number, title, has, lacks = "" }) => {
    return `| ${number} | ${title} | ${has.join(", ")} | ${lacks} |`;
  });
  return [
    "## Extensions of OpenFlow 1.3",
    "",
    '"OpenFlow Extensions for 1.3.X" by the Open Networking Foundation, by number: what there is of each, and what is lacking and why.',
    "",
    "|  | extension | is here as | lacks |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

import type { MessageOf, TableFeaturesInput, TableStatsInput } from "zof-types";
import { fieldSetter } from "../actions/field-value.js";
import { ACTION_NAMES } from "../actions/prepare-actions.js";
import type { FlowTable } from "../flow/flow-table.js";
import { MATCH_FIELDS } from "../match/match-fields.js";
import { OpenFlowError, tableModFailed } from "../openflow-error.js";
import { canEncode } from "./can-encode.js";
import type { Device } from "./device.js";
import type { RequestHandlers } from "./request-handler.js";
import { sendParts } from "./send-parts.js";

/** Every wildcard bit that OpenFlow 1.0 defines (section 5.2.3). */
const ALL_WILDCARDS = 0x3fffff;
const ALL_METADATA = 0xffffffffffffffffn;

const INSTRUCTIONS = [
  "GOTO_TABLE",
  "WRITE_METADATA",
  "WRITE_ACTIONS",
  "APPLY_ACTIONS",
  "CLEAR_ACTIONS",
  "METER",
];

/** TABLE_MOD and what can be asked about tables (OpenFlow 1.5.1, sections 7.3.4.1, 7.3.5.4, 7.3.5.17 and 7.3.5.18). */
export const TABLE_REQUESTS: RequestHandlers = {
  TABLE_MOD: tableMod,

  "REQUEST.TABLE_STATS": (_message, device, answer) =>
    sendParts(device.flowTables.tables.map(statistics), (part, flags) =>
      answer({ type: "REPLY.TABLE_STATS", flags, msg: part }),
    ),

  "REQUEST.TABLE_DESC": (_message, device, answer) =>
    sendParts(
      device.flowTables.tables.map((table) => ({ table_id: table.table_id, ...configOf(table) })),
      (part, flags) => answer({ type: "REPLY.TABLE_DESC", flags, msg: part }),
    ),

  "REQUEST.TABLE_FEATURES": ({ msg, version }, device, answer) => {
    if (msg.length > 0) {
      throw new OpenFlowError(
        "TABLE_FEATURES_FAILED",
        "OFPTFFC_EPERM",
        "the tables of this switch cannot be changed",
      );
    }
    sendParts(features(device.flowTables.tables, version), (part, flags) =>
      answer({ type: "REPLY.TABLE_FEATURES", flags, msg: part }),
    );
  },
};

const MISSES = {
  TABLE_MISS_CONTROLLER: "controller",
  TABLE_MISS_CONTINUE: "continue",
  TABLE_MISS_DROP: "drop",
} as const;

/** OpenFlow 1.1 and 1.2 say what becomes of packets that match nothing, 1.3 nothing, later versions whether entries are evicted. */
function tableMod({ msg, version }: MessageOf<"TABLE_MOD">, device: Device): void {
  const { tables } = device.flowTables;
  const meant = msg.table_id === "ALL" ? tables : tables.filter((table) => table.table_id === msg.table_id);
  if (meant.length === 0) throw tableModFailed("BAD_TABLE", `there is no table ${msg.table_id}`);
  if (version === 4) return;
  if (version > 4) {
    const other = msg.config.find((flag) => flag !== "EVICTION");
    if (other !== undefined) throw tableModFailed("BAD_CONFIG", `${other} is not supported`);
  }
  for (const table of meant) {
    if (version > 4) table.evicts = msg.config.includes("EVICTION");
    else table.miss = missOf(msg.config);
  }
}

function missOf(config: MessageOf<"TABLE_MOD">["msg"]["config"]): FlowTable["miss"] {
  for (const [flag, miss] of Object.entries(MISSES)) if (config.some((given) => given === flag)) return miss;
  throw tableModFailed("BAD_CONFIG", `${config.join(", ")} says nothing of table misses`);
}

function configOf(table: FlowTable) {
  // Entries go by importance alone.
  return table.evicts ? ({ config: ["EVICTION"], eviction: { flags: ["IMPORTANCE"] } } as const) : {};
}

function statistics(table: FlowTable): TableStatsInput {
  return {
    table_id: table.table_id,
    name: `table${table.table_id}`,
    wildcards: ALL_WILDCARDS,
    max_entries: table.max_entries,
    active_count: table.entries.length,
    lookup_count: table.lookup_count,
    matched_count: table.matched_count,
  };
}

function features(tables: readonly FlowTable[], version: number): TableFeaturesInput[] {
  const speakable = (property: string, names: readonly string[]) =>
    names.filter((name) =>
      canEncode({ type: "REPLY.TABLE_FEATURES", msg: [{ table_id: 0, [property]: [name] }] }, version),
    );
  const fields = speakable("match", [...MATCH_FIELDS.keys()]);
  const settable = fields.filter((name) => fieldSetter(name, version) !== undefined);
  const actions = speakable("apply_actions", ACTION_NAMES);
  const shared = {
    metadata_match: ALL_METADATA,
    metadata_write: ALL_METADATA,
    capabilities: version > 4 ? (["EVICTION"] as const) : [],
    instructions: speakable("instructions", INSTRUCTIONS),
    write_actions: actions,
    apply_actions: actions,
    match: fields,
    wildcards: fields,
    write_set_field: settable,
    apply_set_field: settable,
    ...(version >= 6 && { write_copy_field: settable, apply_copy_field: settable }),
  };
  return tables.map(({ table_id, max_entries }) => ({
    ...shared,
    table_id,
    name: `table${table_id}`,
    max_entries,
    features: version >= 6 ? (["INGRESS_TABLE"] as const) : [],
    next_tables: tables.map((table) => table.table_id).filter((id) => id > table_id),
  }));
}

import type { FlowMod } from "zof-types";
import type { Clock } from "../clock/clock.js";
import { badRequest } from "../openflow-error.js";
import type { Packet } from "../packet/packet.js";
import type { FlowEntry, RemovalReason } from "./flow-entry.js";
import { FlowExpiry } from "./flow-expiry.js";
import { applyFlowMod } from "./flow-mod.js";
import { FlowTable } from "./flow-table.js";

export interface FlowTablesOptions {
  readonly clock: Clock;
  /** How many tables there are. */
  readonly n_tables: number;
  /** How many entries fit in each. */
  readonly max_entries: number;
  hasPort(port_no: number): boolean;
  /** Called for each entry that a time-out or a DELETE removed; not for one that an ADD replaced. */
  removed(entry: FlowEntry, reason: RemovalReason): void;
}

/** The flow tables of one switch, with the time-outs of their entries. */
export class FlowTables {
  readonly tables: readonly FlowTable[];
  readonly #options: FlowTablesOptions;
  readonly #expiry: FlowExpiry;

  constructor(options: FlowTablesOptions) {
    this.#options = options;
    this.tables = Array.from({ length: options.n_tables }, (_, id) => new FlowTable(id, options.max_entries));
    this.#expiry = new FlowExpiry(options.clock, this.tables, options.removed);
  }

  /**
   * Carries out a FLOW_MOD and returns the entry that it added, if it did (OpenFlow 1.3.5, section 6.4).
   *
   * @throws OpenFlowError when it is refused; nothing has then changed.
   */
  modify(mod: FlowMod, version: number): FlowEntry | undefined {
    const { clock, hasPort, removed } = this.#options;
    const added = applyFlowMod(mod, version, {
      tables: this.tables,
      now: clock.now(),
      hasPort,
      removed: (entry) => removed(entry, "DELETE"),
    });
    if (added !== undefined) this.#expiry.watch(added);
    return added;
  }

  /** The entry that a packet matches in a table, counted there and in the entry. */
  lookup(table_id: number, packet: Packet): FlowEntry | undefined {
    const entry = this.tables[table_id]?.lookup(packet.key);
    entry?.count(packet.size, this.#options.clock.now());
    return entry;
  }

  /**
   * The tables that a message means by `table_id`.
   *
   * @throws OpenFlowError BAD_REQUEST BAD_TABLE_ID
   */
  select(table_id: number | string): readonly FlowTable[] {
    if (table_id === "ALL") return this.tables;
    const table = this.tables[Number(table_id)];
    if (table === undefined) {
      throw badRequest("BAD_TABLE_ID", `there is no table ${table_id}`);
    }
    return [table];
  }

  /** Ends the time-outs. Entries stay. */
  close(): void {
    this.#expiry.close();
  }
}

import type { FlowMod } from "zof-types";
import type { ActionTargets } from "../actions/action-check.js";
import type { Clock } from "../clock/clock.js";
import { badRequest } from "../openflow-error.js";
import type { Packet } from "../packet/packet.js";
import type { FlowEntry, RemovalReason } from "./flow-entry.js";
import { FlowExpiry } from "./flow-expiry.js";
import { applyFlowMod } from "./flow-mod.js";
import type { FlowProgram } from "./flow-program.js";
import { FlowTable } from "./flow-table.js";

export interface FlowTablesOptions {
  readonly clock: Clock;
  /** How many tables there are. */
  readonly n_tables: number;
  /** How many entries fit in each. */
  readonly max_entries: number;
  readonly targets: ActionTargets;
  /** Called for each entry that was removed; not for one that an ADD replaced. */
  removed(entry: FlowEntry, reason: RemovalReason): void;
  /** Called for each entry whose instructions a MODIFY changed. */
  modified(entry: FlowEntry): void;
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
    const { clock, targets, removed, modified } = this.#options;
    const added = applyFlowMod(mod, version, {
      tables: this.tables,
      now: clock.now(),
      targets,
      removed,
      modified,
    });
    if (added !== undefined) this.#expiry.watch(added);
    return added;
  }

  /** Removes entries that send to a group, or through a meter, that is gone (OpenFlow 1.3.5, sections 6.5 and 6.6). */
  removeUsersOf(uses: (program: FlowProgram) => boolean, reason: RemovalReason): void {
    for (const table of this.tables) {
      const users = table.entries.filter((entry) => uses(entry.program));
      for (const entry of table.remove(users)) this.#options.removed(entry, reason);
    }
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

  /** Notes what is in the tables; calling the function returned puts it back. */
  snapshot(): () => void {
    const restores = this.tables.map((table) => table.snapshot());
    return () => {
      for (const restore of restores) restore();
      for (const { entries } of this.tables) for (const entry of entries) this.#expiry.watch(entry);
    };
  }

  /** Ends the time-outs. Entries stay. */
  close(): void {
    this.#expiry.close();
  }
}

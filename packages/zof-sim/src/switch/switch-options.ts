import { formatDatapathId, parseDatapathId } from "zof-codec";
import { VERSIONS } from "zof-types";
import { wholeNumber } from "../whole-number.js";

export interface SwitchOptions {
  /** Default "s1", "s2", ... in the order in which switches are added. */
  readonly name?: string;
  /** As "00:00:00:00:00:00:00:01" or a number; default the number of the switch in its network. */
  readonly datapath_id?: string | number | bigint;
  /** Ports without link that it has from the start, numbered from 1; links add more. Default 0. */
  readonly ports?: number;
  /** Wire versions of OpenFlow that it speaks, 1 for 1.0 to 6 for 1.5. Default 1.0 and 1.3, as most switches do. */
  readonly versions?: readonly number[];
  /** Flow tables, 1 to 254. Default 8. */
  readonly n_tables?: number;
  /** Entries that fit in each table; more are refused with TABLE_FULL. Default 65536. */
  readonly max_entries?: number;
  /** Groups that it can have. Default 1024. */
  readonly max_groups?: number;
  /** Meters that it can have. Default 1024. */
  readonly max_meters?: number;
  /** Queues of each port, numbered from 0. They count packets and do not shape traffic. Default 1. */
  readonly n_queues?: number;
  /**
   * Packets that it keeps while the controller decides. Default 0: every PACKET_IN carries the whole packet and
   * `miss_send_len` is without effect, as the specification has it for switches without buffers.
   */
  readonly n_buffers?: number;
}

/** Switch options with every default filled in. */
export type SwitchSettings = Required<SwitchOptions> & { readonly datapath_id: string };

/** Highest port number that OpenFlow 1.0 can say. */
export const MAX_PORTS = 0xff00;
/** Table numbers above stand for all tables. */
const MAX_TABLES = 254;
/** What messages can say. */
const MAX_COUNT = 0xffffffff;
/** Wire versions: OpenFlow 1.0 and 1.3. */
const DEFAULT_VERSIONS: readonly number[] = [1, 4];

/**
 * @param number - the switch's number in its network
 * @throws RangeError for a number out of bounds; CodecError for a datapath id that is none
 */
export function switchSettings(options: SwitchOptions, number: number): SwitchSettings {
  return {
    name: options.name ?? `s${number}`,
    datapath_id: formatDatapathId(parseDatapathId(options.datapath_id ?? number)),
    versions: checkedVersions(options.versions ?? DEFAULT_VERSIONS),
    ports: wholeNumber("ports", options.ports ?? 0, 0, MAX_PORTS),
    n_tables: wholeNumber("n_tables", options.n_tables ?? 8, 1, MAX_TABLES),
    max_entries: wholeNumber("max_entries", options.max_entries ?? 65536, 0, MAX_COUNT),
    max_groups: wholeNumber("max_groups", options.max_groups ?? 1024, 0, MAX_COUNT),
    max_meters: wholeNumber("max_meters", options.max_meters ?? 1024, 0, MAX_COUNT),
    n_queues: wholeNumber("n_queues", options.n_queues ?? 1, 0, 1024),
    n_buffers: wholeNumber("n_buffers", options.n_buffers ?? 0, 0, MAX_COUNT),
  };
}

/** The versions in ascending order. @throws RangeError for one that is not spoken */
function checkedVersions(versions: readonly number[]): number[] {
  if (versions.length === 0) throw new RangeError("versions: at least one is needed");
  const unknown = versions.find((version) => !VERSIONS.includes(version));
  if (unknown === undefined) return [...new Set(versions)].sort((a, b) => a - b);
  const known = VERSIONS.map((version) => `${version} (OpenFlow 1.${version - 1})`).join(", ");
  throw new RangeError(`versions: ${unknown} is not supported, but ${known}`);
}

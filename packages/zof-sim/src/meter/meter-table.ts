import type { MeterMod } from "zof-types";
import type { Trip } from "../actions/trip.js";
import type { Clock } from "../clock/clock.js";
import { meterModFailed } from "../openflow-error.js";
import { Meter, type SupportedBand } from "./meter.js";
import { MAX_METER, meterNumber } from "./meter-number.js";

export interface MeterTableOptions {
  readonly clock: Clock;
  /** How many meters fit in. */
  readonly max_meters: number;
  /** Called for each meter that was deleted. */
  removed(meter: Meter): void;
}

/** Bands of one meter. */
export const MAX_BANDS = 16;

/** The meters of one switch (OpenFlow 1.3.5, section 5.7). */
export class MeterTable {
  readonly meters = new Map<number, Meter>();
  readonly #options: MeterTableOptions;

  constructor(options: MeterTableOptions) {
    this.#options = options;
  }

  get max_meters(): number {
    return this.#options.max_meters;
  }

  /**
   * Carries out a METER_MOD (OpenFlow 1.3.5, section 6.6).
   *
   * @throws OpenFlowError METER_MOD_FAILED when it is refused; nothing has then changed.
   */
  modify(mod: MeterMod): void {
    switch (mod.command) {
      case "ADD":
        this.#add(mod);
        break;
      case "MODIFY": {
        const { meter_id } = this.#existing(mod);
        this.meters.set(meter_id, this.#meter(meter_id, mod));
        break;
      }
      case "DELETE":
        this.#remove(mod);
        break;
      default:
        throw meterModFailed("BAD_COMMAND", `${mod.command} is not a command`);
    }
  }

  /** Lets a meter count a packet; one that is to be dropped ends its trip. */
  run(trip: Trip, meter_id: number): void {
    const meter = this.meters.get(meter_id);
    if (meter?.measure(trip.packet, this.#options.clock.now()) === false) trip.dropped = true;
  }

  /** Notes which meters there are; calling the function returned puts them back. */
  snapshot(): () => void {
    const before = [...this.meters];
    return () => {
      this.meters.clear();
      for (const [id, meter] of before) this.meters.set(id, meter);
    };
  }

  #add(mod: MeterMod): void {
    const meter_id = oneMeter(mod);
    const { max_meters } = this.#options;
    if (this.meters.has(meter_id)) throw meterModFailed("METER_EXISTS", `meter ${meter_id} is there already`);
    if (this.meters.size >= max_meters)
      throw meterModFailed("OUT_OF_METERS", `there are ${max_meters} meters already`);
    this.meters.set(meter_id, this.#meter(meter_id, mod));
  }

  #remove(mod: MeterMod): void {
    const meter_id = mod.meter_id === "ALL" ? undefined : oneMeter(mod);
    const meters = [...this.meters.values()].filter(
      (meter) => meter_id === undefined || meter.meter_id === meter_id,
    );
    for (const meter of meters) this.meters.delete(meter.meter_id);
    for (const meter of meters) this.#options.removed(meter);
  }

  #existing(mod: MeterMod): Meter {
    const meter = this.meters.get(oneMeter(mod));
    if (meter === undefined) throw meterModFailed("UNKNOWN_METER", `there is no meter ${mod.meter_id}`);
    return meter;
  }

  #meter(meter_id: number, { flags, bands }: MeterMod): Meter {
    if (flags.includes("KBPS") && flags.includes("PKTPS")) {
      throw meterModFailed("BAD_FLAGS", "a meter counts bits or packets, not both");
    }
    if (bands.length > MAX_BANDS)
      throw meterModFailed("OUT_OF_BANDS", `a meter has at most ${MAX_BANDS} bands`);
    const supported = bands.map((band): SupportedBand => {
      if (band.type === "EXPERIMENTER")
        throw meterModFailed("BAD_BAND", "this switch knows no experimenter's bands");
      return band;
    });
    return new Meter(meter_id, flags, supported, this.#options.clock.now());
  }
}

function oneMeter({ meter_id }: MeterMod): number {
  const number = meterNumber(meter_id);
  if (number > 0 && number <= MAX_METER) return number;
  throw meterModFailed("INVALID_METER", `${meter_id} is no number of a meter`);
}

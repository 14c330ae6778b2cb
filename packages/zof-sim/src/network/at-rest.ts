import type { Switch } from "../switch/switch.js";
import { NetworkError } from "./network-error.js";
import type { Traffic } from "./traffic.js";

/** Rounds without any news after which nothing more is under way. */
const QUIET_ROUNDS = 2;
/** Rounds after which a network counts as one that never comes to rest. */
const MAX_ROUNDS = 1000;

/**
 * Waits until a network is at rest: no frame is on its way, and each controller has worked off all that its switches
 * told it, with all that follows from it.
 *
 * A round lets all frames arrive and asks each controller for an echo. It answers in order, so that with the echo what
 * it sent in reaction to earlier messages has come, too. After some rounds in which nothing else happened all is done.
 * What waits for time (latency, time-outs) waits for the clock; so do switches that are slow or misbehave.
 *
 * @throws NetworkError `restless` when there is no end to it
 */
export async function atRest(traffic: Traffic, switches: readonly Switch[]): Promise<void> {
  let quiet = 0;
  let before = activity(traffic, switches);
  for (let round = 0; quiet < QUIET_ROUNDS; round++) {
    if (round > MAX_ROUNDS) throw new NetworkError("restless", "there is no end to frames and messages");
    while (traffic.isBusy) await turn();
    await Promise.all(switches.map((each) => each.roundTrip()));
    await turn();
    const after = activity(traffic, switches);
    quiet = after === before && !traffic.isBusy ? quiet + 1 : 0;
    before = after;
  }
}

/** Lets sockets and promises go on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function activity(traffic: Traffic, switches: readonly Switch[]): number {
  return switches.reduce((sum, each) => sum + each.messageCount, traffic.deliveries);
}

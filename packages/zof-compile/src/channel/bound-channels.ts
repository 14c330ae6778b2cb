import type { ChannelSource } from "./channel.js";
import { RequestError } from "./request-error.js";

let bound: ChannelSource | undefined;

/**
 * Sets where compiled messages find their connections; called by whoever owns the connections.
 * Undefined: there are none any more.
 */
export function bindChannels(source: ChannelSource | undefined): void {
  bound = source;
}

/** The source that is bound; throws RequestError "no_destination" while there is none. */
export function boundChannels(): ChannelSource {
  if (bound === undefined) {
    throw new RequestError("no_destination", "no controller is running that could send a message");
  }
  return bound;
}

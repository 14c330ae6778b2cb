import type { MessageBodyInputs, PortInput } from "zof-types";
import { RawPeer } from "./raw-peer.js";

/** What a switch says of itself in the handshake. */
export interface SwitchOptions {
  readonly datapathId?: number;
  readonly version?: number;
  readonly ports?: readonly PortInput[];
  readonly auxiliaryId?: number;
}

/** A port with what must be said of one. */
export function portOf(portNo: number, more: Partial<PortInput> = {}): PortInput {
  return { port_no: portNo, hw_addr: `02:00:00:00:00:0${portNo}`, name: `port${portNo}`, ...more };
}

/** Connects and goes through the handshake as a switch. */
export async function openSwitch(
  endpoint: string | undefined,
  options: SwitchOptions = {},
): Promise<RawPeer> {
  const peer = await openHello(endpoint, options.version);
  await answerHandshake(peer, options);
  return peer;
}

/** Connects and sends a HELLO. */
export async function openHello(endpoint: string | undefined, version = 4): Promise<RawPeer> {
  const peer = await RawPeer.open(endpoint);
  peer.version = version;
  peer.send({ type: "HELLO", msg: { versions: [version] } });
  return peer;
}

/** Answers what follows the HELLO, as a switch does. */
export async function answerHandshake(peer: RawPeer, options: SwitchOptions = {}): Promise<void> {
  const { version = 4, datapathId = 1, ports = [portOf(1), portOf(2)], auxiliaryId = 0 } = options;
  const request = await peer.next("FEATURES_REQUEST");
  const features: MessageBodyInputs["FEATURES_REPLY"] = {
    datapath_id: datapathId,
    n_tables: 254,
    auxiliary_id: auxiliaryId,
    ...(version === 1 && { ports: [...ports], actions: [] }),
  };
  peer.send({ type: "FEATURES_REPLY", xid: request.xid, msg: features });
  if (version === 1 || auxiliaryId > 0) return;
  const { xid } = await peer.next("REQUEST.PORT_DESC");
  peer.send({ type: "REPLY.PORT_DESC", xid, msg: [...ports] });
}

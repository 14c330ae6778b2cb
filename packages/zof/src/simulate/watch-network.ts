import type { Host, Network, NetworkEvent } from "zof-sim";
import type { RunEvent } from "../report/run-event.js";

type FlowAdded = Extract<NetworkEvent, { type: "flow_added" }>;

/** Who is told what happens in a network. */
export interface NetworkWatcher {
  event(event: RunEvent): void;
  flowAdded(): void;
}

/** Reports what happens in a simulated network, until the function returned is called. */
export function watchNetwork(network: Network, watcher: NetworkWatcher): () => void {
  const learnt = new Set<string>();
  const nameOf = (ip: string) => network.hosts.find((host) => host.ip === ip)?.name ?? ip;
  return network.subscribe((event) => {
    switch (event.type) {
      case "flow_added": {
        watcher.flowAdded();
        const found = hostLearnt(network, event);
        const key = JSON.stringify(found);
        if (found === undefined || learnt.has(key)) return;
        learnt.add(key);
        watcher.event(found);
        return;
      }
      case "ping_answered": {
        const rtt_ms = Math.round(event.rttMs * 100) / 100;
        watcher.event({ event: "ping", from: event.from.name, to: nameOf(event.ip), ok: true, rtt_ms });
        return;
      }
      case "ping_failed": {
        const { from, ip, error } = event;
        watcher.event({ event: "ping", from: from.name, to: nameOf(ip), ok: false, reason: error.message });
      }
    }
  });
}

/** A flow entry for the frames to one host, out of one port, says that the switch has learnt where that host is. */
function hostLearnt(network: Network, { switch: at, entry }: FlowAdded): RunEvent | undefined {
  const destination = entry.match.fields.find(({ field, mask }) => field === "ETH_DST" && mask === undefined);
  const host = network.hosts.find((each: Host) => each.mac === destination?.value);
  const [port_no, ...others] = entry.program.outputs;
  if (host === undefined || port_no === undefined || others.length > 0) return undefined;
  return { event: "host_learnt", host: host.name, switch: at.name, port_no };
}

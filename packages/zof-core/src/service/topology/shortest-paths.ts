import type { SwitchLink } from "./topology-events.js";

/** For each switch that reaches `target` by links: the port towards it, on a path of the fewest links. */
export function portsTowards(target: string, links: readonly SwitchLink[]): ReadonlyMap<string, number> {
  const neighbours = new Map<string, { datapath_id: string; port_no: number }[]>();
  for (const { a, b } of links) {
    // Of a neighbour: its port towards us.
    neighbours.set(a.datapath_id, [...(neighbours.get(a.datapath_id) ?? []), b]);
    neighbours.set(b.datapath_id, [...(neighbours.get(b.datapath_id) ?? []), a]);
  }
  const ports = new Map<string, number>();
  const queue = [target];
  for (const datapathId of queue) {
    for (const { datapath_id, port_no } of neighbours.get(datapathId) ?? []) {
      if (datapath_id === target || ports.has(datapath_id)) continue;
      ports.set(datapath_id, port_no);
      queue.push(datapath_id);
    }
  }
  return ports;
}

/** Links that connect the same switches as all of them and make no loop: a spanning tree of each part. */
export function spanningTree(links: readonly SwitchLink[]): SwitchLink[] {
  const tree: SwitchLink[] = [];
  const part = new Map<string, string>();
  const partOf = (datapathId: string): string => {
    const next = part.get(datapathId);
    return next === undefined ? datapathId : partOf(next);
  };
  for (const link of links) {
    const [a, b] = [partOf(link.a.datapath_id), partOf(link.b.datapath_id)];
    if (a === b) continue;
    part.set(a, b);
    tree.push(link);
  }
  return tree;
}

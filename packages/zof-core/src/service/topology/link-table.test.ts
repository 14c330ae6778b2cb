import { describe, expect, it } from "vitest";
import { LinkTable } from "./link-table.js";
import type { SwitchPort } from "./topology-events.js";

const port = (datapath_id: string, port_no: number): SwitchPort => ({ datapath_id, port_no });
const [A1, A2, B1, B2] = [port("a", 1), port("a", 2), port("b", 1), port("b", 2)] as const;

function table() {
  const events: string[] = [];
  const ends = (each: SwitchPort) => `${each.datapath_id}${each.port_no}`;
  const links = new LinkTable(100, 50, (event) => {
    const what = "link" in event ? `${ends(event.link.a)}-${ends(event.link.b)}` : ends(event.port);
    events.push(`${event.event} ${what}${"reason" in event ? ` ${event.reason}` : ""}`);
  });
  for (const each of [A1, A2, B1, B2]) links.portUp(each, 0);
  return { links, events };
}

describe("a link table", () => {
  it("has a link when each end has heard the other", () => {
    const { links, events } = table();
    links.heard(B1, A1, 1);
    expect(links.links).toEqual([]);
    links.heard(A1, B1, 2);
    expect(links.links).toEqual([{ a: A1, b: B1 }]);
    expect(events).toEqual(["LINK_UP a1-b1"]);
  });

  it("takes ports for the edge where nothing is heard for a while, until something is", () => {
    const { links, events } = table();
    links.heard(A1, B1, 1);
    links.tick(49);
    expect(links.edges).toEqual([]);
    links.tick(50);
    expect(links.edges).toEqual([A1, A2, B2]);
    links.heard(B1, A1, 60);
    expect(events.slice(-2)).toEqual(["EDGE_DOWN a1", "LINK_UP a1-b1"]);
    expect([links.isEdge(A1), links.isEdge(A2)]).toEqual([false, true]);
  });

  it("ends a link by time, by its port, by its switch, and when another is heard instead", () => {
    const { links, events } = table();
    const connect = (a: SwitchPort, b: SwitchPort, at: number) => {
      links.heard(a, b, at);
      links.heard(b, a, at);
    };
    connect(A1, B1, 0);
    links.heard(A1, B1, 90);
    links.tick(101);
    connect(A1, B1, 110);
    connect(A1, B2, 120);
    links.portDown(A1);
    connect(A2, B2, 130);
    links.datapathDown("b");
    expect(events.filter((event) => event.startsWith("LINK"))).toEqual([
      ...["LINK_UP a1-b1", "LINK_DOWN a1-b1 timeout", "LINK_UP a1-b1", "LINK_DOWN a1-b1 moved"],
      ...["LINK_UP a1-b2", "LINK_DOWN a1-b2 port_down", "LINK_UP a2-b2", "LINK_DOWN a2-b2 port_down"],
    ]);
  });
});

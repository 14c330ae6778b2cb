import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZofProcess, zof } from "../test-support/zof-process.js";
import { findDemo } from "./demos.js";

describe("findDemo", () => {
  let empty = "";
  let withDemos = "";
  beforeAll(() => {
    empty = mkdtempSync(join(tmpdir(), "zof-demos-"));
    withDemos = join(empty, "has");
    const folder = join(withDemos, "node_modules", "zof-demo");
    mkdirSync(join(folder, "dist"), { recursive: true });
    const exports = {
      ".": "./dist/index.js",
      "./hub": "./dist/hub.js",
      "./layer2": "./dist/layer2.js",
      "./package.json": "./package.json",
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "zof-demo", exports }));
    for (const name of ["index", "hub", "layer2"]) writeFileSync(join(folder, "dist", `${name}.js`), "");
  });
  afterAll(() => rmSync(empty, { recursive: true }));

  it("takes the first folder that has the demos", () => {
    expect(findDemo("hub", [empty, withDemos])).toMatch(/has\/node_modules\/zof-demo\/dist\/hub\.js$/);
  });

  it("lists the demos that there are, with the nearest name", () => {
    expect(() => findDemo("layre2", [withDemos])).toThrow(
      "there is no demo 'layre2'; did you mean layer2? demos: hub, layer2;",
    );
    expect(() => findDemo("firewall", [withDemos])).toThrow(
      "there is no demo 'firewall'; demos: hub, layer2;",
    );
  });

  it("says how to install the demos", () => {
    expect(() => findDemo("layer2", [empty])).toThrow("npm install zof-demo");
  });
});

describe("zof run layer2", { timeout: 20_000 }, () => {
  it("learns every host, VLANs apart, and all pings succeed", async () => {
    const { status, events, stderr } = await zof(["run", "layer2", "--sim", "--json"]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const learnt = events.filter(({ event }) => event === "host_learnt");
    expect(learnt.map((event) => `${event.switch} ${event.host} ${event.port_no}`).sort()).toEqual([
      ...["s1 h1 1", "s1 h2 1", "s1 h3 2", "s1 h4 2", "s1 h5 1", "s1 h6 2"],
      ...["s2 h1 2", "s2 h2 3", "s2 h3 1", "s2 h4 1", "s2 h5 4", "s2 h6 1"],
      ...["s3 h1 1", "s3 h2 1", "s3 h3 2", "s3 h4 3", "s3 h5 1", "s3 h6 4"],
    ]);
    expect(events.at(-1)).toMatchObject({ simulation: { hosts: 6, pings: { sent: 14, ok: 14, lost: 0 } } });
  });

  it("works with OpenFlow 1.0 too", async () => {
    const { status, events } = await zof(["run", "layer2", "--sim", "--json", "--listen-versions", "1"]);
    expect(events.filter(({ openflow }) => openflow === "1.0")).toHaveLength(3);
    expect(status).toBe(0);
  });

  it("ends quietly when nobody reads on", async () => {
    const process = new ZofProcess(["run", "layer2", "--sim", "--json"]);
    await process.until(({ lines }) => lines[0]);
    process.closeOutput();
    await process.exited;
    expect(process.stderr).toBe("");
  });
});

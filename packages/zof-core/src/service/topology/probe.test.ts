import { describe, expect, it } from "vitest";
import { buildPacket, PacketView } from "zof-codec";
import { Probes } from "./probe.js";

const PORT = { datapath_id: "00:00:00:00:00:00:00:01", port_no: 7 };
const MAC = "02:00:00:00:00:01";
const view = (bytes: Uint8Array) => new PacketView(bytes);

describe("a probe", () => {
  it("tells its port, once", () => {
    const probes = new Probes(100);
    const first = probes.make(PORT, MAC, 10);
    const second = probes.make(PORT, MAC, 20);
    expect(probes.read(view(first), 11)).toEqual(PORT);
    expect(probes.read(view(first), 12)).toBe("stale");
    expect(probes.read(view(second), 121)).toBe("stale");
    expect(probes.read(view(second), 119)).toEqual(PORT);
    expect(probes.read(view(first), 119)).toBe("stale");
  });

  it("is refused when any bit of what it says was changed, or another process made it", () => {
    const probes = new Probes(100);
    const bytes = probes.make(PORT, MAC, 10);
    const start = Buffer.from(bytes).indexOf("7a6f6601", 0, "hex") + 4;
    const end = start + 16 + `${PORT.datapath_id} 7 10`.length;
    for (let i = start; i < end; i++) {
      const changed = bytes.map((byte, at) => (at === i ? byte ^ 1 : byte));
      expect(probes.read(view(changed), 11)).toBe("forged");
    }
    expect(new Probes(100).read(view(bytes), 11)).toBe("forged");
    expect(probes.read(view(bytes), 11)).toEqual(PORT);
  });

  it("is not what other LLDP is", () => {
    const lldp = buildPacket({
      eth_dst: MAC,
      eth_src: MAC,
      eth_type: 0x88cc,
      x_lldp_chassis_id: "x",
      x_lldp_port_id: "1",
    });
    expect(new Probes(100).read(view(lldp), 1)).toBeUndefined();
  });
});

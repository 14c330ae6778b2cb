import { describe, expect, expectTypeOf, it } from "vitest";
import { decode } from "../codec/decode.js";
import { encode } from "../codec/encode.js";
import type { Field } from "../gen/types.js";
import { type MatchObject, matchFields, matchObject } from "./match-object.js";

describe("matchFields", () => {
  it("takes fields by lower-case name, with masks after a slash", () => {
    const match: MatchObject = {
      in_port: "LOCAL",
      eth_type: 0x0800,
      ipv4_dst: "10.0.0.0/8",
      metadata: "0x10/0xf0",
      tcp_dst: undefined,
    };
    expect(matchFields(match)).toEqual([
      { field: "IN_PORT", value: "LOCAL" },
      { field: "ETH_TYPE", value: 0x0800 },
      { field: "IPV4_DST", value: "10.0.0.0/8" },
      { field: "METADATA", value: "0x10/0xf0" },
    ]);
    expectTypeOf<MatchObject>().toHaveProperty("tcp_dst");
    // @ts-expect-error: a misspelt name
    expect(() => matchFields({ tpc_dst: 80 })).toThrow(
      '"tpc_dst" is not a match field, did you mean tcp_dst?',
    );
  });

  it("takes names in any case, and fields without a name", () => {
    const match = { ETH_DST: "00:00:00:00:00:01", "0x0001F204": "0102" } as unknown as MatchObject;
    expect(matchFields(match)).toEqual([
      { field: "ETH_DST", value: "00:00:00:00:00:01" },
      { field: "0x0001F204", value: "0102" },
    ]);
  });

  it.each([
    [{ dl_type: 0x0806, nw_src: "10.0.0.1", nw_proto: 1 }, "ETH_TYPE ARP_SPA ARP_OP"],
    [{ dl_type: 0x0800, nw_src: "10.0.0.1", nw_proto: 6, tp_dst: 80 }, "ETH_TYPE IPV4_SRC IP_PROTO TCP_DST"],
    [{ ip_proto: 17, tp_src: 53 }, "IP_PROTO UDP_SRC"],
    [{ nw_proto: "0x84", tp_src: 53 }, "IP_PROTO SCTP_SRC"],
    [{ ip_proto: 1, tp_src: 8, tp_dst: 0 }, "IP_PROTO ICMPV4_TYPE ICMPV4_CODE"],
    [{ ip_proto: 58, tp_src: 135 }, "IP_PROTO ICMPV6_TYPE"],
    [{ dl_vlan: 5, dl_vlan_pcp: 1, dl_dst: "00:00:00:00:00:01" }, "VLAN_VID VLAN_PCP ETH_DST"],
  ])("takes older names: %j", (match, fields) => {
    expect(
      matchFields(match)
        .map(({ field }) => field)
        .join(" "),
    ).toBe(fields);
  });

  it("refuses what cannot be meant", () => {
    expect(() => matchFields({ tp_dst: 80 })).toThrow(
      "bad_value: tp_dst: its meaning depends on ip_proto, which must be one of 1 (ICMPV4), 58 (ICMPV6), 6 (TCP)",
    );
    expect(() => matchFields({ eth_dst: "00:00:00:00:00:01", dl_dst: "00:00:00:00:00:02" })).toThrow(
      "bad_value: dl_dst: ETH_DST is given twice, as eth_dst too",
    );
  });
});

describe("matchObject", () => {
  const through = (match: MatchObject) => {
    const { msg } = decode(encode({ type: "FLOW_MOD", msg: { command: "ADD", match: matchFields(match) } }));
    return matchObject((msg as { match: Field[] }).match);
  };

  it("gives back what was taken", () => {
    const match: MatchObject = {
      in_port: 1,
      eth_type: 0x86dd,
      ipv6_dst: "2001:db8::/32",
      eth_dst: "01:00:00:00:00:00/01:00:00:00:00:00",
      metadata: "0x10/0xf0",
    };
    expect(through(match)).toEqual(match);
    expect(through({ eth_type: 0x0800, ipv4_src: "10.1.0.0/255.255.0.0" })).toEqual({
      eth_type: 0x0800,
      ipv4_src: "10.1.0.0/16",
    });
    expect(through({ eth_type: 0x0800, ipv4_src: "10.0.0.1/255.0.0.255" })).toEqual({
      eth_type: 0x0800,
      ipv4_src: "10.0.0.1/255.0.0.255",
    });
  });

  it("keeps fields without a name", () => {
    const field = { field: "0x0001F204", value: Uint8Array.of(1) } as const;
    expect(matchObject([field])).toEqual({ "0x0001F204": Uint8Array.of(1) });
  });
});

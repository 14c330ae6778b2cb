/** A fault of messages between `ovs-ofctl` and a switch that is known, and why it is there. */
export interface KnownFault {
  readonly fault: RegExp;
  readonly reason: string;
}

/** All that is not decoded in full or does not come through. An entry that explains nothing any more fails the run. */
export const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    fault: /OpenFlow 1\.0 FLOW_MOD: unknown:\.command 0x0[1-9A-F]0\d/,
    reason:
      "NX_FLOW_MOD_TABLE_ID makes the upper half of OpenFlow 1.0's command the table; which half is meant is not in the message",
  },
  {
    fault: /[GS]ET_CONFIG(_REPLY)?: unknown:\.flags 0x0003/,
    reason: "both bits of the treatment of fragments are Open vSwitch's own nx-match; they have no name",
  },
  {
    fault: /OpenFlow 1\.0 [GS]ET_CONFIG(_REPLY)?: unknown:\.flags 0x0004/,
    reason: "only later versions have a flag for packets without time to live; Open vSwitch uses it in 1.0",
  },
  {
    fault: /OpenFlow 1\.[01] PACKET_IN: unknown:\.reason 0x02/,
    reason: "OpenFlow 1.2 brought INVALID_TTL; Open vSwitch uses its number in older versions",
  },
  {
    fault: /OpenFlow 1\.1 REPLY\.TABLE_STATS: unknown:\.\d+\.config 0x00000003/,
    reason: "the mask of all ways to treat a miss, which is no way itself",
  },
  {
    fault: /REPLY\.TABLE_FEATURES: encodes from its JSON to other bytes/,
    reason:
      "Open vSwitch's order of the properties is another than that of their numbers; a list has it, JSON has not",
  },
  {
    fault: /OpenFlow 1\.1 REPLY\.FLOW_DESC: (encodes from its JSON|does not encode from its JSON)/,
    reason:
      "the match is a list of fields as in OpenFlow 1.2, not the struct of 1.1, which is what we write in 1.1",
  },
  {
    fault: /REPLY\.(FLOW_DESC|NX_FLOW_STATS): unknown:.*\.field 0x00015004/,
    reason:
      "an option of a tunnel with the length that the switch gave it; only its greatest length has a name",
  },
  {
    fault: /REPLY\.PORT_STATS: unknown:.*\.properties\.property EXPERIMENTER/,
    reason: "properties of Intel have no schema yet; they are kept as properties of an experimenter",
  },
];

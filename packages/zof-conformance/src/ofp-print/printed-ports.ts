import { numberText } from "./number-text.js";

export interface PortSummary {
  port_no: string;
  name: string;
  hw_addr: string;
  config: string[];
  state: string[];
  features: Record<string, string[]>;
  /** Current and maximal speed in Mbit/s; empty in OpenFlow 1.0. */
  speed: string;
}

const FEATURE_NAMES: Record<string, string> = {
  AUTO_NEG: "AUTONEG",
  AUTO_PAUSE: "PAUSE",
  AUTO_PAUSE_ASYM: "PAUSE_ASYM",
};

/** The STP states of OpenFlow 1.0 stand side by side without a space. */
const STATE_NAMES = /LINK_DOWN|BLOCKED|LIVE|STP_LEARN|STP_FORWARD|STP_BLOCK/g;

/** Reads the ports in the text of a PORT_STATUS, FEATURES_REPLY or REPLY.PORT_DESC, in order of their numbers. */
export function printedPorts(text: string, version: number): PortSummary[] {
  const ports: PortSummary[] = [];

  for (const line of text.split("\n")) {
    const [, portNo, name = "", address = ""] = /(\S+)\(([^)]*)\): addr:(\S+)$/.exec(line) ?? [];
    const last = ports.at(-1);
    const [, key = "", content = ""] = /^ {5}(\w+): +(.*)$/.exec(line) ?? [];
    if (portNo !== undefined) ports.push(emptyPort(numberText(portNo), name, numberText(address)));
    else if (last === undefined) continue;
    else if (key === "config") last.config = words(content);
    else if (key === "state") last.state = (content.match(STATE_NAMES) ?? []).sort();
    else if (key === "speed") last.speed = version === 1 ? "" : content;
    else if (key !== "") last.features[key] = words(content).map(featureName);
  }
  return ports.sort(byNumber);
}

/** Open vSwitch prints ports in order, whatever theirs is in the message. */
export function byNumber(left: PortSummary, right: PortSummary): number {
  return left.port_no.localeCompare(right.port_no);
}

function emptyPort(port_no: string, name: string, hw_addr: string): PortSummary {
  return { port_no, name, hw_addr, config: [], state: [], features: {}, speed: "" };
}

function words(text: string): string[] {
  return text === "0" ? [] : text.split(" ").filter(Boolean);
}

function featureName(word: string): string {
  return FEATURE_NAMES[word] ?? word.replace("-", "_");
}

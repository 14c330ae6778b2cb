import type { Colors } from "./colors.js";
import { reachable } from "./reachable.js";
import type { PingReport, RunEvent, RunStart, Summary } from "./run-event.js";

/** An event in words: a line, or several. */
export function eventText(event: RunEvent, colors: Colors): string {
  const { bold, dim, green, yellow } = colors;
  switch (event.event) {
    case "started":
      return startText(event, colors);
    case "switch_up": {
      const details = `OpenFlow ${event.openflow}, ${count(event.ports, "port")}, from ${event.endpoint}`;
      return `${green("switch")} ${bold(event.name ?? event.datapath_id)} up ${dim(details)}`;
    }
    case "switch_down":
      return `${yellow("switch")} ${bold(event.name ?? event.datapath_id)} down: ${event.reason}`;
    case "host_learnt":
      return `${green("learnt")} ${bold(event.host)} is at port ${event.port_no} of ${event.switch}`;
    case "ping":
      return pingText(event, colors);
    case "summary":
      return summaryText(event, colors);
  }
}

/** "1 port", "2 ports", "2 switches". */
export function count(number: number, noun: string): string {
  const plural = noun.endsWith("ch") ? `${noun}es` : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}

function startText({ apps, endpoints, transport, serves, simulated }: RunStart, colors: Colors): string {
  const network =
    simulated === undefined
      ? ""
      : ` on a simulated network: ${count(simulated.switches, "switch")}, ${count(simulated.hosts, "host")}`;
  const title = `${colors.bold(apps.join(", "))}${network}`;
  if (!serves) return title;
  const { host, port } = reachable(endpoints.at(-1) ?? "");
  const target = `${transport}:${host.includes(":") ? `[${host}]` : host}:${port}`;
  return [
    title,
    `listening on ${endpoints.join(" and ")}; Ctrl-C ends`,
    `for Open vSwitch: ${colors.bold(`ovs-vsctl set-controller br0 ${target}`)}`,
  ].join("\n");
}

function pingText({ from, to, ok, rtt_ms, reason }: PingReport, { bold, green, red }: Colors): string {
  const pair = `${bold(from)} -> ${bold(to)}`;
  return ok ? `${green("ping  ")} ${pair} ${rtt_ms} ms` : `${red("ping  ")} ${pair} lost: ${reason}`;
}

/** What came of it, or has until now. */
export function summaryText({ switches, alerts, seconds, simulation }: Summary, colors: Colors): string {
  const parts = [count(switches, "switch")];
  if (simulation !== undefined) {
    const { hosts, pings, flows, messages } = simulation;
    const answered = `${pings.ok} of ${count(pings.sent, "ping")} ok`;
    const outcome = pings.lost === 0 ? colors.green(answered) : colors.red(`${answered}, ${pings.lost} lost`);
    parts.push(count(hosts, "host"), outcome, count(flows, "flow"), count(messages, "message"));
  }
  if (alerts > 0) parts.push(colors.yellow(count(alerts, "alert")));
  return `${[...parts, `${seconds} s`].join(", ")}`;
}

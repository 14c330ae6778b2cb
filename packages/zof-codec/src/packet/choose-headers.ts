import { CodecError } from "../codec-error.js";
import { hexName } from "../wire/integers.js";
import { unsigned } from "./field.js";
import type { GivenFields } from "./given-fields.js";
import type { Header } from "./header.js";
import { NEIGHBOUR_ADVERTISEMENT, NEIGHBOUR_SOLICITATION } from "./headers/nd.js";
import { ICMPV6_IN_IPV6, IPV4, IPV6, NETWORKS, type Network, TRANSPORTS, type Transport } from "./nesting.js";
import { HEADER_LIST, PACKET_HEADERS, type PacketFieldName } from "./packet-fields.js";

/** The headers behind Ethernet that a packet is built of. */
export interface ChosenHeaders {
  readonly network?: Network | undefined;
  readonly transport?: Transport | undefined;
  /** Whether neighbour discovery follows ICMPv6. */
  readonly nd: boolean;
}

/**
 * Chooses the headers of a packet by the fields that are given: a header is there when one of its fields is. Adds
 * the fields that follow from that: `eth_type`, `ip_proto`, and `icmpv6_type` for neighbour discovery.
 *
 * @throws CodecError `bad_value` when the fields contradict each other, `missing` when they leave the choice open.
 */
export function chooseHeaders(given: GivenFields): ChosenHeaders {
  const nd = fieldOf(PACKET_HEADERS.nd, given);
  const transport = chooseTransport(given, nd);
  const network = chooseNetwork(given, transport);
  if (network !== undefined) agree(given, "eth_type", network.choice.etherTypes, network.field);
  if (transport !== undefined) agree(given, "ip_proto", [transport.choice.protocol], transport.field);
  if (nd !== undefined) completeNeighbourDiscovery(given, nd);
  return { network: network?.choice, transport: transport?.choice, nd: nd !== undefined };
}

/** A chosen header and the field because of which it was chosen. */
interface Because<Choice> {
  readonly choice: Choice;
  readonly field: string;
}

function chooseTransport(given: GivenFields, nd: string | undefined): Because<Transport> | undefined {
  const transport = only(TRANSPORTS, given);
  if (nd === undefined) return transport;
  if (transport !== undefined && transport.choice !== ICMPV6_IN_IPV6)
    throw noHeader(nd, "nd", transport.field);
  return { choice: ICMPV6_IN_IPV6, field: nd };
}

function chooseNetwork(
  given: GivenFields,
  transport: Because<Transport> | undefined,
): Because<Network> | undefined {
  const network = only(NETWORKS, given);
  const inIp = transport?.field ?? SHARED.find((name) => given[name] !== undefined);
  if (inIp === undefined) return network;
  const possible = transport?.choice.within ?? [IPV4, IPV6];
  if (network !== undefined) {
    if (possible.includes(network.choice)) return network;
    throw noHeader(inIp, transport?.choice.header.name ?? "IP", network.field);
  }
  const type = given.eth_type === undefined ? undefined : unsigned(given.eth_type, "eth_type", 16);
  const choice = possible.find(({ etherTypes }) => possible.length === 1 || etherTypes[0] === type);
  if (choice !== undefined) return { choice, field: inIp };
  throw new CodecError("missing", `a packet with ${inIp} needs IPv4 or IPv6 addresses`, { path: "ipv4_src" });
}

/** The one of several headers that exclude each other of which a field is given. */
function only<Choice extends { readonly header: Header }>(
  choices: readonly Choice[],
  given: GivenFields,
): Because<Choice> | undefined {
  let because: Because<Choice> | undefined;
  for (const choice of choices) {
    const field = fieldOf(choice.header, given);
    if (field === undefined) continue;
    if (because !== undefined) throw noHeader(field, choice.header.name, because.field);
    because = { choice, field };
  }
  return because;
}

/** Fields that are in more than one header, and so choose none. */
const SHARED = (Object.keys(PACKET_HEADERS.ipv4.fields) as PacketFieldName[]).filter((name) =>
  Object.hasOwn(PACKET_HEADERS.ipv6.fields, name),
);

/** The fields that only one header has, by header. */
const OWN = new Map(
  HEADER_LIST.map((header) => {
    const names = Object.keys(header.fields) as PacketFieldName[];
    return [header, names.filter((name) => !SHARED.includes(name))];
  }),
);

/** The first field that is given of those that only this header has. */
export function fieldOf(header: Header, given: GivenFields): PacketFieldName | undefined {
  return OWN.get(header)?.find((name) => given[name] !== undefined);
}

function completeNeighbourDiscovery(given: GivenFields, field: string): void {
  const { ipv6_nd_sll, ipv6_nd_tll, icmpv6_type } = given;
  if (ipv6_nd_sll !== undefined) agree(given, "icmpv6_type", [NEIGHBOUR_SOLICITATION], "ipv6_nd_sll");
  if (ipv6_nd_tll !== undefined) agree(given, "icmpv6_type", [NEIGHBOUR_ADVERTISEMENT], "ipv6_nd_tll");
  if (icmpv6_type !== undefined) {
    agree(given, "icmpv6_type", [NEIGHBOUR_SOLICITATION, NEIGHBOUR_ADVERTISEMENT], field);
  }
  agree(given, "icmpv6_code", [0], field);
}

/** The fields that say which header follows, and how many bits they have. */
const SELECTOR_BITS = { eth_type: 16, ip_proto: 8, icmpv6_type: 8, icmpv6_code: 8 } as const;

/** Checks that a selecting field fits the header that was chosen because of another one, or fills it in. */
function agree(
  given: GivenFields,
  name: keyof typeof SELECTOR_BITS,
  allowed: readonly [number, ...number[]],
  because: string,
): void {
  const value = given[name] === undefined ? allowed[0] : unsigned(given[name], name, SELECTOR_BITS[name]);
  given[name] = value;
  if (allowed.includes(value)) return;
  const text = (number: number) => (name === "eth_type" ? hexName(number, 4) : String(number));
  const reason = `${text(value)}, but a packet with ${because} has ${allowed.map(text).join(" or ")}`;
  throw new CodecError("bad_value", reason, { path: name });
}

function noHeader(field: string, header: string, because: string): CodecError {
  return new CodecError("bad_value", `a packet with ${because} has no ${header} header`, { path: field });
}

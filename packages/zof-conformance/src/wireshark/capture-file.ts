/** The TCP port that says "OpenFlow" to Wireshark. */
const OPENFLOW_PORT = 6653;
const ETHERNET = 14;
const IPV4 = 20;
const TCP = 20;

/**
 * A capture file (classic pcap) with one TCP segment per message, each on a connection of its own.
 *
 * Messages may have up to 65000 bytes: they must fit into an IPv4 packet.
 */
export function captureFile(messages: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(0x40000, 16); // longest frame
  header.writeUInt32LE(1, 20); // Ethernet
  return Buffer.concat([
    header,
    ...messages.flatMap((bytes, index) => [recordHeader(bytes), frame(bytes, index)]),
  ]);
}

function recordHeader(bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(16);
  const length = ETHERNET + IPV4 + TCP + bytes.length;
  header.writeUInt32LE(length, 8);
  header.writeUInt32LE(length, 12);
  return header;
}

function frame(bytes: Uint8Array, index: number): Buffer {
  const headers = Buffer.alloc(ETHERNET + IPV4 + TCP);
  headers.writeUInt16BE(0x0800, 12);
  headers[ETHERNET] = 0x45;
  headers.writeUInt16BE(IPV4 + TCP + bytes.length, ETHERNET + 2);
  headers[ETHERNET + 8] = 64; // time to live
  headers[ETHERNET + 9] = 6; // TCP
  headers.writeUInt32BE(0x0a000001, ETHERNET + 12);
  headers.writeUInt32BE(0x0a000002, ETHERNET + 16);
  headers.writeUInt16BE(10_000 + index, ETHERNET + IPV4);
  headers.writeUInt16BE(OPENFLOW_PORT, ETHERNET + IPV4 + 2);
  headers.writeUInt16BE(0x5018, ETHERNET + IPV4 + 12); // five words of header, PSH and ACK
  return Buffer.concat([headers, bytes]);
}

import { connect, type Socket } from "node:net";
import { Framer } from "zof-codec";
import { decode, encode } from "zof-types";

const HELLO = encode({ type: "HELLO", version: 4, xid: 1, msg: { versions: [4] } });

/** Connects to a controller, goes through the handshake as a switch, and then sends what it is told. */
export function connectHostileSwitch(port: number, datapathId: number, afterwards: Uint8Array): Socket {
  const socket = connect(port, "127.0.0.1");
  // The controller closes the connection when it likes: that is what is expected of it.
  socket.on("error", () => {});
  socket.write(HELLO);
  const framer = new Framer();
  socket.on("data", (chunk: Buffer) => {
    framer.push(new Uint8Array(chunk));
    while (framer.next()) {
      const { type, xid } = decode(framer.bytes.subarray(framer.start, framer.end));
      if (type === "FEATURES_REQUEST") {
        const msg = { datapath_id: datapathId, n_tables: 254 };
        socket.write(encode({ type: "FEATURES_REPLY", version: 4, xid, msg }));
      } else if (type === "REQUEST.PORT_DESC") {
        socket.write(encode({ type: "REPLY.PORT_DESC", version: 4, xid, msg: [] }));
        socket.write(afterwards);
      }
    }
  });
  return socket;
}

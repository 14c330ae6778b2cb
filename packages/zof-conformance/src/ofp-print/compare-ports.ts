import type { Body, Comparison } from "./comparison.js";
import { groupsOf } from "./comparison.js";
import { messagePort } from "./message-port.js";
import { numberText } from "./number-text.js";
import { attributeText, secondsText } from "./printed-flow.js";
import { byNumber, printedPorts } from "./printed-ports.js";

const REASONS: Record<string, string> = { ADD: "ADD", DEL: "DELETE", MOD: "MODIFY" };

/** The counters of a port as they stand in the text, one after the other. */
const COUNTERS =
  "rx_packets rx_bytes rx_dropped rx_errors rx_frame_err rx_over_err rx_crc_err tx_packets tx_bytes tx_dropped tx_errors collisions".split(
    " ",
  );

export const PORT_COMPARISONS: Record<string, Comparison> = {
  FEATURES_REPLY: {
    name: "OFPT_FEATURES_REPLY",
    printed(text, version) {
      const found = groupsOf(
        /dpid:(?<datapath_id>\w+)\nn_tables:(?<n_tables>\d+), n_buffers:(?<n_buffers>\d+)(?:, auxiliary_id:(?<auxiliary_id>\d+))?\ncapabilities: (?<capabilities>.*)(?:\nactions: (?<actions>.*))?/,
        text,
      );
      return {
        datapath_id: found.datapath_id,
        n_tables: Number(found.n_tables),
        n_buffers: Number(found.n_buffers),
        auxiliary_id: Number(found.auxiliary_id ?? 0),
        capabilities: found.capabilities?.split(" "),
        actions: found.actions?.split(" ").map(actionName).sort(),
        ports: printedPorts(text, version),
      };
    },
    message: (body: Body, version) => ({
      datapath_id: body.datapath_id.replaceAll(":", ""),
      n_tables: body.n_tables,
      n_buffers: body.n_buffers,
      auxiliary_id: body.auxiliary_id ?? 0,
      capabilities: body.capabilities,
      actions: body.actions?.toSorted(),
      ports: (body.ports ?? []).map((port: Body) => messagePort(port, version)).sort(byNumber),
    }),
  },
  PORT_STATUS: {
    name: "OFPT_PORT_STATUS",
    printed(text, version) {
      const { reason = "" } = groupsOf(/^(?<reason>\w+): /, text);
      return { reason: REASONS[reason], port: printedPorts(text, version)[0] };
    },
    message: ({ reason, ...port }: Body, version) => ({ reason, port: messagePort(port, version) }),
  },
  "REPLY.PORT_DESC": {
    name: "OFPST_PORT_DESC reply",
    printed: printedPorts,
    message: (ports: Body[], version) => ports.map((port) => messagePort(port, version)).sort(byNumber),
  },
  "REQUEST.PORT_STATS": {
    name: "OFPST_PORT request",
    printed: (text) => numberText(text.replace("port_no=", "").trim()),
    message: (body: Body) => numberText(body.port_no),
  },
  "REPLY.PORT_STATS": {
    name: "OFPST_PORT reply",
    printed(text) {
      const [, ...ports] = text.split(/^ {2}port +/m);
      return ports.map((port) => {
        const [portNo = ""] = port.split(":");
        const values = [...port.matchAll(/=(\d+|\?)(?=,|\n)/g)].map(([, value = ""]) => attributeText(value));
        const [, duration = "0"] = /duration=(.*)s/.exec(port) ?? [];
        const counters = COUNTERS.map((name, index) => [name, values[index]]);
        return {
          port_no: numberText(portNo),
          duration: secondsText(duration),
          ...Object.fromEntries(counters),
        };
      });
    },
    message: (ports: Body[]) =>
      ports.map((port) => {
        const counters = COUNTERS.map((name) => [name, numberText(port[name])]);
        const duration = secondsText(port.duration);
        return { port_no: numberText(port.port_no), duration, ...Object.fromEntries(counters) };
      }),
  },
};

/** `mod_dl_src` and `strip_vlan` are SET_DL_SRC and STRIP_VLAN of the specification. */
function actionName(word: string): string {
  return word.replace(/^mod_/, "set_").toUpperCase();
}

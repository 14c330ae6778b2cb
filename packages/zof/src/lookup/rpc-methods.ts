/** A method of `zof jsonrpc`, for its documentation. A parameter with `?` may be left out. */
export interface RpcMethod {
  readonly name: string;
  readonly description: string;
  readonly params: Readonly<Record<string, string>>;
  /** What the reply holds; undefined for a notification, which has none. */
  readonly result?: Readonly<Record<string, string>>;
}

const ENDPOINT = "String  # 127.0.0.1:6653, [::1]:6653 or 6653";
const COMMON = {
  endpoint: ENDPOINT,
  "versions?": "[UInt8]  # wire versions to offer, 1 (OpenFlow 1.0) to 6 (1.5). Default: all",
  "tls_id?": "UInt64  # of OFP.ADD_IDENTITY. Default: 0, no TLS",
  "options?": "[FEATURES_REQ | AUXILIARY | NO_VERSION_CHECK]",
};

/** All methods, requests first. */
export const RPC_METHODS: readonly RpcMethod[] = [
  {
    name: "OFP.DESCRIPTION",
    description: "What the service is.",
    params: {},
    result: { api_version: "String", sw_desc: "String", versions: "[UInt8]" },
  },
  {
    name: "OFP.LISTEN",
    description: "Listens for switches.",
    params: COMMON,
    result: { conn_id: "UInt64  # of the listener" },
  },
  { name: "OFP.CONNECT", description: "Connects.", params: COMMON, result: { conn_id: "UInt64" } },
  {
    name: "OFP.CLOSE",
    description: "Closes a connection or listener.",
    params: { "conn_id?": "UInt64", "datapath_id?": "DatapathId" },
    result: { count: "UInt32  # how many were closed" },
  },
  {
    name: "OFP.SEND",
    description: "Sends a message.",
    params: { "...": "Message  # with conn_id or datapath_id, which say where to" },
    result: { data: "Bytes  # what was sent" },
  },
  {
    name: "OFP.LIST_CONNECTIONS",
    description: "The connections there are.",
    params: { conn_id: "UInt64  # 0: all" },
    result: { stats: "[{local_endpoint, remote_endpoint, datapath_id, conn_id, auxiliary_id, transport}]" },
  },
  {
    name: "OFP.ADD_IDENTITY",
    description: "Keeps a certificate for LISTEN and CONNECT.",
    params: {
      cert: "String  # PEM text or a file's path",
      "privkey?": "String  # PEM text or a file's path. Default: it stands in the file of the certificate",
      "cacert?": "String  # the authority that the other side's certificate must be signed by",
      "version?": "String  # TLS1.2, or a range as TLS1.2-TLS1.3",
      "ciphers?": "String",
      "keylog?": "String  # file that session keys are appended to",
    },
    result: { tls_id: "UInt64" },
  },
  {
    name: "OFP.MESSAGE",
    description: "A message that came in, CHANNEL_UP, CHANNEL_DOWN or CHANNEL_ALERT.",
    params: { "...": "Message  # with time, conn_id, datapath_id" },
  },
];

/** The methods as `zof help --rpc` lists them. */
export function rpcText(brief: boolean): string {
  if (brief) return `${RPC_METHODS.map(({ name }) => name).join("\n")}\n`;
  return RPC_METHODS.map(methodText).join("\n");
}

function methodText({ name, description, params, result }: RpcMethod): string {
  const lines = (members: Readonly<Record<string, string>>) =>
    Object.entries(members).map(([member, type]) => `    ${member}: ${type}\n`);
  const answer = result === undefined ? [] : ["  result:\n", ...lines(result)];
  const title = result === undefined ? `${name} (notification)` : name;
  const given = Object.keys(params).length === 0 ? [] : ["  params:\n", ...lines(params)];
  return [`${title}\n  ${description}\n`, ...given, ...answer].join("");
}

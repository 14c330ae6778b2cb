import { Application, compile } from "zof";

new Application("misspelt-field");

compile(`
  type: FLOW_MOD
  msg:
    table_id: 0
    command: ADD
    match:
      - {field: ETH_DTS, value: $eth_dst}
    instructions: []
`);

import { Application, compile } from "zof";

new Application("bad-yaml");

compile(`
  type: FLOW_MOD
  msg: {table_id: 0, command: ADD
`);

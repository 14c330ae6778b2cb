/** A hub: every switch sends each frame out of all its other ports, by one flow entry. */

import { Application, compile } from "zof";

const app = new Application("hub");

const FLOOD = compile(`
  type: FLOW_MOD
  msg:
    command: ADD
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: FLOOD}]
`);

app.message("CHANNEL_UP", () => {
  FLOOD.send();
});

/** Prints what the tables of each switch can do (OpenFlow 1.3 and later). */

import { Application, compile, RequestError } from "zof";

const app = new Application("table-features");

app.message("CHANNEL_UP", async ({ datapath_id, version }) => {
  if (version < 4) {
    console.log(`${datapath_id}: OpenFlow 1.${version - 1} has no table features`);
    return;
  }
  try {
    for await (const { msg } of FEATURES.request()) {
      for (const { table_id, name, max_entries, match, instructions } of msg) {
        console.log(`${datapath_id} table ${table_id} "${name}": ${max_entries} entries`);
        console.log(`  instructions: ${list(instructions)}`);
        console.log(`  match fields: ${list(match)}`);
      }
    }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    console.log(`${datapath_id}: ${error.message}`);
  }
});

function list(names: readonly string[] | undefined): string {
  return names === undefined ? "not said" : names.join(" ") || "none";
}

/** Without a body: what is there is asked for, nothing is changed. */
const FEATURES = compile("REQUEST.TABLE_FEATURES []");

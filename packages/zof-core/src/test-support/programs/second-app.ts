// An app in a module of its own, for `--x-modules`.
import { Application } from "../../index.js";

const app = new Application("second");
app.option("--second <text>", "what the second app says");

app.event("START", () => {
  process.stdout.write(`${JSON.stringify({ event: "SECOND", says: app.args.second })}\n`);
});

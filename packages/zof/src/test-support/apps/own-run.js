import { Application, run } from "zof";

const app = new Application("own-run");
app.option("--greeting <text>", "what to say", "hello");
app.event("START", () => process.stdout.write(`${app.args.greeting}\n`));

process.stdout.write(`status ${await run()}\n`);

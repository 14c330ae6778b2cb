// Handlers as methods of a class, which the test runner's compiler cannot read: a process of its own runs it.
import { Application, type MessageEvent, run } from "../../index.js";

const app = new Application("bound");
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

@app.bind
class Switch {
  #seen = 0;

  @app.event("START")
  start(): void {
    say({ event: "START", endpoints: app.controller.endpoints });
  }

  @app.message("BARRIER_REPLY", { datapath_id: "00:00:00:00:00:00:00:02" })
  other(): void {
    this.#seen += 100;
  }

  @app.message("barrier_reply")
  async barrier(event: MessageEvent<"BARRIER_REPLY">): Promise<void> {
    await undefined;
    this.#seen++;
    say({ event: "BARRIER", xid: event.xid, seen: this.#seen });
  }
}

await run({ programName: Switch.name });

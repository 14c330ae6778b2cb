import { Application, run } from "zof";

new Application("throws-after-run");
run();
throw new TypeError("too late");

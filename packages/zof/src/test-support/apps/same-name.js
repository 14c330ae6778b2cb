import { Application } from "zof";

new Application("twice");
new Application("twice");

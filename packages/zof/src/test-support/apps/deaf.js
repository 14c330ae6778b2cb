import { Application } from "zof";

new Application("deaf");

import { compile } from "zof";

compile("BARRIER_REQUEST");

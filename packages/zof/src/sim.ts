export * from "zof-sim";

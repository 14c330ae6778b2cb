#!/usr/bin/env node
import { loadMain } from "../dist/command/load-main.js";

const argv = process.argv.slice(2);
const main = await loadMain(argv);
await main(argv);

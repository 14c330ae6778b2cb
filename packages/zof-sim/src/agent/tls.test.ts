import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Network } from "../network/network.js";

const HELLO = Buffer.from("0400000800000000", "hex");
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
if (!hasOpenssl) console.log("SKIPPED: tests with TLS: openssl is not installed");

describe.skipIf(!hasOpenssl)("a switch that speaks TLS", () => {
  let folder = "";
  let server: Server;
  const pem = (name: string) => readFileSync(join(folder, `${name}.pem`), "utf8");

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "zof-sim-tls-"));
    for (const name of ["controller", "stranger"]) {
      const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
      const key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        `${name}.key.pem`,
      ];
      execFileSync("openssl", ["req", "-x509", ...key, ...subject, "-days", "2", "-out", `${name}.pem`], {
        cwd: folder,
        stdio: "ignore",
      });
    }
    server = createServer({ cert: pem("controller"), key: pem("controller.key") }, (socket) => {
      socket.on("error", () => {});
      socket.resume();
      socket.write(HELLO);
    });
    server.on("tlsClientError", () => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await new Promise((resolve) => server.close(resolve));
  });

  async function connect(trusted: string): Promise<string> {
    const network = new Network();
    const device = network.addSwitch();
    try {
      const { port } = server.address() as AddressInfo;
      const tls = { ca: pem(trusted), servername: "localhost" };
      await network.connect({ port, reconnect: false, tls });
      return device.connection.status;
    } finally {
      network.close();
    }
  }

  test("connects to a controller that it trusts", async () => {
    expect(await connect("controller")).toBe("connected");
  });

  test("does not connect to another", async () => {
    await expect(connect("stranger")).rejects.toThrow(/SELF_SIGNED|UNABLE_TO_VERIFY/);
  });
});

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { type Certificates, hasOpenssl, makeCertificates } from "../test-support/certificates.js";
import { RawPeer } from "../test-support/raw-peer.js";
import { answerHandshake } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

const available = hasOpenssl();

describe.skipIf(!available)(
  `TLS${available ? "" : " (skipped: there is no openssl to make certificates with)"}`,
  () => {
    const made: Certificates | undefined = available ? makeCertificates() : undefined;
    const certificates = made as Certificates;
    afterAll(() => made?.remove());

    const listen = () => ({
      listenCert: certificates.controller.cert,
      listenPrivkey: certificates.controller.privkey,
    });

    /** Connects as a switch with TLS; with the switch's certificate if wanted. */
    async function openTls(endpoint: string, withCertificate: boolean): Promise<RawPeer> {
      const { cert, privkey } = certificates.switch;
      const own = withCertificate ? { cert: readFileSync(cert), key: readFileSync(privkey) } : {};
      const ca = readFileSync(certificates.authority);
      const port = Number(endpoint.split(":")[1]);
      const socket = connect({ host: "127.0.0.1", port, ca, checkServerIdentity: () => undefined, ...own });
      const peer = new RawPeer(socket);
      peer.send({ type: "HELLO", msg: { versions: [4] } });
      return peer;
    }

    it("connects switches, with the session keys in a file when asked for", async () => {
      const listenKeylog = join(certificates.folder, "keys");
      const controller = new TestController({ ...listen(), listenKeylog });
      const recorder = controller.recorder();
      await controller.start();
      const peer = await openTls(controller.endpoint, false);
      await answerHandshake(peer);
      await recorder.wait("CHANNEL_UP");
      expect(controller.getConnections()).toMatchObject([{ transport: "TLS", phase: "up" }]);
      expect(readFileSync(listenKeylog, "utf8")).toMatch(/^SERVER_HANDSHAKE_TRAFFIC_SECRET /);
    });

    it("works through chunks as they come, also when tasks run between messages", async () => {
      const controller = new TestController(listen());
      let count = 0;
      controller.app("async").message("BARRIER_REPLY", async () => {
        await undefined;
        count++;
      });
      await controller.start();
      const peer = await openTls(controller.endpoint, false);
      await answerHandshake(peer);
      peer.sendBytes("0415000800010000".repeat(50_000));
      await expect.poll(() => count).toBe(50_000);
    });

    it("takes only switches with a certificate of the authority, when one is given", async () => {
      const controller = new TestController({ ...listen(), listenCacert: certificates.authority });
      const recorder = controller.recorder();
      await controller.start();
      const stranger = await openTls(controller.endpoint, false);
      await stranger.closed();
      const alert = await recorder.wait("CHANNEL_ALERT");
      expect(alert.datapath_id).toBeNull();
      expect(alert.msg.message).toMatch(/^127\.0\.0\.1:\d+: the TLS handshake failed: .*certificate/);
      await answerHandshake(await openTls(controller.endpoint, true));
      await recorder.wait("CHANNEL_UP");
    });

    it("reports a switch that speaks no TLS, and goes on", async () => {
      const controller = new TestController(listen());
      const recorder = controller.recorder();
      await controller.start();
      const plain = await RawPeer.open(controller.endpoint);
      plain.send({ type: "HELLO", msg: { versions: [4] } });
      await plain.closed();
      expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toContain("the TLS handshake failed");
      await answerHandshake(await openTls(controller.endpoint, false));
      await recorder.wait("CHANNEL_UP");
    });

    it("does not keep a controller from stopping whose switch is slow with its handshake", async () => {
      const controller = new TestController(listen());
      await controller.start();
      const slow = await RawPeer.open(controller.endpoint);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await controller.stop();
      await slow.closed(5000);
    });

    it("connects out, and checks the other side against the authority", async () => {
      const other = new TestController({ ...listen(), listenCacert: certificates.authority });
      await other.start();
      const controller = new TestController();
      const recorder = controller.recorder();
      await controller.start();
      const identity = { ...certificates.switch, cacert: certificates.authority };
      await controller.connect(other.endpoint, { identity, requestFeatures: false });
      await recorder.wait("CHANNEL_UP");
      expect(controller.getConnections()).toMatchObject([{ transport: "TLS" }]);
      const distrusting = { ...certificates.switch, cacert: certificates.switch.cert };
      await expect(controller.connect(other.endpoint, { identity: distrusting })).rejects.toMatchObject({
        code: "connect_failed",
      });
    });

    it("connects out as an identity that was added before", async () => {
      const other = new TestController({ ...listen(), listenCacert: certificates.authority });
      await other.start();
      const controller = new TestController();
      const recorder = controller.recorder();
      await controller.start();
      const { cert, privkey } = certificates.switch;
      const tls_id = controller.addIdentity(cert, certificates.authority, privkey);
      await controller.connect(other.endpoint, { tls_id, requestFeatures: false });
      await recorder.wait("CHANNEL_UP");
      expect(controller.getConnections()).toMatchObject([{ transport: "TLS" }]);
      await expect(controller.connect(other.endpoint, { tls_id: tls_id + 1 })).rejects.toThrow(
        `bad_option: tls_id ${tls_id + 1} is not one that addIdentity has given`,
      );
    });

    it("refuses files that do not belong together or are no PEM", async () => {
      const { cert } = certificates.controller;
      const start = (privkey: string) =>
        new TestController({ listenCert: cert, listenPrivkey: privkey }).start();
      await expect(start(certificates.switch.privkey)).rejects.toThrow(
        /the private key \(with this certificate\).*mismatch/,
      );
      await expect(start(certificates.authority)).rejects.toThrow(
        `the private key ${certificates.authority} cannot be used`,
      );
    });
  },
);

describe("an outgoing connection", () => {
  it("goes through the handshake like any other", async () => {
    const sockets: Socket[] = [];
    const listening = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
    onTestFinished(() => void listening.close());
    await once(listening, "listening");
    const { port } = listening.address() as AddressInfo;
    const controller = new TestController();
    const recorder = controller.recorder();
    await controller.start();
    const connId = await controller.connect(`127.0.0.1:${port}`, { versions: [1] });
    await expect.poll(() => sockets.length).toBe(1);
    const peer = new RawPeer(sockets[0] as Socket);
    peer.version = 1;
    peer.send({ type: "HELLO", msg: {} });
    await answerHandshake(peer, { version: 1 });
    expect(await recorder.wait("CHANNEL_UP")).toMatchObject({ conn_id: connId, version: 1 });
    expect(controller.getConnections()).toMatchObject([{ remote_endpoint: `127.0.0.1:${port}` }]);
  });

  it("fails in words", async () => {
    const controller = new TestController();
    await expect(controller.connect("127.0.0.1:1")).rejects.toThrow(
      "bad_state: the controller has not started",
    );
    await controller.start();
    await expect(controller.connect("127.0.0.1:1")).rejects.toThrow(
      "connect_failed: cannot connect to 127.0.0.1:1: the connection was refused",
    );
    await expect(controller.connect("here")).rejects.toMatchObject({ code: "bad_option" });
  });
});

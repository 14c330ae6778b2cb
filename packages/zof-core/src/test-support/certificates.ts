import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether there is an `openssl` to make certificates with. */
export function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Paths of PEM files: an authority, and two certificates signed by it. */
export interface Certificates {
  readonly folder: string;
  readonly authority: string;
  readonly controller: { readonly cert: string; readonly privkey: string };
  readonly switch: { readonly cert: string; readonly privkey: string };
  remove(): void;
}

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), "zof-tls-"));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore", cwd: folder });
  const key = (name: string) => [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-keyout",
    `${name}.key`,
  ];
  openssl(
    "req",
    "-x509",
    ...key("authority"),
    "-out",
    "authority.pem",
    "-subj",
    "/CN=authority",
    "-days",
    "2",
  );
  const signed = (name: string) => {
    openssl("req", ...key(name), "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    const by = ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial"];
    openssl("x509", "-req", "-in", `${name}.csr`, ...by, "-out", `${name}.pem`, "-days", "2");
    return { cert: file(`${name}.pem`), privkey: file(`${name}.key`) };
  };
  return {
    folder,
    authority: file("authority.pem"),
    controller: signed("controller"),
    switch: signed("switch"),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

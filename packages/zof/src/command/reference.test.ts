import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { messageTypes } from "zof-types";
import { reference } from "zof-types/reference";
import { anyMessageSchema, typeSchema } from "../json-schema/json-schema.js";
import { runZof } from "../test-support/run-zof.js";

const zof = (...args: string[]) => runZof(args);

describe("zof help", { timeout: 20_000 }, () => {
  it("shows what a name means, in any case and spelling", () => {
    const { stdout, status } = zof(
      "help",
      "flow_mod",
      "PORT_DESC_REPLY",
      "OUTPUT",
      "tcp_dst",
      "PortNumber",
      "OFPBRC_BAD_LEN",
      "Field",
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^FLOW_MOD {2}OpenFlow 1\.0 to 1\.5$/m);
    expect(stdout).toMatch(/^ {4}command: FlowModCommand {2}# required\. /m);
    expect(stdout).toMatch(/^ {4}priority: UInt16 {2}# default 0\. /m);
    expect(stdout).toMatch(/^REPLY\.PORT_DESC {2}OpenFlow 1\.0 to 1\.5$/m);
    expect(stdout).toMatch(/^action: OUTPUT/m);
    expect(stdout).toMatch(/^ {2}Requires IP_PROTO 6\.$/m);
    expect(stdout).toMatch(/^ {2}CONTROLLER +0xfffffffd$/m);
    expect(stdout).toMatch(/^ {4}OFPBRC_BAD_LEN +\d/m);
    expect(stdout).toMatch(/^Field$/m);
    expect(stdout).not.toContain("\x1b");
  });

  it("proposes the nearest name", () => {
    expect(zof("help", "FLOW_MOOD")).toMatchObject({
      status: 1,
      stdout: "",
      stderr: "zof: there is nothing called FLOW_MOOD, did you mean FLOW_MOD?\n",
    });
    expect(zof("help", "xyzzyplugh").stderr).toContain("zof help --messages");
  });

  it("lists", () => {
    expect(zof("help", "-m", "-b").stdout.trim().split("\n").sort()).toEqual([...messageTypes].sort());
    expect(zof("help", "--fields", "--brief").stdout).toMatch(/^ETH_DST$/m);
    expect(zof("help", "--stats", "-b").stdout).toMatch(/^BYTE_COUNT$/m);
    expect(zof("help", "-a").stdout).toMatch(/^OUTPUT +1\.0 to 1\.5 +Sends the packet out of a port\.$/m);
    expect(zof("help", "-i", "-l").stdout).toMatch(/^instruction: GOTO_TABLE/m);
    for (const list of ["--structs", "--enums", "--flags", "--mixed", "--builtins", "--schema-lexicon"]) {
      expect(zof("help", list).stdout.split("\n").length).toBeGreaterThan(5);
    }
    expect(zof("help", "--field-table").stdout).toMatch(/^ETH_DST +MacAddress +0x80000600 +mask/m);
    expect(zof("help", "--schema-names").stdout.trim().split("\n")).toEqual(Object.keys(reference.types));
    expect(zof("help", "--schema-all").stdout.length).toBeGreaterThan(50_000);
  });

  it("shows the command's own help when nothing is asked for", () => {
    const { stdout } = zof("help");
    expect(stdout).toMatch(/^Usage: zof /);
    expect(zof("help", "help").status).toBe(1);
  });
});

describe("zof schema", { timeout: 20_000 }, () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  const message = ajv.compile(anyMessageSchema({ templates: false }));
  const template = ajv.compile(anyMessageSchema({ templates: true }));
  const flow = (msg: object) => ({ type: "FLOW_MOD", msg: { command: "ADD", ...msg } });
  const output = (action: object) => ({
    instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", ...action }] }],
  });

  it.each([
    { type: "BARRIER_REQUEST" },
    { type: "DESC_REQUEST", xid: 5, version: 4 },
    { type: "REQUEST.DESC", flags: ["MORE"] },
    flow({
      match: [
        { field: "ETH_DST", value: "00:00:00:00:00:01" },
        { field: "IPV4_SRC", value: "10.0.0.0/8" },
      ],
    }),
    flow(output({ port_no: "CONTROLLER", max_len: "NO_BUFFER" })),
    flow({ cookie: "0xffffffffffffffff", flags: ["SEND_FLOW_REM", "0x8000"] }),
    flow({
      instructions: [
        { instruction: "APPLY_ACTIONS", actions: [{ action: "SET_FIELD", field: "VLAN_VID", value: 5 }] },
      ],
    }),
  ])("accepts %j", (value) => {
    expect(message(value), JSON.stringify(message.errors)).toBe(true);
    expect(template(value), JSON.stringify(template.errors)).toBe(true);
  });

  it.each([
    {},
    { type: "FLOW_MOOD" },
    { type: "FLOW_MOD" },
    flow({ prioritty: 1 }),
    flow({ priority: 70_000 }),
    flow({ match: [{ field: "ETH_DTS", value: 1 }] }),
    flow({ match: [{ field: "ETH_DST", value: "1" }] }),
    flow(output({ port_no: "FLOD" })),
    flow(output({ port_no: 1, prot: 1 })),
    flow({ flags: ["SEND_FLOW"] }),
  ])("refuses %j", (value) => {
    expect(message(value)).toBe(false);
    expect(template(value)).toBe(false);
  });

  it("lets arguments stand in templates, but not in messages", () => {
    const value = flow({
      priority: "$p",
      match: "$match",
      cookie: "$" + "{cookie}",
      ...output({ port_no: "$port" }),
    });
    expect(template(value), JSON.stringify(template.errors)).toBe(true);
    expect(message(value)).toBe(false);
  });

  it.each(Object.values(reference.types).map((type) => [type.id, type] as const))(
    "of %s is a valid schema by itself",
    (_, type) => {
      const schema = typeSchema(type, { templates: false });
      expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
      ajv.compile(schema);
    },
  );

  it("is printed, for a message or all", () => {
    expect(JSON.parse(zof("schema", "PACKET_OUT").stdout)).toMatchObject({
      title: "PACKET_OUT",
      type: "object",
      required: ["type"],
    });
    expect(JSON.parse(zof("schema", "--templates").stdout)).toMatchObject({
      title: "OpenFlow message template",
    });
    expect(zof("schema", "PORT_OUT")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("there is nothing called PORT_OUT"),
    });
  });

  it("sets up an editor, and leaves other settings", () => {
    const folder = mkdtempSync(join(tmpdir(), "zof-editor-"));
    const settings = join(folder, ".vscode/settings.json");
    const editor = () => runZof(["schema", "--editor"], "", folder);
    expect(editor()).toMatchObject({
      status: 0,
      stdout: ".vscode/zof-template.schema.json\n.vscode/settings.json\n",
    });
    writeFileSync(settings, '{"a": 1, "yaml.schemas": {"x": "y"}}');
    expect(editor().status).toBe(0);
    expect(JSON.parse(readFileSync(settings, "utf8"))).toEqual({
      a: 1,
      "yaml.schemas": { x: "y", "./.vscode/zof-template.schema.json": "*.zof.yaml" },
    });
    expect(JSON.parse(readFileSync(join(folder, ".vscode/zof-template.schema.json"), "utf8"))).toHaveProperty(
      "$defs.FlowMod",
    );
    writeFileSync(settings, "{\n  // mine\n}");
    expect(editor()).toMatchObject({ status: 1, stderr: expect.stringContaining("not plain JSON") });
    expect(readFileSync(settings, "utf8")).toContain("// mine");
    rmSync(folder, { recursive: true });
  });
});

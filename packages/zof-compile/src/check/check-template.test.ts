import { describe, expect, it } from "vitest";
import { parseObject } from "../parse/parse-object.js";
import { parseText } from "../parse/parse-text.js";
import { failureOf } from "../test-support/failure-of.js";
import { checkTemplate } from "./check-template.js";

/** Mistake, text, code, place as line:column, path, and what the reason must say. */
type Mistake = [mistake: string, text: string, code: string, place: string, path: string, reason: RegExp];

const MISTAKES: Mistake[] = [
  [
    "an unknown type",
    "type: FLOWMOD",
    "unknown_type",
    "1:7",
    "type",
    /"FLOWMOD" is not a message type, did you mean FLOW_MOD\?/,
  ],
  [
    "an unknown type in short form",
    "\n  PORT_STAT {}",
    "unknown_type",
    "2:3",
    "type",
    /"PORT_STAT" .* did you mean PORT_STATUS\?/,
  ],
  ["no type", "msg: {}", "missing", "1:1", "type", /type is required/],
  ["a number as type", "type: 14", "unknown_type", "1:7", "type", /14 is not a message type/],
  ["msg misspelt", "type: BARRIER_REQUEST\nmgs: {}", "unknown_field", "2:1", "mgs", /did you mean msg\?/],
  [
    "a misspelt key",
    "FLOW_MOD\ncommand: ADD\nprioritty: 1",
    "unknown_field",
    "3:1",
    "msg.prioritty",
    /did you mean priority\?/,
  ],
  [
    "a key of nothing",
    "BARRIER_REQUEST {colour: 1}",
    "unknown_field",
    "1:18",
    "msg.colour",
    /unknown property "colour"/,
  ],
  [
    "a required key misspelt",
    "FLOW_MOD\ncomand: ADD",
    "unknown_field",
    "2:1",
    "msg.comand",
    /did you mean command\?/,
  ],
  ["type misspelt", "tpye: FLOW_MOD", "unknown_field", "1:1", "tpye", /did you mean type\?/],
  ["a required key left out", "FLOW_MOD\npriority: 1", "missing", "2:1", "msg", /command is required/],
  [
    "a required key within",
    "FLOW_MOD {command: ADD, instructions: [{instruction: GOTO_TABLE}]}",
    "missing",
    "1:40",
    "msg.instructions[0]",
    /table_id is required/,
  ],
  [
    "an unknown match field",
    "FLOW_MOD\ncommand: ADD\nmatch:\n- field: ETH_DTS\n  value: 1",
    "unknown_field",
    "4:10",
    "msg.match[0].field",
    /did you mean ETH_DST\?/,
  ],
  [
    "an unknown action",
    "PACKET_OUT {actions: [{action: OUTPU, port_no: 1}]}",
    "bad_value",
    "1:32",
    "msg.actions[0].action",
    /did you mean OUTPUT\?/,
  ],
  [
    "an unknown instruction",
    "FLOW_MOD {command: ADD, instructions: [{instruction: APPLY_ACTION, actions: []}]}",
    "bad_value",
    "1:54",
    "msg.instructions[0].instruction",
    /did you mean APPLY_ACTIONS\?/,
  ],
  [
    "an unknown enum value",
    "FLOW_MOD {command: ADDD}",
    "bad_value",
    "1:20",
    "msg.command",
    /did you mean ADD\?|one of ADD/,
  ],
  [
    "an unknown flag",
    "FLOW_MOD {command: ADD, flags: [SEND_FLOW_REMOVED]}",
    "bad_value",
    "1:33",
    "msg.flags[0]",
    /SEND_FLOW_REM/,
  ],
  [
    "a flag that is no list",
    "FLOW_MOD {command: ADD, flags: SEND_FLOW_REM}",
    "bad_value",
    "1:32",
    "msg.flags",
    /a list/,
  ],
  [
    "an unknown port",
    "PACKET_OUT {in_port: CONTROLER}",
    "bad_value",
    "1:22",
    "msg.in_port",
    /did you mean CONTROLLER\?/,
  ],
  [
    "a number too large",
    "FLOW_MOD {command: ADD, priority: 0x10000}",
    "bad_value",
    "1:35",
    "msg.priority",
    /65536 is not an integer from 0 to 65535/,
  ],
  [
    "a negative number",
    "FLOW_MOD {command: ADD, cookie: -1}",
    "bad_value",
    "1:33",
    "msg.cookie",
    /-1 is not an integer/,
  ],
  [
    "a fraction",
    "FLOW_MOD {command: ADD, priority: 1.5}",
    "bad_value",
    "1:35",
    "msg.priority",
    /1\.5 is not an integer/,
  ],
  [
    "a YAML type word",
    "FLOW_MOD {command: ADD, priority: no}",
    "bad_value",
    "1:35",
    "msg.priority",
    /"no" is not an integer/,
  ],
  [
    "a truth value",
    "FLOW_MOD {command: ADD, priority: true}",
    "bad_value",
    "1:35",
    "msg.priority",
    /true is not an integer/,
  ],
  [
    "nothing after a key",
    "FLOW_MOD\ncommand:\n",
    "bad_value",
    "2:8",
    "msg.command",
    /null is not a FlowModCommand/,
  ],
  [
    "a bad address",
    "FLOW_MOD {command: ADD, match: [{field: ETH_DST, value: 00-00}]}",
    "bad_value",
    "1:57",
    "msg.match[0].value",
    /"00-00" is not a MAC address/,
  ],
  [
    "digits that YAML takes for a number",
    "ECHO_REQUEST {data: 0102}",
    "bad_value",
    "1:21",
    "msg.data",
    /102 is not bytes.*; in quotes it would be text: "0102"/,
  ],
  [
    "digits that YAML takes for a fraction",
    "ECHO_REQUEST {data: 12e4}",
    "bad_value",
    "1:21",
    "msg.data",
    /in quotes it would be text: "12e4"/,
  ],
  [
    "no space after the only colon",
    "FLOW_MOD\n  command:ADD",
    "bad_value",
    "2:3",
    "msg",
    /is not an object; a key needs a space after its colon/,
  ],
  ["a list where an object belongs", "FLOW_MOD [1]", "bad_value", "1:10", "msg", /a list is not an object/],
  [
    "an object where a list belongs",
    "FLOW_MOD {command: ADD, match: {field: IN_PORT, value: 1}}",
    "bad_value",
    "1:32",
    "msg.match",
    /an object is not a list/,
  ],
  [
    "a bad xid",
    "{type: BARRIER_REQUEST, xid: -1}",
    "bad_value",
    "1:30",
    "xid",
    /-1 is not an integer from 0 to 4294967295/,
  ],
  [
    "a bad datapath",
    "{type: BARRIER_REQUEST, datapath_id: nine}",
    "bad_value",
    "1:38",
    "datapath_id",
    /"nine" is not a datapath id/,
  ],
  ["an argument as type", "type: $type", "bad_value", "1:7", "type", /fixed when the template is compiled/],
  ["an argument as xid", "{type: BARRIER_REQUEST, xid: $a}", "bad_value", "1:30", "xid", /fixed when/],
  [
    "a reserved name",
    "FLOW_MOD {command: ADD, cookie: $datapath_id}",
    "bad_value",
    "1:33",
    "msg.cookie",
    /no argument can be named datapath_id/,
  ],
  [
    "a reserved name in text",
    "ECHO_REQUEST {data: '00$xid'}",
    "bad_value",
    "1:21",
    "msg.data",
    /no argument can be named xid/,
  ],
  [
    "a name that objects have",
    "ECHO_REQUEST {data: $constructor}",
    "bad_value",
    "1:21",
    "msg.data",
    /named constructor/,
  ],
];

describe("a template", () => {
  it.each(MISTAKES)("is refused for %s", (_, text, code, place, path, reason) => {
    const error = failureOf(() => checkTemplate(parseText(text)));
    expect(`${error.code} ${error.line}:${error.column} ${error.path}`).toBe(`${code} ${place} ${path}`);
    expect(error.problems[0].reason).toMatch(reason);
    expect(error.problems).toHaveLength(1);
  });

  it.each([
    "FLOW_MOD $body",
    "FLOW_MOD {command: $c, match: $m, instructions: $i, flags: $f, cookie: $k}",
    "FLOW_MOD {command: ADD, match: [$m, {field: $f, value: $v, mask: $w}]}",
    "FLOW_MOD {command: ADD, match: [{field: ETH_DST, value: '00:$rest'}]}",
    "FLOW_MOD {command: ADD, instructions: [{instruction: $i, actions: []}, {instruction: APPLY_ACTIONS, actions: [$a]}]}",
    "FLOW_MOD {command: ADD, cookie: 0xffffffffffffffff, flags: [SEND_FLOW_REM, $f]}",
    "PACKET_OUT {data: $d, actions: [{action: $a, port_no: $p}]}",
    "{type: REQUEST.DESC, flags: $f, xid: 1, version: 4, conn_id: 3, datapath_id: 0x1}",
  ])("may have arguments for anything: %s", (text) => {
    checkTemplate(parseText(text));
  });

  it("is told all that is wrong, in the order of the text", () => {
    const error = failureOf(() =>
      checkTemplate(
        parseText(
          "FLOW_MOD\npriority: -1\nmatch:\n- {field: IN_PRT, value: 1}\n- {field: ETH_SRC, value: 5}\ntabel_id: 1",
        ),
      ),
    );
    expect(error.problems.map(({ code, line, path }) => `${code} ${line} ${path}`)).toEqual([
      "missing 2 msg",
      "bad_value 2 msg.priority",
      "unknown_field 4 msg.match[0].field",
      "bad_value 5 msg.match[1].value",
      "unknown_field 6 msg.tabel_id",
    ]);
    expect(error.message).toContain("  4 | - {field: IN_PRT, value: 1}\n    |           ^\n");
  });

  it("spells out ten problems and counts the others", () => {
    const keys = Array.from({ length: 15 }, (_, index) => `wrong_${index}: 1`);
    const { message, problems } = failureOf(() =>
      checkTemplate(parseText(`BARRIER_REQUEST\n${keys.join("\n")}`)),
    );
    expect(problems).toHaveLength(15);
    expect(message.match(/^unknown_field/gm)).toHaveLength(10);
    expect(message).toMatch(/\nand 5 more$/);
  });

  it("that is an object has paths and no lines", () => {
    const template = parseObject({
      type: "FLOW_MOD",
      msg: { command: "ADD", match: [{ field: "ETH_DTS", value: 1 }] },
    });
    const error = failureOf(() => checkTemplate(template));
    expect(error).toMatchObject({
      code: "unknown_field",
      path: "msg.match[0].field",
      line: undefined,
      column: undefined,
    });
    expect(error.message).toBe(
      'unknown_field: msg.match[0].field: "ETH_DTS" is not a match field, did you mean ETH_DST?',
    );
  });
});

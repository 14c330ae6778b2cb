import { expectTypeOf } from "vitest";
import type { PacketView } from "zof-codec";
import type { Application } from "../app/application.js";
import type { Datapath } from "../datapath/datapath.js";
import type { InternalEvent } from "./internal-event.js";
import type { AnyMessageEvent, MessageEvent } from "./message-event.js";

declare const app: Application;

app.message("PACKET_IN", (event) => {
  expectTypeOf(event).toEqualTypeOf<MessageEvent<"PACKET_IN">>();
  expectTypeOf(event.type).toEqualTypeOf<"PACKET_IN">();
  expectTypeOf(event.msg.pkt).toEqualTypeOf<PacketView>();
  expectTypeOf(event.datapath_id).toEqualTypeOf<string>();
  expectTypeOf(event.datapath).toEqualTypeOf<Datapath>();
  // @ts-expect-error: there is no such property
  event.msg.inport;
});

app.message("packet_in", { eth_type: 0x88cc }, (event) => {
  expectTypeOf(event).toEqualTypeOf<MessageEvent<"PACKET_IN">>();
});

app.message("port_desc_reply", (event) => expectTypeOf(event.type).toEqualTypeOf<"REPLY.PORT_DESC">());
app.message("REPLY.PORT_DESC", ({ msg }) => expectTypeOf(msg[0]?.port_no).not.toBeAny());
app.message("FEATURES_REPLY", (event) => expectTypeOf(event.type).toEqualTypeOf<"FEATURES_REPLY">());

app.message("CHANNEL_ALERT", { datapath_id: null }, (event) => {
  expectTypeOf(event.datapath_id).toEqualTypeOf<string | null>();
  expectTypeOf(event.datapath).toEqualTypeOf<Datapath | undefined>();
  expectTypeOf(event.msg).toEqualTypeOf<{ message: string; data: Uint8Array }>();
});

app.message("any", (event) => {
  expectTypeOf(event).toEqualTypeOf<AnyMessageEvent>();
  if (event.type === "CHANNEL_UP") expectTypeOf(event.msg.endpoint).toEqualTypeOf<string>();
});

app.message(
  (type) => type.startsWith("REPLY."),
  { datapath_id: null },
  (event) => expectTypeOf(event).toEqualTypeOf<AnyMessageEvent<true>>(),
);

// @ts-expect-error: there is no such type
app.message("PAKCET_IN", () => {});

// @ts-expect-error: the handler is for another message
app.message("PACKET_IN", (event: MessageEvent<"HELLO">) => event.msg.versions);

app.event("SIGNAL", (event) => {
  expectTypeOf(event.signal).toEqualTypeOf<NodeJS.Signals>();
  event.exit = false;
});
app.event("start", { any: 1 }, (event) => expectTypeOf(event.event).toEqualTypeOf<"START">());
app.event("MY_OWN", (event) => expectTypeOf(event.event).toEqualTypeOf<string>());

/** Decorated methods. */
export class Handlers {
  @app.message("PACKET_IN")
  packetIn(event: MessageEvent<"PACKET_IN">): void {
    expectTypeOf(event.msg.in_port).not.toBeAny();
  }

  @app.message("CHANNEL_UP", { datapath_id: null })
  async up(event: MessageEvent<"CHANNEL_UP", true>): Promise<void> {
    expectTypeOf(event.datapath_id).toEqualTypeOf<string | null>();
  }

  // @ts-expect-error: the method is for another message
  @app.message("PACKET_IN")
  hello(event: MessageEvent<"HELLO">): void {
    expectTypeOf(event.msg.versions).not.toBeAny();
  }

  @app.event("STOP")
  stop(): void {}
}

app.event("any", (event) => expectTypeOf(event).toEqualTypeOf<InternalEvent>());
app.event("signal", (event) => expectTypeOf(event.signal).toEqualTypeOf<NodeJS.Signals>());
app.event(
  (name) => name === "MINE",
  (event) => expectTypeOf(event).toEqualTypeOf<InternalEvent>(),
);

import { expectTypeOf } from "vitest";
import type { MessageBodies, MessageBodyInputs } from "./gen/types.js";
import type { Message, MessageInput, MessageOf } from "./message.js";

// What is decoded can be encoded: as a whole, and each message by itself, so that a failure names it.
expectTypeOf<Message>().toExtend<MessageInput>();
type NotEncodable = {
  [Type in keyof MessageBodies]: MessageBodies[Type] extends MessageBodyInputs[Type] ? never : Type;
}[keyof MessageBodies];
expectTypeOf<NotEncodable>().toBeNever();

// Properties that every version has are always there.
expectTypeOf<MessageOf<"ERROR">["msg"]["type"]>().not.toExtend<undefined>();
expectTypeOf<Required<MessageOf<"ERROR">["msg"]>>().toEqualTypeOf<MessageOf<"ERROR">["msg"]>();

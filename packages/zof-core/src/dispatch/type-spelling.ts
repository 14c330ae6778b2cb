import type { Filters } from "./filter.js";
import type { TypeSelector } from "./handler-list.js";
import type { AnyMessageEvent, EventType, MessageEvent } from "./message-event.js";

/** The other spelling of a multipart type: `PORT_DESC_REQUEST` for `REQUEST.PORT_DESC`. */
type Suffixed<T extends string> = T extends `${infer Kind extends "REQUEST" | "REPLY"}.${infer Name}`
  ? `${Name}_${Kind}`
  : never;

/** Every way to write a message type: either spelling, upper or lower case. */
export type TypeSpelling = Spelled<EventType | Suffixed<EventType>>;
type Spelled<T extends string> = T | Lowercase<T>;

/** The type that a spelling stands for. */
export type CanonicalType<S extends string> = {
  [T in EventType]: Uppercase<S> extends T | Suffixed<T> ? T : never;
}[EventType];

/** What a message handler is registered for; "any" and predicates take every type (that they accept). */
export type MessageSelector = TypeSpelling | "any" | Exclude<TypeSelector, string>;

/** Whether filters opt in to messages without a datapath. */
type NoDatapath<F extends Filters> = F extends { readonly datapath_id: null } ? true : false;

/** What a handler gets that is registered with this selector and these filters. */
export type EventFor<
  S extends MessageSelector,
  F extends Filters = Record<never, never>,
> = S extends TypeSpelling ? MessageEvent<CanonicalType<S>, NoDatapath<F>> : AnyMessageEvent<NoDatapath<F>>;

import type { BundleFlags, NestedMessage } from "zof-types";
import { bundleFailed } from "../openflow-error.js";

/** Messages that are to be carried out together. */
export interface Bundle {
  readonly flags: BundleFlags;
  readonly messages: NestedMessage[];
  closed: boolean;
}

/** Bundles of one connection at once. */
const MAX_BUNDLES = 64;
/** Messages in one bundle. */
const MAX_MESSAGES = 100_000;

/** The bundles that a controller has begun (OpenFlow 1.4.1, section 6.8). */
export class Bundles {
  readonly #bundles = new Map<number, Bundle>();

  /** @throws OpenFlowError BUNDLE_FAILED BUNDLE_EXIST, and the bundle of that number is no more, or OUT_OF_BUNDLES */
  open(bundle_id: number, flags: BundleFlags): void {
    if (this.#bundles.delete(bundle_id))
      throw bundleFailed("BUNDLE_EXIST", `bundle ${bundle_id} is there already`);
    this.#create(bundle_id, flags);
  }

  /** Adds a message to a bundle, which begins with it if need be. */
  add(bundle_id: number, flags: BundleFlags, message: NestedMessage): void {
    const bundle = this.#bundles.get(bundle_id) ?? this.#create(bundle_id, flags);
    this.#checkFlags(bundle_id, bundle, flags);
    if (bundle.closed) {
      this.#bundles.delete(bundle_id);
      throw bundleFailed("BUNDLE_CLOSED", `bundle ${bundle_id} is closed`);
    }
    if (bundle.messages.length >= MAX_MESSAGES) {
      throw bundleFailed("MSG_TOO_MANY", `bundle ${bundle_id} has ${MAX_MESSAGES} messages already`);
    }
    bundle.messages.push(message);
  }

  close(bundle_id: number, flags: BundleFlags): void {
    const bundle = this.#find(bundle_id);
    this.#checkFlags(bundle_id, bundle, flags);
    if (bundle.closed) {
      this.#bundles.delete(bundle_id);
      throw bundleFailed("BUNDLE_CLOSED", `bundle ${bundle_id} is closed`);
    }
    bundle.closed = true;
  }

  /** Takes a bundle out, to be carried out or forgotten. */
  take(bundle_id: number): Bundle {
    const bundle = this.#find(bundle_id);
    this.#bundles.delete(bundle_id);
    return bundle;
  }

  #create(bundle_id: number, flags: BundleFlags): Bundle {
    if (this.#bundles.size >= MAX_BUNDLES)
      throw bundleFailed("OUT_OF_BUNDLES", `there are ${MAX_BUNDLES} bundles`);
    if (flags.includes("TIME")) throw bundleFailed("SCHED_NOT_SUPPORTED", "bundles are carried out at once");
    const bundle = { flags, messages: [], closed: false };
    this.#bundles.set(bundle_id, bundle);
    return bundle;
  }

  #find(bundle_id: number): Bundle {
    const bundle = this.#bundles.get(bundle_id);
    if (bundle === undefined) throw bundleFailed("BAD_ID", `there is no bundle ${bundle_id}`);
    return bundle;
  }

  #checkFlags(bundle_id: number, bundle: Bundle, flags: BundleFlags): void {
    if (bundle.flags.toString() === flags.toString()) return;
    this.#bundles.delete(bundle_id);
    throw bundleFailed("BAD_FLAGS", `bundle ${bundle_id} was begun with other flags`);
  }
}

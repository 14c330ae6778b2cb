import type { Packet } from "../packet/packet.js";
import { copyTtlIn, copyTtlOut, decrementMplsTtl, decrementTtl, setMplsTtl, setTtl } from "../packet/ttl.js";
import { IP, MPLS, requireHeader } from "./action-check.js";
import type { Preparations } from "./preparation.js";
import type { Trip } from "./trip.js";

/** The actions on TTLs and hop limits (OpenFlow 1.3.5, section 7.2.5). */
export const TTL_ACTIONS: Preparations = {
  SET_NW_TTL({ ttl }, check) {
    requireHeader(check, "SET_NW_TTL", IP);
    return { run: ({ packet }) => setTtl(packet, ttl) };
  },
  DEC_NW_TTL(_action, check) {
    requireHeader(check, "DEC_NW_TTL", IP);
    return { run: (trip) => dropUnless(decrementTtl, trip) };
  },
  SET_MPLS_TTL({ ttl }, check) {
    requireHeader(check, "SET_MPLS_TTL", MPLS);
    return { run: ({ packet }) => setMplsTtl(packet, ttl) };
  },
  DEC_MPLS_TTL(_action, check) {
    requireHeader(check, "DEC_MPLS_TTL", MPLS);
    return { run: (trip) => dropUnless(decrementMplsTtl, trip) };
  },
  COPY_TTL_OUT(_action, check) {
    requireHeader(check, "COPY_TTL_OUT", MPLS);
    return { run: ({ packet }) => copyTtlOut(packet) };
  },
  COPY_TTL_IN(_action, check) {
    requireHeader(check, "COPY_TTL_IN", MPLS);
    return { run: ({ packet }) => copyTtlIn(packet) };
  },
};

/** A packet whose TTL is used up goes no further; the controller may ask for such packets (section 5.12). */
function dropUnless(decrement: (packet: Packet) => boolean, trip: Trip): void {
  if (decrement(trip.packet)) return;
  trip.dropped = true;
  trip.to.invalidTtl(trip);
}

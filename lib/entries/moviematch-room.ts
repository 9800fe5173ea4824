/**
 * Stands in front of MovieMatch's own room module (/client/moviematch/room.mjs). An import map leads MovieMatch here, and `moviematch/room.ts`
 * to its own module.
 */
import * as theirs from "moviematch/room.ts";
import { connectRooms } from "@/lib/connector/connect-rooms";
import { hostName } from "./host-name";
import { readVariable } from "./read-variable";

export * from "moviematch/room.ts";

export const { createRoom, getRoom } = connectRooms(theirs, {
  address: readVariable("MOVIEMATCH_URL"),
  instance: readVariable("STORAGE_INSTANCE") ?? hostName("moviematch"),
});

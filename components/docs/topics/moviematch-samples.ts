/** The settings and the code that the page about MovieMatch shows. */

export const SETTINGS = [
  {
    name: "STORAGE_TYPE",
    text: "http keeps the rooms in this Roomkeeper. memory, the default, keeps them only while MovieMatch runs. file keeps them in a folder.",
  },
  { name: "STORAGE_URL", text: "The address of this Roomkeeper." },
  {
    name: "STORAGE_TOKEN",
    text: "A token with the scopes rooms:read, rooms:write and rooms:delete. With rooms:secrets too, rooms are loaded with their passwords.",
  },
  {
    name: "STORAGE_PATH",
    text: "Only for the type file: the folder of the rooms; ./data/rooms by default.",
  },
];

export const LOAD_BACK = `import { createStorageFromEnv } from "/internal/app/moviematch/storage/index.ts";

const storage = createStorageFromEnv();
for (const saved of await storage.listRooms()) {
  // Every field has the value that MovieMatch saved. Make MovieMatch's own Room from it.
  rooms.set(saved.roomName, openRoom(saved));
  for (const [mediaId, ratings] of Object.entries(saved.ratings ?? {})) {
    for (const [userName, value, atMs] of ratings) {
      rate(saved.roomName, { mediaId, userName, value, atMs });
    }
  }
}`;

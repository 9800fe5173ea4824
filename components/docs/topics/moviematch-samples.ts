/** What the page about MovieMatch shows to copy. */

export const SETTINGS = [
  {
    name: "STORAGE_TYPE",
    words: "http keeps rooms here. memory, the default, forgets them; file keeps them in a folder.",
  },
  { name: "STORAGE_URL", words: "The address of this house." },
  {
    name: "STORAGE_TOKEN",
    words:
      "A token with the scopes rooms:read, rooms:write and rooms:delete; with rooms:secrets too, passwords of rooms come back.",
  },
  { name: "STORAGE_PATH", words: "The folder of the type file; ./data/rooms by default." },
];

export const LOAD_BACK = `import { createStorageFromEnv } from "/internal/app/moviematch/storage/index.ts";

const storage = createStorageFromEnv();
for (const saved of await storage.listRooms()) {
  // Every field is as MovieMatch saved it: make its own Room of them.
  rooms.set(saved.roomName, openRoom(saved));
  for (const [mediaId, ratings] of Object.entries(saved.ratings ?? {})) {
    for (const [userName, value, atMs] of ratings) {
      rate(saved.roomName, { mediaId, userName, value, atMs });
    }
  }
}`;

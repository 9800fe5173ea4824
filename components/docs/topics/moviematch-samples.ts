/** The settings, the import map and the sentences that the page about MovieMatch shows. */

export const SETTINGS = [
  {
    name: "STORAGE_TYPE",
    text: "http keeps the rooms in this Roomkeeper. memory, the default, keeps them only while MovieMatch runs. file keeps them in a folder.",
  },
  {
    name: "STORAGE_URL",
    text: "The address of this Roomkeeper, with http:// or https://.",
  },
  {
    name: "STORAGE_TOKEN",
    text: "A token with the scopes rooms:read and rooms:write. With rooms:secrets, rooms with a password come back; with events:read, rooms that are closed here close there; with media:write, films have titles here.",
  },
  {
    name: "MOVIEMATCH_URL",
    text: "The address at which people open MovieMatch, such as http://192.168.1.30:8000. Without it, Roomkeeper gets no posters and no links of films, because MovieMatch serves them itself.",
  },
  {
    name: "STORAGE_JOURNAL",
    text: "The file for what waits when MovieMatch ends; ./data/roomkeeper-waiting.json by default. It contains the passwords of rooms, and only its owner can read it.",
  },
  {
    name: "STORAGE_INSTANCE",
    text: "The name of this MovieMatch on the pages of its rooms; by default the name of the machine.",
  },
  {
    name: "STORAGE_PATH",
    text: "Only for the type file: the folder of the rooms; ./data/rooms by default.",
  },
  {
    name: "STORAGE_COMPRESS_FROM_BYTES",
    text: "Only for the type file: from this size on, the file of a room is compressed with gzip. By default none is. MovieMatch’s own file storage does not read compressed files.",
  },
];

const OURS = "/internal/app/moviematch";

/** What is added to MovieMatch's configs/import_map.json. */
export function importMapOf(address: string): string {
  return `{
  "imports": {
    "${OURS}/storage/index.ts": "${address}/client/moviematch.mjs",
    "${OURS}/room.ts": "${address}/client/moviematch/room.mjs",
    "${OURS}/client.ts": "${address}/client/moviematch/client.mjs"
  },
  "scopes": {
    "${address}/client/": {
      "moviematch/room.ts": "..${OURS}/room.ts",
      "moviematch/client.ts": "..${OURS}/client.ts"
    }
  }
}`;
}

export const RUN = `git clone https://github.com/8bitgentleman/moviematch
cd moviematch
(cd web/app && npm install && VERSION=$(cat ../../VERSION) npm run build)
deno run -A --import-map=configs/import_map.json cmd/moviematch/main.ts`;

export const RELOAD = `deno run -A --reload=ADDRESS/client/ --import-map=configs/import_map.json cmd/moviematch/main.ts`;

/** The codes in the sentences of MovieMatch's log. */
export const LOG_CODES = [
  {
    code: "unavailable",
    words:
      "Nobody answers at STORAGE_URL, it has no http:// or https://, or another server answers there. MovieMatch goes on, and what changes waits.",
  },
  { code: "unauthorized", words: "STORAGE_TOKEN is wrong, has ended or was revoked." },
  {
    code: "forbidden",
    words: "The token lacks scopes. The sentence names them and what does not work.",
  },
  { code: "gone", words: "The room was deleted or has expired here, so its saves are refused." },
  { code: "locked", words: "The room is locked here, so its ratings are refused." },
  {
    code: "room_limit",
    words:
      "The space, or the person who opens the room, has as many open rooms as an admin allows, so the room is not kept here.",
  },
  { code: "invalid_document", words: "The room cannot be stored as it is. The sentence says why." },
  { code: "lease_held", words: "Another MovieMatch with this space has the room open." },
];

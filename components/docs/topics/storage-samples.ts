/** What `/client/storage-example.mjs` prints for one storage, and at its end. */
const CALLS = `saved: friday movie night
plex://movie/alien: Ann like, Bob like
plex://movie/brazil: Bob dislike
progress: {"Ann":1,"Bob":2}
no such room: null false
a room without a date: invalid_document
a late save: gone
restored: true
a call after the end: unavailable`;

export const STORAGE_OUTPUT = `In memory
${CALLS}

In files
${CALLS}
an unknown type: invalid_request`;

export const STORAGE_EXPORTS: readonly (readonly [name: string, text: string])[] = [
  [
    "createStorage({ type, … })",
    "A storage of type memory, file or http. It opens nothing before the first call.",
  ],
  [
    "createStorageFromEnv()",
    "The storage that STORAGE_TYPE, STORAGE_PATH, STORAGE_COMPRESS_FROM_BYTES, STORAGE_URL and STORAGE_TOKEN describe.",
  ],
  [
    "new MemoryStorage()",
    "Rooms in memory, which end with the process. size() is the number of open rooms; clear() forgets everything.",
  ],
  [
    "new FileStorage({ storagePath, compressFromBytes })",
    "One file for each room, in MovieMatch’s own format; the folder is ./data/rooms if none is given. getStoragePath() returns it. Files of compressFromBytes or more are compressed with gzip; without it none is.",
  ],
  ["StorageError", "The error of every call that fails, with a code, such as gone or unavailable."],
  ["SerializedRoom, Storage, StorageType, CreateStorageOptions", "The types for TypeScript."],
];

export const STORAGE_CALLS: readonly (readonly [call: string, text: string])[] = [
  [
    "saveRoom(room)",
    "Merges the room into the stored one: of each person’s rating of a film the newest stays, of progress the largest. A room with a later createdAt replaces the stored one of its name.",
  ],
  ["getRoom(name)", "The open room, or null."],
  ["hasRoom(name)", "Whether such a room is open."],
  ["listRooms()", "All open rooms, sorted by name."],
  ["deleteRoom(name)", "Moves the room to the trash. Does nothing if there is none."],
  ["appendRatings(name, ratings)", "Adds ratings without saving the whole room."],
  [
    "takeBackRating(name, { mediaId, userName })",
    "Removes one rating; late saves do not add it again.",
  ],
  [
    "listTrash(), restoreRoom(name, createdAt), purgeRoom(name, createdAt)",
    "The trash: what is in it, back from it, out of it for good.",
  ],
  ["close()", "Accepts no more calls, and resolves when what was accepted is stored."],
];

/** Prints the JSON of a compressed file. */
export const UNPACK_COMMAND = "gunzip < movie_night_.json";

export const VERIFY_COMMAND = "npm run -s rooms -- verify path/to/data/rooms";

/** What the command prints, first the findings and then the summary. */
export const VERIFY_OUTPUT = `Half written (1):
  heist_films.json                          It has 120 of the 268 bytes that were written.
Changed outside (1):
  movie_night_.json                         It was changed, but not by Roomkeeper. It can be read.
4 files, 1 as written, 1 without checksum, 1 half written, 1 changed outside`;

export const VERIFY_FINDINGS: readonly (readonly [name: string, text: string])[] = [
  ["as written", "The file has the checksum that was recorded when it was written."],
  [
    "without checksum",
    "It can be read, but was written by another program, or by a Roomkeeper that recorded no checksums. The next save records one.",
  ],
  [
    "changed outside",
    "It can be read, but another program or a person has changed it. The storage uses it like any other file, and the next save records its checksum.",
  ],
  ["missing", "It was written, and something other than the storage has removed it."],
  [
    "damaged",
    "It is not a room. Calls for this room fail with corrupt, and the file is never overwritten.",
  ],
  ["half written", "It is not a room, because its end is missing."],
  ["not readable", "This account may not read it."],
  [
    "interrupted",
    "A write or removal did not end and was never acknowledged. The file has what it had before.",
  ],
  [
    "left over",
    "A temporary file of a write that did not end. It contains nothing that was acknowledged.",
  ],
];

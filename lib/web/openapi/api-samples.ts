/** A room for the examples of the API's description. */
export const SAMPLE_ROOM = {
  roomName: "movie night",
  sort: "random",
  createdAt: "2026-10-01T20:00:00.000Z",
  creatorPlexUserId: 4711,
  creatorPlexUsername: "mara_k",
  roomType: "standard",
  ratings: { "plex://movie/5d776b59": [["Ann", "like", 1790886000000]] },
  userProgress: { Ann: 1 },
};

/** The parameters that name the room of the examples. */
export const SAMPLE_NAME = { query: { name: SAMPLE_ROOM.roomName } };

export const SAMPLE_RATE = {
  name: SAMPLE_ROOM.roomName,
  ratings: { "plex://movie/5d776b59": [["bob", "like", 1790886060000]] },
};

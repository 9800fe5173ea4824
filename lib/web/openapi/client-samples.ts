/**
 * A sample call of the JavaScript client for each action. A test runs all of them. `roomkeeper` is `createRoomkeeper({ url, token
 * })`.
 */
export const CLIENT_SAMPLES: Readonly<Record<string, string>> = {
  "room.get": 'const room = await roomkeeper.getRoom("movie night");',
  "room.save": `await roomkeeper.saveRoom({
  roomName: "movie night",
  sort: "random",
  createdAt: "2026-10-01T20:00:00.000Z",
  creatorPlexUserId: 4711,
  creatorPlexUsername: "mara_k",
});`,
  "room.delete": 'await roomkeeper.deleteRoom("movie night");',
  "room.list": "for await (const room of roomkeeper.rooms()) console.log(room.roomName);",
  "room.rate": `await roomkeeper.appendRatings("movie night", {
  "plex://movie/5d776b59": [["Ann", "like", 1790886000000]],
});`,
  "room.take-back": `await roomkeeper.takeBackRating("movie night", {
  mediaId: "plex://movie/5d776b59",
  userName: "Ann",
});`,
  "room.matches": 'const matches = await roomkeeper.matches("movie night");',
  "room.restore": 'await roomkeeper.restoreRoom("movie night", "2026-10-01T20:00:00.000Z");',
  "room.purge": 'await roomkeeper.purgeRoom("movie night", "2026-10-01T20:00:00.000Z");',
  "trash.list": "const trash = await roomkeeper.listTrash();",
  "events.read": `const stop = roomkeeper.on("room.deleted", ({ room }) => {
  console.log(room.name, "is gone");
});
stop();`,
  "token.get": "const { scopes, expiresAt } = await roomkeeper.check();",
  batch: `// The client puts calls that are made at the same time into one request.
await Promise.all([
  roomkeeper.appendRatings("movie night", { "plex://movie/1": [["Ann", "like", 1]] }),
  roomkeeper.appendRatings("movie night", { "plex://movie/2": [["bob", "like", 2]] }),
]);`,
};

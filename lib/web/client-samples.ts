/** How the client says it, by action; each is run by a test. `keeper` is `createRoomkeeper({ url, token })`. */
export const CLIENT_SAMPLES: Readonly<Record<string, string>> = {
  "room.get": 'const room = await keeper.getRoom("movie night");',
  "room.save": `await keeper.saveRoom({
  roomName: "movie night",
  sort: "random",
  createdAt: "2026-10-01T20:00:00.000Z",
  creatorPlexUserId: 4711,
  creatorPlexUsername: "mara_k",
});`,
  "room.delete": 'await keeper.deleteRoom("movie night");',
  "room.list": "for await (const room of keeper.rooms()) console.log(room.roomName);",
  "room.rate": `await keeper.appendRatings("movie night", {
  "plex://movie/5d776b59": [["Ann", "like", 1790886000000]],
});`,
  "room.take-back": `await keeper.takeBackRating("movie night", {
  mediaId: "plex://movie/5d776b59",
  userName: "Ann",
});`,
  "room.matches": 'const matches = await keeper.matches("movie night");',
  "room.restore": 'await keeper.restoreRoom("movie night", "2026-10-01T20:00:00.000Z");',
  "room.purge": 'await keeper.purgeRoom("movie night", "2026-10-01T20:00:00.000Z");',
  "trash.list": "const trash = await keeper.listTrash();",
  "events.read": `const stop = keeper.on("room.deleted", ({ room }) => {
  console.log(room.name, "is gone");
});
stop();`,
  "token.get": "const { scopes, expiresAt } = await keeper.check();",
  batch: `// What different rooms send at the same moment shares a request by itself.
await Promise.all([
  keeper.appendRatings("movie night", { "plex://movie/1": [["Ann", "like", 1]] }),
  keeper.appendRatings("movie night", { "plex://movie/2": [["bob", "like", 2]] }),
]);`,
};

import { expect, test } from "./fixtures";

test("a page of another site saves a room with the client and receives the event that it was deleted", async ({
  page,
  gameServer,
}, info) => {
  const roomName = `From a page ${info.project.name}`;
  await page.goto("/sign-in");
  // The server serves the file. The test makes the page that uses it, so that the page's own content security policy applies.
  const heard = page.evaluate(
    async ([token, name]) => {
      const address = "/client/roomkeeper.js";
      const { createRoomkeeper } = await import(address);
      const roomkeeper = createRoomkeeper({ url: location.origin, token });
      const opened = new Promise((resolve) => roomkeeper.on("events.opened", resolve));
      const deleted = new Promise((resolve) => {
        roomkeeper.on("room.deleted", (event: { room: { name: string } }) => {
          if (event.room.name === name) resolve(event.room.name);
        });
      });
      await opened;
      await roomkeeper.saveRoom({
        roomName: name,
        sort: "random",
        createdAt: new Date().toISOString(),
        creatorPlexUserId: 1,
        creatorPlexUsername: "nobody",
      });
      const read = await roomkeeper.getRoom(name);
      const gone = await deleted;
      await roomkeeper.close();
      return { read: read?.roomName, gone };
    },
    [gameServer.token, roomName] as const,
  );
  await expect
    .poll(async () => {
      const path = `/api/v1/room?name=${encodeURIComponent(roomName)}`;
      const headers = { authorization: `Bearer ${gameServer.token}` };
      return (await page.request.get(path, { headers })).status();
    })
    .toBe(200);
  await gameServer.deleteRoom(roomName);
  expect(await heard).toEqual({ read: roomName, gone: roomName });
});

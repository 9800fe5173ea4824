import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { openQuiz, WITH_QUIZ } from "@/lib/testing/quiz-family";
import { readStream } from "@/lib/testing/read-stream";
import { makeDeliveries } from "@/lib/webhooks/make-deliveries";

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer({ families: WITH_QUIZ });
});
afterAll(() => api.close());

test("an event names the kind of its room: in a page, in a stream and in a webhook's message", async () => {
  const { spaceId, services } = api;
  const { pool, kinds } = services;
  const token = await api.token();
  await pool.query(
    `insert into webhook (id, space_id, url, event_types, secret_sealed, last_event_id)
     values ('wh_1', $1, 'https://a.example/', '{}', 'x', 0)`,
    [spaceId],
  );
  const body = roomDocument("same name", { ratings: {} });
  await callApi(api, { method: "PUT", path: "/api/v1/room?name=same name", token, body });
  await openQuiz(pool, { spaceId, id: "rm_quiz", name: "same name" });
  const path = "/api/v1/events?after=0";
  const { json } = await callApi(api, { method: "GET", path, token });
  const kindsOf = (events: { type: string; room: { kind: string; name: string } }[]) =>
    events.map(({ type, room }) => [type, room.kind, room.name]);
  const expected = [
    ["room.created", "match", "same name"],
    ["room.created", "quiz", "same name"],
  ];
  expect(kindsOf(json.items)).toEqual(expected);
  const streamed = [];
  for await (const { event, data } of readStream(`${api.url}${path}`, { token })) {
    if (event?.startsWith("room.")) streamed.push(data);
    if (streamed.length === expected.length) break;
  }
  expect(streamed).toEqual(json.items);
  await makeDeliveries(pool, kinds);
  const { rows } = await pool.query("select payload from webhook_delivery order by event_id");
  expect(rows.map(({ payload }) => payload.data)).toEqual(json.items);
});

import pg from "pg";
import { ROOMS, roomDocument, roomName } from "./fixture";

/** Operations per second of bare prepared statements over ten connections, without HTTP; of batches, rows per second. */
export async function runRaw(url: string, line: string, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const document = JSON.stringify(roomDocument(0, 100));
  let made = Math.floor(Math.random() * 1e9);
  const statements: Record<string, () => pg.QueryConfig> = {
    get: () => ({
      name: "get",
      text: "select document from bare_room where name = $1",
      values: [roomName(made % ROOMS)],
    }),
    save: () => ({
      name: "save",
      text: `insert into bare_room (name, owner, document) values ($1, '1', $2)
        on conflict (name) do update set document = excluded.document, updated_at = now()`,
      values: [roomName(made % ROOMS), document],
    }),
    rating: () => ({
      name: "rate",
      text: "insert into bare_rating values ($1, $2, 'person 0', 'like', 1) on conflict do nothing",
      values: [roomName(made % ROOMS), `raw ${made}`],
    }),
  };
  const size = Number(/^batch (\d+)$/.exec(line)?.[1] ?? 0);
  if (size > 0) {
    statements[line] = () => {
      const films = Array.from({ length: size }, () => {
        made += 1;
        return `raw ${made}`;
      });
      return {
        name: line,
        text: `insert into bare_rating select $1, film, 'person 0', 'like', 1 from unnest($2::text[]) film
          on conflict do nothing`,
        values: [roomName(made % ROOMS), films],
      };
    };
  }
  const statement = statements[line];
  if (!statement) return Number.NaN;
  let done = 0;
  const endMs = performance.now() + seconds * 1000;
  const workers = Array.from({ length: 10 }, async () => {
    while (performance.now() < endMs) {
      made += 1;
      await pool.query(statement());
      done += 1;
    }
  });
  await Promise.all(workers);
  await pool.end();
  return (done / seconds) * Math.max(size, 1);
}

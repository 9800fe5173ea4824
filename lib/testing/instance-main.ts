import { type RunningServer, startServer } from "@/server/main";

// Another instance of the API over the database of DATABASE_URL, for tests that need a separate process, kill it or restart its server.
let server = await start(Number(process.env.PORT ?? 0));
process.send?.(server.url);
process.on("message", async () => {
  await server.close();
  server = await start(Number(new URL(server.url).port));
  process.send?.(server.url);
});
// Its parent may end without stopping it.
process.on("disconnect", () => process.exit());

function start(port: number): Promise<RunningServer> {
  return startServer({
    port,
    host: "127.0.0.1",
    next: (_request, response) => void response.writeHead(404).end(),
  });
}

import { startServer } from "@/server/main";

// One more instance of the API over the database of DATABASE_URL, for tests that need a process of its own to talk to or to kill.
const { url } = await startServer({
  port: Number(process.env.PORT ?? 0),
  host: "127.0.0.1",
  next: (_request, response) => void response.writeHead(404).end(),
});
process.send?.(url);
// Whoever started it may end without ending it.
process.on("disconnect", () => process.exit());

import { startServer } from "@/server/main";

// Another instance of the API over the database of DATABASE_URL, for tests that need a separate process or kill it.
const { url } = await startServer({
  port: Number(process.env.PORT ?? 0),
  host: "127.0.0.1",
  next: (_request, response) => void response.writeHead(404).end(),
});
process.send?.(url);
// Its parent may end without stopping it.
process.on("disconnect", () => process.exit());

import { startServer } from "@/server/main";

const { url } = await startServer({
  port: 0,
  host: "127.0.0.1",
  next: (_request, response) => void response.writeHead(404).end(),
});
process.send?.(Number(new URL(url).port));

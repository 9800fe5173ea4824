import { Client, type Socket } from "/internal/app/moviematch/client.ts";
import type { RouteContext } from "/internal/app/moviematch/types.ts";
import type { Media } from "/types/moviematch.ts";

const FILMS = Deno.env.get("FILMS") ?? "films.json";
const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
const { port } = listener.addr as Deno.NetAddr;

const context: RouteContext = {
  config: { hostname: "0.0.0.0", port, rootPath: "" },
  providers: [{ getMedia: async () => JSON.parse(await Deno.readTextFile(FILMS)) as Media[] }],
};

/** Makes a connection, with one message a line, look like a WebSocket. */
function socketOf(connection: Deno.Conn): Socket {
  let isClosed = false;
  const writer = connection.writable.getWriter();
  return {
    get isClosed() {
      return isClosed;
    },
    send: (text) => writer.write(new TextEncoder().encode(`${text}\n`)),
    async *[Symbol.asyncIterator]() {
      let rest = "";
      try {
        for await (const part of connection.readable.pipeThrough(new TextDecoderStream())) {
          const lines = (rest + part).split("\n");
          rest = lines.pop() ?? "";
          yield* lines;
        }
      } catch {
        // The other side is gone.
      }
      isClosed = true;
    },
  };
}

// The real one closes its server on SIGINT, and hears no other signal.
Deno.addSignalListener("SIGINT", () => Deno.exit(0));
console.log(`INFO Server listening on ${port}`);
for await (const connection of listener) new Client(socketOf(connection), { ...context });

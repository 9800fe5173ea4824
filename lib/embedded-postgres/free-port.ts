import { createServer } from "node:net";
import { RoomkeeperError } from "@/lib/core/errors";

/** Resolves with the port once it can be listened on; 0 asks for any. Throws one sentence when it is taken or forbidden. */
export async function freePort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new RoomkeeperError("unavailable", portText(error, port, host), {}, error));
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}

function portText(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is in use by another program: stop it, or set PORT to another one.`;
  }
  if (error.code === "EACCES") return `Port ${port} needs more rights: set PORT to one above 1023.`;
  return `Roomkeeper cannot listen on ${host}, port ${port}: ${error.message}.`;
}

import type { Socket } from "node:net";

/** Handles data that is not HTTP, and requests that are too slow. https://nodejs.org/api/http.html#event-clienterror */
export function refuseGarbage(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  const headers = "Connection: close\r\nContent-Length: 0\r\nX-Content-Type-Options: nosniff";
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n`);
}

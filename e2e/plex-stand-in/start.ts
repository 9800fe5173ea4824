import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { authPage } from "./auth-page";
import { SAMPLE_PEOPLE, type StandInPerson } from "./people";
import { PinStore, pinReply } from "./pins";

export type Operation = "pins.create" | "pins.read" | "user" | "resources" | "signout";

/** A failure that one operation simulates, `times` times. */
export interface Fault {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Accepts the request and never answers. */
  hang?: boolean;
  /** Cuts the connection. */
  cut?: boolean;
  times?: number;
}

export interface PlexStandIn {
  /** What PLEX_API_URL is set to. */
  apiUrl: string;
  /** What PLEX_AUTH_URL is set to. */
  authUrl: string;
  desk: PinStore;
  people: StandInPerson[];
  /** Every call so far, as `METHOD /path`. */
  calls: string[];
  fail(operation: Operation, fault: Fault): void;
  /** Does what the browser does: the person confirms the newest PIN, or the one with this code. */
  claim(personId: number, code: string): boolean;
  stop(): Promise<void>;
}

/** Serves stand-ins for plex.tv and app.plex.tv on one port of this machine. Port 0 means any free port. */
export async function startPlexStandIn(
  options: { port?: number; host?: string; people?: StandInPerson[] } = {},
): Promise<PlexStandIn> {
  const people = options.people ?? SAMPLE_PEOPLE;
  const desk = new PinStore();
  const faults = new Map<Operation, Fault>();
  const calls: string[] = [];

  const server = createServer((request, response) => {
    answer(request, response).catch(() => send(response, 500, "stand-in failed"));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://stand-in");
    calls.push(`${request.method} ${url.pathname}`);
    if (url.pathname === "/auth") return send(response, 200, authPage(people), "text/html");
    if (url.pathname === "/auth/claim") return claimFromPage(request, response);
    const operation = operationOf(request.method ?? "", url.pathname);
    if (!operation) return send(response, 404, problem(1000, "Not Found"));
    if (playFault(operation, response)) return;
    const client = header(request, "x-plex-client-identifier");
    if (!client) return send(response, 400, problem(1000, "X-Plex-Client-Identifier is missing"));
    if (operation === "pins.create") return send(response, 201, pinReply(desk.create(client)));
    if (operation === "pins.read") {
      const pin = desk.read(
        Number(url.pathname.split("/").at(-1)),
        client,
        url.searchParams.get("code"),
      );
      if (!pin) return send(response, 404, problem(1020, "Code not found or expired"));
      return send(response, 200, pinReply(pin));
    }
    const token = header(request, "x-plex-token") ?? "";
    const person = desk.tokens.get(token)?.person;
    if (!person) return send(response, 401, problem(1001, "User could not be authenticated"));
    if (operation === "user") return send(response, 200, accountReply(person, token));
    if (operation === "resources") return send(response, 200, resourcesReply(person));
    desk.tokens.delete(token);
    return send(response, 204, "");
  }

  async function claimFromPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const fields = new URLSearchParams(body);
    const person = people.find(({ id }) => String(id) === fields.get("person"));
    const claimed = person !== undefined && desk.claim(fields.get("code") ?? "", person);
    send(response, claimed ? 200 : 404, claimed ? {} : problem(1020, "Code not found or expired"));
  }

  function playFault(operation: Operation, response: ServerResponse): boolean {
    const fault = faults.get(operation);
    if (!fault) return false;
    const left = (fault.times ?? 1) - 1;
    if (left > 0) faults.set(operation, { ...fault, times: left });
    else faults.delete(operation);
    if (fault.cut) response.destroy();
    else if (!fault.hang) {
      response.writeHead(fault.status ?? 500, fault.headers).end(fault.body ?? "");
    }
    return true;
  }

  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const apiUrl = `http://127.0.0.1:${port}`;
  return {
    apiUrl,
    authUrl: `${apiUrl}/auth`,
    desk,
    people,
    calls,
    fail: (operation, fault) => void faults.set(operation, fault),
    claim(personId, code) {
      const person = people.find(({ id }) => id === personId);
      return person !== undefined && desk.claim(code, person);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function operationOf(method: string, path: string): Operation | undefined {
  if (method === "POST" && path === "/api/v2/pins") return "pins.create";
  if (method === "GET" && /^\/api\/v2\/pins\/\d+$/.test(path)) return "pins.read";
  if (method === "GET" && path === "/api/v2/user") return "user";
  if (method === "GET" && path === "/api/v2/resources") return "resources";
  if (method === "DELETE" && path === "/api/v2/users/signout") return "signout";
  return undefined;
}

function accountReply(person: StandInPerson, token: string) {
  return {
    id: person.id,
    uuid: `uuid-${person.id}`,
    username: person.username,
    title: person.title ?? person.username,
    friendlyName: person.friendlyName ?? "",
    email: person.email ?? null,
    thumb: "",
    authToken: token,
  };
}

function resourcesReply(person: StandInPerson) {
  const player = { name: "TV", provides: "client,player", clientIdentifier: "a-tv", owned: true };
  const servers = (person.owns ?? []).map((id) => ({
    name: "Home",
    provides: "server",
    clientIdentifier: id,
    owned: true,
  }));
  return [player, ...servers];
}

function problem(code: number, message: string) {
  return { errors: [{ code, message, status: 0 }] };
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function send(response: ServerResponse, status: number, body: unknown, type = "application/json") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(text);
}

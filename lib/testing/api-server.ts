import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Services } from "@/lib/runtime/services";
import { createSpace } from "@/lib/spaces/create-space";
import { createToken } from "@/lib/tokens/create-token";
import { GAME_SERVER_SCOPES, type Scope } from "@/lib/tokens/token";
import { type Answer, watchAnswers } from "@/lib/web/api/answer-watch";
import { createApiListener } from "@/server/api-listener";
import { type FreshOptions, freshServices, SETUP } from "./fresh-services";

export interface ApiServer {
  /** Without a trailing slash, such as http://127.0.0.1:40123. */
  url: string;
  /** The space that `token` makes tokens for, unless another is given. */
  spaceId: string;
  services: Services;
  databaseUrl: string;
  /** Makes a token; without `scopes` it gets all scopes that a game server needs. */
  token(scopes?: readonly Scope[], spaceId?: string): Promise<string>;
  space(name: string): Promise<string>;
  close(): Promise<void>;
}

/** The real API over HTTP on a free port. Its database is a new one, which is also the shared database of this process. */
export async function startApiServer(options: FreshOptions = {}): Promise<ApiServer> {
  const fresh = await freshServices(options);
  const listener = createApiListener();
  const undescribed: Answer[] = [];
  const stopWatching = watchAnswers((answer) => {
    if (!answer.isDescribed) undescribed.push(answer);
  });
  // A test that blocks the process for longer than this timeout would send its next request over a connection that is being closed.
  const server = createServer(
    { keepAliveTimeout: 0 },
    (request, response) => void listener(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spaceId: fresh.spaceId,
    services: fresh.services,
    databaseUrl: fresh.url,
    async token(scopes = GAME_SERVER_SCOPES, spaceId = fresh.spaceId) {
      return (await createToken(SETUP, { spaceId, label: "test", scopes })).token;
    },
    async space(name) {
      return (await createSpace(SETUP, { name })).id;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await fresh.close();
      stopWatching();
      if (undescribed.length > 0) {
        throw new Error(`Answers that the API's description lacks: ${JSON.stringify(undescribed)}`);
      }
    },
  };
}

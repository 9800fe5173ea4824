import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { isMailAddress } from "@/lib/core/mail-address";
import { type Plex, PlexFailure } from "./plex";

const PRODUCT = "Roomkeeper";
const Pin = z.object({ id: z.number().int(), code: z.string().min(1).max(100) });
const ClaimedPin = z.object({ authToken: z.string().min(1).nullable() });
const text = z.string().max(512).nullish();
const Account = z.object({
  id: z.number().int().positive(),
  username: text,
  title: text,
  friendlyName: text,
  thumb: text,
  email: text,
});
const Resources = z.array(
  z.object({ provides: z.string().nullish(), clientIdentifier: z.string().nullish() }),
);

export interface PlexSettings {
  /** https://plex.tv, or a stand-in. */
  apiUrl: string;
  /** https://app.plex.tv/auth, or a stand-in's. */
  authUrl: string;
  /** One for this installation, and always the same. */
  clientIdentifier: string;
}

/** Plex over its public HTTP API (https://developer.plex.tv). Every call has a time limit and follows no redirect. */
export function createPlexHttp(settings: PlexSettings): Plex {
  const { apiUrl, authUrl, clientIdentifier } = settings;

  async function ask(method: string, path: string, token?: string): Promise<Response> {
    const headers: Record<string, string> = {
      accept: "application/json",
      "x-plex-product": PRODUCT,
      "x-plex-client-identifier": clientIdentifier,
    };
    if (token) headers["x-plex-token"] = token;
    const signal = AbortSignal.timeout(LIMITS.plexWaitMs);
    const send = () => fetch(apiUrl + path, { method, headers, signal, redirect: "manual" });
    try {
      // A kept-alive connection may close just when it is reused. Every call can safely be made twice.
      return await send().catch((error) => (signal.aborted ? Promise.reject(error) : send()));
    } catch {
      // The cause may name the token's request; only the kind of failure goes on.
      throw new PlexFailure("plex_away", `Plex did not answer ${method} ${path.split("?")[0]}.`);
    }
  }

  return {
    async createPin() {
      const response = await ask("POST", "/api/v2/pins?strong=true");
      const { id, code } = await read(response, 201, Pin);
      return { id: String(id), code };
    },
    async readToken(pin) {
      const path = `/api/v2/pins/${encodeURIComponent(pin.id)}?code=${encodeURIComponent(pin.code)}`;
      for (let tries = 1; ; tries += 1) {
        const { authToken } = await read(await ask("GET", path), 200, ClaimedPin);
        if (authToken !== null || tries === LIMITS.plexTokenTries) return authToken;
        await pause(1_000);
      }
    },
    async readAccount(token) {
      const account = await read(await ask("GET", "/api/v2/user", token), 200, Account);
      const username = tidy(account.username) ?? tidy(account.title) ?? `Plex ${account.id}`;
      const name = tidy(account.friendlyName) ?? tidy(account.title) ?? username;
      const thumbUrl = account.thumb?.startsWith("https://") ? account.thumb : null;
      const mailAddress = isMailAddress(account.email) ? account.email : null;
      return { id: String(account.id), username, name, thumbUrl, mailAddress };
    },
    async hasServer(token, machineId) {
      const path = "/api/v2/resources?includeHttps=1";
      const resources = await read(await ask("GET", path, token), 200, Resources);
      return resources.some(
        ({ provides, clientIdentifier: id }) =>
          id === machineId && (provides ?? "").split(",").includes("server"),
      );
    },
    async forget(token) {
      const gone = await ask("DELETE", "/api/v2/users/signout", token).catch(() => null);
      await gone?.body?.cancel().catch(() => {});
    },
    signInAddress(pin, forwardUrl) {
      const fields = {
        clientID: clientIdentifier,
        code: pin.code,
        "context[device][product]": PRODUCT,
        forwardUrl,
      };
      const pairs = Object.entries(fields).map((pair) => pair.map(encodeURIComponent).join("="));
      return `${authUrl}#?${pairs.join("&")}`;
    },
  };
}

function tidy(name: string | null | undefined): string | null {
  return name?.replaceAll("\0", "").toWellFormed().trim() || null;
}

async function read<Schema extends z.ZodType>(
  response: Response,
  status: number,
  schema: Schema,
): Promise<z.infer<Schema>> {
  if (response.status !== status) await response.body?.cancel().catch(() => {});
  if (response.status === 404) throw new PlexFailure("timed_out", "The PIN has run out.");
  if (response.status === 429) throw new PlexFailure("rate_limited", "Plex asks to wait.");
  const body = response.status === status ? await readJson(response) : undefined;
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new PlexFailure("plex_away", `Plex answered ${response.status}, which proves nothing.`);
}

/** The reply's JSON, at most `LIMITS.plexReplyBytesMax` bytes of it. */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > LIMITS.plexReplyBytesMax) return undefined;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

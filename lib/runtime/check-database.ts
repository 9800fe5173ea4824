import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { UtcClient } from "@/lib/db/utc-client";

const REASONS: Record<string, string> = {
  ECONNREFUSED: "nothing answers there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "there is no such host",
  ETIMEDOUT: "it does not answer",
  ERR_INVALID_URL: "it is not an address such as postgresql://user:password@host:5432/name",
  "28P01": "the password is wrong",
  "28000": "that user may not sign in",
  "3D000": "there is no database of that name",
};

/** Throws one sentence for the operator if no Postgres answers at the address. The sentence never contains the password. */
export async function checkDatabase(url: string, setting = "DATABASE_URL"): Promise<void> {
  try {
    await connectOnce(url);
  } catch (error) {
    const { code = "", message = "" } = error as { code?: string; message?: string };
    const reason = REASONS[code] ?? (/timeout/.test(message) ? "it does not answer" : message);
    throw new RoomkeeperError(
      "unavailable",
      `The database at ${setting} (${withoutPassword(url)}) cannot be used: ${reason}.`,
      {},
      error,
    );
  }
}

async function connectOnce(url: string): Promise<void> {
  const { protocol } = new URL(url);
  if (!/^postgres(ql)?:$/.test(protocol)) {
    throw Object.assign(new Error(), { code: "ERR_INVALID_URL" });
  }
  const client = new UtcClient({
    connectionString: url,
    connectionTimeoutMillis: LIMITS.startWaitMs,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
  } finally {
    await client.end().catch(() => {});
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "not an address";
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

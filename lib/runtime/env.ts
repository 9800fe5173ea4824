import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { issueText } from "@/lib/core/issue-text";
import {
  isSender,
  isSmtpUrl,
  readSmtp,
  SMTP_FROM_TEXT,
  SMTP_URL_TEXT,
  type SmtpSetting,
} from "./smtp-setting";
import { originProblem } from "./web-origin";

const SECRET_UNITS_MIN = 32;

const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();
const webAddress = text.pipe(z.url().optional());

const publicOrigin = text.superRefine((address, context) => {
  const problem = address === undefined ? null : originProblem(address, ["http", "https"]);
  if (!problem) return;
  const message = `“${address}” ${problem}. An address such as https://rooms.example.org works`;
  context.addIssue({ code: "custom", message });
});

const httpsOrigins = text.transform(listed).superRefine((origins, context) => {
  for (const origin of origins) {
    const problem = originProblem(origin, ["https"]);
    if (problem) context.addIssue({ code: "custom", message: `“${origin}” ${problem}` });
  }
});

const secrets = text.transform(listed).superRefine((given, context) => {
  if (given.every((secret) => secret.length >= SECRET_UNITS_MIN)) return;
  const which = given.length === 1 ? "it" : "each of the secrets";
  const message = `${which} must have at least ${SECRET_UNITS_MIN} characters; \`openssl rand -base64 32\` makes one`;
  context.addIssue({ code: "custom", message });
});

function listed(value: string | undefined): string[] {
  return (value ?? "").split(/[\s,]+/).filter(Boolean);
}

const contact = text.refine(
  (given) => given === undefined || /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(given),
  { message: "it must be mailto: with an address, or an https:// page" },
);

/** All settings. Each is optional; `.env.example` says what they do. */
const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: text.transform((value) => value ?? "0.0.0.0"),
  DATA_DIR: text.transform((value) => path.resolve(value ?? "./data")),
  PUBLIC_URL: publicOrigin,
  DATABASE_URL: text,
  DATABASE_DIRECT_URL: text,
  REDIS_URL: text,
  RATE_LIMIT_PER_TOKEN: z.coerce.number().int().min(0).default(60_000),
  RATE_LIMIT_PER_ADDRESS: z.coerce.number().int().min(0).default(600),
  RATE_LIMIT_PER_PERSON: z.coerce.number().int().min(0).default(600),
  RATE_LIMIT_PER_NETWORK: z.coerce.number().int().min(0).default(3_000),
  TRUST_PROXY: z.stringbool().default(false),
  CORS_ORIGINS: text.transform(listed),
  POSTER_ORIGINS: httpsOrigins,
  ROOMKEEPER_SECRET: secrets,
  SECURITY_CONTACT: contact,
  PLEX_API_URL: webAddress.transform((value) => value ?? "https://plex.tv"),
  PLEX_AUTH_URL: webAddress.transform((value) => value ?? "https://app.plex.tv/auth"),
  PLEX_MACHINE_ID: text,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  WEBHOOKS_ALLOW_PRIVATE: z.enum(["never", "lan", "loopback"]).default("lan"),
  PLEX_SERVERS_ALLOW_PRIVATE: z.enum(["never", "lan", "loopback"]).default("loopback"),
  SMTP_URL: text.refine(isSmtpUrl, { message: SMTP_URL_TEXT }),
  SMTP_FROM: text.refine(isSender, { message: SMTP_FROM_TEXT }),
  STORAGE_TYPE: text,
  STORAGE_PATH: text,
  STORAGE_COMPRESS_FROM_BYTES: z.coerce.number().int().min(1).optional(),
  STORAGE_URL: text,
  STORAGE_TOKEN: text,
});

export interface Env {
  port: number;
  host: string;
  dataDir: string;
  /** The public origin, without a trailing slash. Without PUBLIC_URL it is an address of this machine. */
  publicUrl: string;
  /** Whether PUBLIC_URL is set. If it is, requests to other origins are not accepted. */
  hasPublicUrl: boolean;
  databaseUrl: string | undefined;
  /** The address of the same database without the pooler of DATABASE_URL. */
  databaseDirectUrl: string | undefined;
  /** The address of Redis, for many instances. Without it, Postgres is used instead. */
  redisUrl: string | undefined;
  /** Requests per minute of a token on all instances together; 0 means no limit. */
  ratePerToken: number;
  /** Requests per minute of an address without a valid token; 0 means no limit. */
  ratePerAddress: number;
  /** Requests per minute of a signed-in person to the routes that the dashboard's pages call; 0 means no limit. */
  ratePerPerson: number;
  /** Requests per minute of a network to the pages, the routes that they call, and the sign-in; 0 means no limit. */
  ratePerNetwork: number;
  /** Whether a proxy is in front, so that X-Forwarded-For contains the address of the client. */
  trustsProxy: boolean;
  /** The origins of other web pages that may call the API. */
  corsOrigins: string[];
  /** The origins from which pages may show posters. */
  posterOrigins: string[];
  /** The value of DATABASE_URL. Without it, the embedded Postgres is used. */
  ownDatabaseUrl: string | undefined;
  /** The secrets, newest first. The first one seals, and each of them opens. */
  secrets: string[];
  /** The contact for reports about security problems, for security.txt. */
  securityContact: string | undefined;
  plexApiUrl: string;
  plexAuthUrl: string;
  plexMachineId: string | undefined;
  logLevel: string;
  /** What an admin may allow a webhook beyond the public internet: nothing, their own network, or this machine as well. */
  webhooksAllowPrivate: "never" | "lan" | "loopback";
  /** Where a Plex server may be beyond the public internet: nowhere, in the own network, or on this machine as well. */
  plexServersAllowPrivate: "never" | "lan" | "loopback";
  /** The mail server, and the sender of the mails; without it no mail is sent. */
  smtp: SmtpSetting | undefined;
  storage: {
    type?: string;
    path?: string;
    compressFromBytes?: number;
    url?: string;
    token?: string;
  };
}

let known: Env | undefined;

/** The settings, read once. Before that, `npm start` adds the database and the secret that it made to the environment. */
export function env(): Env {
  known ??= readEnv(process.env);
  return known;
}

/** Adds the settings in the file .env to the environment. Variables that are set already keep their values. */
export function loadSettings(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
  known = undefined;
}

/** Adds variables that were made at the start to the environment of this process and the processes that it starts. */
export function provideEnv(variables: Record<string, string>): void {
  Object.assign(process.env, variables);
  known = undefined;
}

/** Replaces the settings; for tests. */
export function useEnv(settings: Env | undefined): void {
  known = settings;
}

/**
 * next-auth has one origin for the whole process (NEXTAUTH_URL), or reads the forwarded host of each request (AUTH_TRUST_HOST). We use
 * the second and pass the origin of the visit that we have checked (`runNextAuth`).
 */
export function letAuthOriginFollowVisit(): void {
  delete process.env.NEXTAUTH_URL;
  process.env.AUTH_TRUST_HOST = "true";
}

/** Reads settings from the given variables; throws an error with one message that names each wrong setting. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const parsed = Settings.safeParse(variables, { error: issueText });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path: [name], message }) => `${String(name)}: ${message}`,
    );
    throw new RoomkeeperError("invalid_request", `A setting is wrong. ${wrong.join(". ")}.`);
  }
  const given = parsed.data;
  const files = readDataDir(given.DATA_DIR);
  const local = `http://localhost:${given.PORT}`;
  const address = given.PUBLIC_URL ?? (variables.PORT ? local : (files.publicUrl ?? local));
  return {
    port: given.PORT,
    host: given.HOST,
    dataDir: given.DATA_DIR,
    publicUrl: given.PUBLIC_URL ? new URL(given.PUBLIC_URL).origin : address.replace(/\/+$/, ""),
    hasPublicUrl: given.PUBLIC_URL !== undefined,
    databaseUrl: given.DATABASE_URL ?? files.databaseUrl,
    databaseDirectUrl: given.DATABASE_DIRECT_URL,
    redisUrl: given.REDIS_URL,
    ratePerToken: given.RATE_LIMIT_PER_TOKEN,
    ratePerAddress: given.RATE_LIMIT_PER_ADDRESS,
    ratePerPerson: given.RATE_LIMIT_PER_PERSON,
    ratePerNetwork: given.RATE_LIMIT_PER_NETWORK,
    trustsProxy: given.TRUST_PROXY,
    corsOrigins: given.CORS_ORIGINS,
    posterOrigins: given.POSTER_ORIGINS.map((origin) => new URL(origin).origin),
    ownDatabaseUrl: given.DATABASE_URL,
    secrets: [...given.ROOMKEEPER_SECRET, ...(files.secret?.split(",") ?? [])].filter(Boolean),
    securityContact: given.SECURITY_CONTACT,
    plexApiUrl: given.PLEX_API_URL.replace(/\/+$/, ""),
    plexAuthUrl: given.PLEX_AUTH_URL,
    plexMachineId: given.PLEX_MACHINE_ID,
    logLevel: given.LOG_LEVEL,
    webhooksAllowPrivate: given.WEBHOOKS_ALLOW_PRIVATE,
    plexServersAllowPrivate: given.PLEX_SERVERS_ALLOW_PRIVATE,
    smtp: readSmtp(given.SMTP_URL, given.SMTP_FROM, given.PUBLIC_URL),
    storage: {
      type: given.STORAGE_TYPE,
      path: given.STORAGE_PATH,
      compressFromBytes: given.STORAGE_COMPRESS_FROM_BYTES,
      url: given.STORAGE_URL,
      token: given.STORAGE_TOKEN,
    },
  };
}

interface KeptFacts {
  databaseUrl?: string;
  secret?: string;
  publicUrl?: string;
}

/** Reads what an earlier start stored in the data folder, so that commands use the database, secret and address of a running server. */
function readDataDir(dataDir: string): KeptFacts {
  return {
    publicUrl: readJson(path.join(dataDir, "server.json"))?.publicUrl,
    databaseUrl: readJson(path.join(dataDir, "postgres.json"))?.url,
    secret: readJson(path.join(dataDir, "secrets.json"))?.secret,
  };
}

function readJson(file: string): Record<string, string> | undefined {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    // Values that are not texts are ignored here; the start reports what is wrong with the file.
    return Object.fromEntries(
      Object.entries(kept ?? {}).filter(([, value]) => typeof value === "string"),
    );
  } catch {
    return undefined;
  }
}

import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { PushBounds } from "@/lib/push/check-push-target";
import type { PushTarget } from "@/lib/push/push-target";

/** A message as the browser would see it, with what the push service learned from the request. */
export interface ReceivedPush {
  browser: string;
  message: unknown;
  headers: http.IncomingHttpHeaders;
  /** The public key that signed, and the claims that it signed. */
  publicKey: string;
  claims: { aud: string; exp: number; sub: string };
  /** The request's body before it was decrypted, as text. */
  sealed: string;
}

export interface PushService {
  origin: string;
  received: ReceivedPush[];
  /** What is wrong with requests: a signature or an encryption that a real service or browser would refuse. */
  faults: string[];
  /** The statuses of the next replies; 201 when there are none. */
  replies: number[];
  /** Called when a message has arrived and before it is answered. */
  onMessage: () => Promise<void> | void;
  /** A browser with keys of its own, as `PushSubscription.toJSON` names them. */
  subscribe(browser: string): PushTarget;
  close(): Promise<void>;
}

/** Lets a message reach this machine, where the stand-in is. */
export const PUSH_BOUNDS_OF_TESTS: PushBounds = {
  reach: { privateNetwork: false, loopback: true },
  resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  protocol: "http:",
};

interface Browser {
  keys: ECDH;
  auth: Buffer;
}

/**
 * A push service and the browsers behind it, written from the standards and without the library that sends: it checks the signature (RFC
 * 8292) and decrypts (RFC 8291, RFC 8188).
 */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, Browser>();
  const service: PushService = {
    ...{ origin: "", received: [], faults: [], replies: [], onMessage: () => {} },
    subscribe(browser) {
      const keys = createECDH("prime256v1");
      keys.generateKeys();
      const auth = randomBytes(16);
      browsers.set(browser, { keys, auth });
      return {
        endpoint: `${service.origin}/push/${browser}`,
        p256dh: keys.getPublicKey("base64url"),
        auth: auth.toString("base64url"),
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const name = (request.url ?? "").replace("/push/", "");
    await service.onMessage();
    const status = service.replies.shift() ?? 201;
    try {
      const browser = browsers.get(name);
      if (!browser) throw new Error(`no browser ${name}`);
      const signed = checkVapid(request.headers.authorization ?? "", service.origin);
      const message = JSON.parse(decrypt(body, browser));
      if (status === 201) {
        const { headers } = request;
        const sealed = body.toString("latin1");
        service.received.push({ browser: name, message, headers, sealed, ...signed });
      }
    } catch (error) {
      service.faults.push(String(error));
    }
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  service.origin = `http://push.example:${(server.address() as AddressInfo).port}`;
  return service;
}

/** Checks `Authorization: vapid t=JWT, k=KEY` and returns the key and the claims. */
function checkVapid(authorization: string, origin: string) {
  const [, token = "", publicKey = ""] =
    /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = "", claimed = "", signature = ""] = token.split(".");
  const point = Buffer.from(publicKey, "base64url");
  if (point.byteLength !== 65) throw new Error("no key");
  const key = createPublicKey({
    format: "jwk",
    key: {
      ...{ kty: "EC", crv: "P-256" },
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head}.${claimed}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isSigned) throw new Error("the signature is wrong");
  const claims = JSON.parse(Buffer.from(claimed, "base64url").toString()) as ReceivedPush["claims"];
  const seconds = Date.now() / 1000;
  if (claims.aud !== origin) throw new Error(`signed for ${claims.aud}`);
  if (claims.exp < seconds || claims.exp > seconds + 24 * 3_600) throw new Error("ends wrongly");
  return { publicKey, claims };
}

/** Decrypts one record of aes128gcm for a browser. */
function decrypt(body: Buffer, { keys, auth }: Browser): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body.readUInt8(20));
  const record = body.subarray(21 + sender.byteLength);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync("sha256", keys.computeSecret(sender), auth, info, 32));
  const derive = (what: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", secret, salt, `Content-Encoding: ${what}\0`, bytes));
  const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0) throw new Error("not the last record");
  return padded.subarray(0, end).toString();
}

import webPush from "web-push";
import type { Context } from "@/lib/runtime/context";

const PLACE = "push_key.private_key";

/** The key pair by which push services know this installation: VAPID, RFC 8292. Both keys are base64url. */
export interface PushKey {
  publicKey: string;
  privateKey: string;
}

/** Reads the pair of all instances, and makes it at its first use. Of two instances that make one at once, both use the first. */
export async function readPushKey({ services }: Pick<Context, "services">): Promise<PushKey> {
  const { pool, secretBox } = services;
  const read = async () =>
    (
      await pool.query<{ publicKey: string; sealed: string }>(
        `select public_key as "publicKey", private_key_sealed as sealed from push_key where id = 1`,
      )
    ).rows[0];
  let stored = await read();
  if (!stored) {
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    await pool.query(
      "insert into push_key (public_key, private_key_sealed) values ($1, $2) on conflict do nothing",
      [publicKey, secretBox.seal(privateKey, PLACE)],
    );
    stored = (await read()) ?? { publicKey, sealed: secretBox.seal(privateKey, PLACE) };
  }
  return { publicKey: stored.publicKey, privateKey: secretBox.open(stored.sealed, PLACE) };
}

import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { RoomkeeperError } from "@/lib/core/errors";
import type { BackupHeader } from "./backup-format";

type SealedSecret = NonNullable<BackupHeader["secret"]>;

/** N of scrypt (RFC 7914) with r = 8, p = 1: 64 MB and a fifth of a second for each guess. */
const COST = 1 << 16;
const TAG_BYTES = 16;
const PLACE = Buffer.from("backup.secret");

/** Seals the instance's secret with a passphrase: scrypt and AES-256-GCM. */
export async function sealSecret(secret: string, passphrase: string): Promise<SealedSecret> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const key = await keyOf(passphrase, salt, COST);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(PLACE);
  const sealed = Buffer.concat([
    cipher.update(secret, "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const [saltText, nonceText, sealedText] = [salt, nonce, sealed].map((bytes) =>
    bytes.toString("base64url"),
  );
  return { salt: saltText ?? "", nonce: nonceText ?? "", sealed: sealedText ?? "", cost: COST };
}

/** Opens the sealed secret. Throws `forbidden` if the passphrase is wrong. */
export async function openSecret(given: SealedSecret, passphrase: string): Promise<string> {
  const bytes = (text: string) => Buffer.from(text, "base64url");
  const sealed = bytes(given.sealed);
  const key = await keyOf(passphrase, bytes(given.salt), given.cost);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes(given.nonce), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(PLACE);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([
      decipher.update(sealed.subarray(0, -TAG_BYTES)),
      decipher.final(),
    ]).toString();
  } catch (cause) {
    const message = "The passphrase is not the one this backup was made with.";
    throw new RoomkeeperError("forbidden", message, {}, cause);
  }
}

function keyOf(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFC"), salt, 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

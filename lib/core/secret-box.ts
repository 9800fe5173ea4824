import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { RoomkeeperError } from "./errors";

/**
 * Authenticated encryption for stored values: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce for each value and a key derived
 * with HKDF-SHA-256 (RFC 5869). Associated data binds each value to its row and column.
 */
export interface SecretBox {
  /** `place` names the row and column, such as `room.password/space/name/createdAt`. */
  seal(clear: string, place: string): string;
  /** Throws `corrupt` when the text was altered, moved to another place or sealed with an unknown key. */
  open(sealed: string, place: string): string;
  /** Whether the key id in the sealed text is that of one of these secrets. */
  knows(sealed: string): boolean;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param secrets newest first: the first one seals, and each of them opens, so that secrets can be rotated. */
export function createSecretBox(secrets: readonly string[]): SecretBox {
  const keys = secrets.map((secret) => {
    const key = Buffer.from(hkdfSync("sha256", secret, "", "roomkeeper/secret-box/1", 32));
    const id = createHash("sha256").update(key).digest("base64url").slice(0, 8);
    return { key, id };
  });
  const [newest] = keys;
  if (!newest) throw new RoomkeeperError("internal", "A secret box needs at least one secret.");
  return {
    seal(clear, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", newest.key, nonce, {
        authTagLength: TAG_BYTES,
      });
      cipher.setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(clear, "utf8"), cipher.final()]);
      const packed = Buffer.concat([nonce, cipher.getAuthTag(), body]);
      return `1.${newest.id}.${packed.toString("base64url")}`;
    },
    knows: (sealed) => keys.some(({ id }) => sealed.startsWith(`1.${id}.`)),
    open(sealed, place) {
      try {
        const [version, id, text = ""] = sealed.split(".");
        const key = keys.find((candidate) => candidate.id === id)?.key;
        if (version !== "1" || !key) throw new Error("unknown key");
        const packed = Buffer.from(text, "base64url");
        const nonce = packed.subarray(0, NONCE_BYTES);
        const tag = packed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
        // Without a fixed length, Node accepts tags of 4 bytes, which can be guessed.
        if (tag.byteLength !== TAG_BYTES) throw new Error("a short tag");
        const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(place));
        decipher.setAuthTag(tag);
        const body = packed.subarray(NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString();
      } catch (cause) {
        throw new RoomkeeperError("corrupt", "A sealed value could not be opened.", {}, cause);
      }
    },
  };
}

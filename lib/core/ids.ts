const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Random id in Crockford's base 32, 100 bits, safe in addresses: `rm_6f3k…`. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return `${prefix}_${Array.from(bytes, (byte) => ALPHABET[byte % 32]).join("")}`;
}

/** Random secret of the given number of bytes, as base64url text. */
export function newSecret(bytes = 32): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("base64url");
}

import { createCipheriv, hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { createSecretBox } from "./secret-box";

const SECRET = "a-secret-of-at-least-32-characters";
const box = createSecretBox([SECRET]);

test("opens what it sealed, but only for the same place", () => {
  const sealed = box.seal("hush", "room.password/1");
  expect(box.open(sealed, "room.password/1")).toBe("hush");
  expect(() => box.open(sealed, "room.password/2")).toThrow();
  expect(() => createSecretBox(["another"]).open(sealed, "room.password/1")).toThrow();
});

test.each([4, 8, 12, 13, 14, 15])("refuses a correct tag that is cut to %i bytes", (tagBytes) => {
  // An attacker could guess a short tag: without a fixed length, Node accepts a tag of 4 bytes.
  const key = Buffer.from(hkdfSync("sha256", SECRET, "", "roomkeeper/secret-box/1", 32));
  const nonce = Buffer.alloc(12, 7);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
  cipher.setAAD(Buffer.from("here"));
  cipher.final();
  const [version, id] = box.seal("", "here").split(".");
  const packed = Buffer.concat([nonce, cipher.getAuthTag().subarray(0, tagBytes)]);
  expect(() => box.open(`${version}.${id}.${packed.toString("base64url")}`, "here")).toThrow();
  const whole = Buffer.concat([nonce, cipher.getAuthTag()]);
  expect(box.open(`${version}.${id}.${whole.toString("base64url")}`, "here")).toBe("");
});

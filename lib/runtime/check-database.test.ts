import { expect, inject, test } from "vitest";
import { checkDatabase } from "./check-database";

const good = () => new URL(inject("templateDatabaseUrl"));
const withPart = (part: "port" | "password" | "pathname" | "hostname", value: string) => {
  const url = good();
  url[part] = value;
  return url.href;
};

test("a database that answers is fine", async () => {
  await expect(checkDatabase(good().href)).resolves.toBeUndefined();
});

test.each([
  ["nothing listens", () => withPart("port", "9"), "nothing answers there"],
  ["no such host", () => withPart("hostname", "nowhere.invalid"), "there is no such host"],
  ["wrong password", () => withPart("password", "secret-word"), "the password is wrong"],
  ["no such database", () => withPart("pathname", "/none"), "no database of that name"],
  ["another kind of address", () => "mysql://me:secret-word@host/db", "it is not an address"],
  ["no address at all", () => "secret-word", "it is not an address"],
])("%s: one sentence, without the password", async (_, url, expected) => {
  const refusal = await checkDatabase(url()).catch((error: Error) => error.message);
  expect(refusal).toContain("DATABASE_URL");
  expect(refusal).toContain(expected);
  expect(refusal).not.toContain("secret-word");
  expect(refusal).not.toContain(good().password);
});

import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { splitLines, summedLines, unpacked, withSum } from "./summed-lines";

const warnings: string[] = [];
const onWarning = (warning: Error) => warnings.push(String(warning));
process.on("warning", onWarning);
afterAll(() => process.off("warning", onWarning));

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function textOf(lines: string[], facts?: () => object): Promise<Buffer> {
  async function* given() {
    yield* lines;
  }
  let text = "";
  for await (const block of withSum(given(), facts)) text += block;
  return Buffer.from(text);
}

async function read(bytes: Uint8Array, size = 7): Promise<string[]> {
  const lines: string[] = [];
  const options = { lineBytesMax: 10_000 };
  for await (const line of summedLines(unpacked(inPieces(bytes, size)), options)) lines.push(line);
  return lines;
}

const LINES = ['{"a":1}', "0", '"\u2028\u0085 🐎"', "x".repeat(5_000)];

test.each([1, 2, 3, 1_000])("lines are read unchanged, %i bytes at a time", async (size) => {
  expect(await read(await textOf(LINES), size)).toEqual(LINES);
  expect(await read(gzipSync(await textOf(LINES)), size)).toEqual(LINES);
});

test("an empty line is refused, because a few bytes of gzip can contain millions of them", async () => {
  await expect(read(await textOf(["1", "", "2"]))).rejects.toThrow("not whole");
});

test("the last line contains the given facts", async () => {
  let facts: unknown;
  const bytes = await textOf(LINES, () => ({ rooms: 4 }));
  const options = { lineBytesMax: 10_000, onEnd: (told: unknown) => (facts = told) };
  for await (const _line of summedLines(inPieces(bytes, 100), options));
  expect(facts).toEqual({ rooms: 4 });
});

test("every cut and every changed byte is detected", async () => {
  const bytes = await textOf(['{"a":1}', '{"b":2}']);
  for (let length = 0; length < bytes.length; length += 1) {
    await expect(read(bytes.subarray(0, length)), `${length}`).rejects.toMatchObject({
      code: "corrupt",
    });
  }
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const told = await read(changed).then(
      () => "accepted",
      ({ code }) => code,
    );
    expect(told, `${at}`).toBe("corrupt");
  }
});

test("the length of a line and the size of a decompressed file are limited", async () => {
  const long = await textOf(["x".repeat(20_000)]);
  await expect(read(long)).rejects.toMatchObject({ code: "corrupt" });
  const bomb = gzipSync(Buffer.alloc(5_000_000));
  const drink = async () => {
    for await (const _chunk of unpacked(inPieces(bomb, 1_000), 1_000_000));
  };
  await expect(drink()).rejects.toThrow("too much");
  const open = async () => {
    for await (const _line of splitLines(inPieces(Buffer.from("a\nb"), 1), 10));
  };
  await expect(open()).rejects.toMatchObject({ code: "corrupt" });
});

test("a large compressed file is read without collecting it in memory", async () => {
  const lines = Array.from({ length: 3_000 }, () => randomBytes(600).toString("base64"));
  expect(await read(gzipSync(await textOf(lines)), 64 * 1024)).toEqual(lines);
  expect(warnings).toEqual([]);
});

import sharp from "sharp";
import { createGate } from "@/lib/core/gate";
import { LIMITS } from "@/lib/core/limits";

/** The bytes are not a picture that is used as a poster. The message is one sentence. */
export class PosterRefused extends Error {}

/** One picture at a time on one thread, so that posters never slow down the rest of the process. */
const turn = createGate(1);
sharp.concurrency(1);
sharp.cache(false);

/**
 * Makes a WebP picture of 2:3 that is at most `LIMITS.posterWidth` wide, without the metadata of the original. The kind of the picture is
 * read from its first bytes, and only JPEG, PNG and WebP are decoded at all. Throws PosterRefused.
 */
export async function resizePoster(bytes: Buffer): Promise<Buffer> {
  if (!isPicture(bytes)) throw new PosterRefused("It is no JPEG, PNG or WebP picture.");
  const { posterWidth: width, posterHeight: height } = LIMITS;
  try {
    return await turn(() =>
      sharp(bytes, { limitInputPixels: LIMITS.posterSourcePixelsMax, failOn: "error" })
        .timeout({ seconds: LIMITS.posterResizeSeconds })
        .rotate()
        .resize({ width, height, fit: "cover", withoutEnlargement: true })
        .webp({ quality: 75 })
        .toBuffer(),
    );
  } catch {
    throw new PosterRefused("The picture is damaged or too large.");
  }
}

const STARTS = [
  Buffer.from([0xff, 0xd8, 0xff]),
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
];

function isPicture(bytes: Buffer): boolean {
  if (STARTS.some((start) => bytes.subarray(0, start.length).equals(start))) return true;
  return bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP";
}

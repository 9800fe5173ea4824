import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { notingRefusals } from "@/lib/audit/noting-refusals";
import { now } from "@/lib/core/clock";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { exportText } from "@/lib/transfer/copy/export-file";
import { noteCopy } from "@/lib/transfer/copy/note-copy";
import { sourceOf } from "@/lib/transfer/copy/room-source";
import { requireDataAdmin } from "./import-policy";

export interface RoomExport {
  filename: string;
  /** gzip, read from the database as fast as it is taken. */
  body: ReadableStream<Uint8Array>;
}

/**
 * All rooms of a space as one packed file. Room passwords only when they are asked for. It is audited before the first byte
 * leaves; a download that breaks off lacks its last line, which an import refuses.
 */
export async function exportRooms(
  ctx: Context,
  input: { spaceId: string; withPasswords: boolean; includesTrash: boolean },
): Promise<RoomExport> {
  const { withPasswords, includesTrash } = input;
  const event = {
    action: "rooms.export" as const,
    spaceId: input.spaceId,
    detail: { withPasswords },
  };
  return notingRefusals(ctx, event, async () => {
    requireDataAdmin(ctx.actor);
    const context = ctx.services;
    const space = await context.prisma.space.findUnique({ where: { id: input.spaceId } });
    if (!space) throw new RoomkeeperError("not_found", "There is no such space.");
    const storage = createPrismaMatchStorage({ process: context, spaceId: space.id });
    const source = sourceOf(storage);
    const at = now().toISOString();
    const rooms = (await source.count()) ?? 0;
    const note = {
      action: "rooms.export" as const,
      spaceId: space.id,
      subject: "a download",
    } as const;
    await noteCopy(ctx, { ...note, withPasswords }, { rooms });
    const text = exportText(source, { at, space: space.name, withPasswords, includesTrash });
    const packed = createGzip();
    // A reader that goes away ends the scan; a scan that fails breaks the download off.
    pipeline(Readable.from(text, { highWaterMark: 2 }), packed).catch(() => {});
    const body = Readable.toWeb(packed) as unknown as ReadableStream<Uint8Array>;
    return { filename: filenameOf(space.name, at), body };
  });
}

/** ASCII only, as headers are. */
function filenameOf(space: string, at: string): string {
  const plain = space.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "") || "rooms";
  return `${plain.slice(0, 60)}-${at.slice(0, 10)}.roomkeeper.jsonl.gz`;
}

import type { z } from "zod";
import type { Actor, Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { createGate } from "@/lib/core/gate";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import { answerForm, type FormReply, refuseForm } from "./answer-form";
import { parseFields, requireWelcome } from "./handle-form";
import { countNetwork, countPerson } from "./rate-limits";
import { pathOfReferer } from "./return-to";
import { refuseForeignOrigin } from "./same-origin";
import { viewerOf } from "./viewer";

export interface UploadHandler<Schema extends z.ZodType> {
  /** Checks the fields beside the files. */
  schema: Schema;
  /** Throws unless the actor may upload; asked before the body is read. */
  allow(actor: Actor): void;
  run(
    ctx: Context,
    input: z.infer<Schema>,
    files: { name: string; bytes: Uint8Array }[],
  ): Promise<FormReply>;
}

/** Uploads are held in memory while they are taken apart: a few at a time, the others wait. */
const gate = createGate(LIMITS.uploadsAtOnce);

/** A form with files, of at most `LIMITS.importBytesMax` bytes: as `handleForm`, and who may not upload is told before reading. */
export function handleUpload<Schema extends z.ZodType>(handler: UploadHandler<Schema>) {
  return async (request: Request): Promise<Response> => {
    const requestId = newId("rq");
    const returnTo = pathOfReferer(request);
    let sessionId: string | null = null;
    try {
      const foreign = refuseForeignOrigin(request);
      if (foreign) return refuseForm(request, foreign, { requestId, returnTo: null });
      countNetwork(request);
      const viewer = await viewerOf(request.headers.get("cookie"));
      sessionId = viewer?.sessionId ?? null;
      requireWelcome(viewer, "members");
      countPerson(viewer);
      const actor = viewer?.actor ?? { kind: "nobody" as const };
      handler.allow(actor);
      return await gate(async () => {
        const { fields, files } = await readUpload(request);
        const input = parseFields(handler.schema, fields);
        const reply = await handler.run({ actor, requestId }, input, files);
        return answerForm(request, reply, { requestId, returnTo, sessionId });
      });
    } catch (error) {
      return refuseForm(request, error, { requestId, returnTo, sessionId });
    }
  };
}

async function readUpload(request: Request) {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    throw new RoomkeeperError("unsupported_media_type", "Send a form with files.");
  }
  const body = await readBounded(request);
  const headers = { "content-type": type };
  const form = await new Response(body, { headers }).formData().catch((cause: unknown) => {
    throw new RoomkeeperError("invalid_request", "The form could not be read.", {}, cause);
  });
  const fields: Record<string, string | string[]> = {};
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [key, value] of form) {
    if (typeof value !== "string") {
      files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
    } else if (isStorableText(value) && key !== "__proto__") {
      const before = fields[key];
      fields[key] = before === undefined ? value : [before, value].flat();
    }
  }
  return { fields, files };
}

/** The body in one piece. The rest of one that is too large is read and forgotten, or a browser would show no answer. */
async function readBounded(request: Request): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    bytes += chunk.byteLength;
    if (bytes <= LIMITS.importBytesMax) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > LIMITS.importBytesMax * 4) break;
  }
  if (bytes > LIMITS.importBytesMax) {
    const most = `${LIMITS.importBytesMax / 1024 / 1024} MB`;
    const words = `That is more than ${most}. Larger ones come in by the command: npm run -s rooms -- copy`;
    throw new RoomkeeperError("body_too_large", words);
  }
  return new Blob(chunks);
}

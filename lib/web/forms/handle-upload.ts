import type { z } from "zod";
import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { createGate } from "@/lib/core/gate";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";
import { countNetwork, countPerson } from "@/lib/web/api/rate-limits";
import { readBytes } from "@/lib/web/api/read-bytes";
import { pathOfReferer } from "@/lib/web/auth/return-to";
import { viewerOf } from "@/lib/web/pages/viewer";
import { answerForm, type FormReply, refuseForm } from "./answer-form";
import { parseFields, requireAccess } from "./handle-form";
import { readForm, typeOf } from "./read-form";
import { addField } from "./read-form-fields";
import { refuseForeignOrigin } from "./same-origin";

export interface UploadHandler<Schema extends z.ZodType> {
  /** Checks the fields beside the files. */
  schema: Schema;
  /** Throws unless the actor may upload; called before the body is read. */
  allow(actor: Actor): void;
  run(
    ctx: Context,
    input: z.infer<Schema>,
    files: { name: string; bytes: Uint8Array }[],
  ): Promise<FormReply>;
}

/** Uploads are in memory while they are parsed, so only a few are processed at the same time. */
const gate = createGate(LIMITS.uploadsAtOnce);

/**
 * Handles a form with files, of at most `LIMITS.importBytesMax` bytes, like `handleForm`. Refuses people who may not upload before it reads
 * the body.
 */
export function handleUpload<Schema extends z.ZodType>(handler: UploadHandler<Schema>) {
  const answer = async (request: Request): Promise<Response> => {
    const requestId = newId("rq");
    const returnTo = pathOfReferer(request);
    let sessionId: string | null = null;
    try {
      const foreign = refuseForeignOrigin(request);
      if (foreign) return refuseForm(request, foreign, { requestId, returnTo: null });
      countNetwork(request);
      const viewer = await viewerOf(request.headers.get("cookie"));
      sessionId = viewer?.sessionId ?? null;
      requireAccess(viewer, "members");
      countPerson(viewer);
      const actor = viewer?.actor ?? { kind: "nobody" as const };
      handler.allow(actor);
      return await gate(async () => {
        const { fields, files } = await readUpload(request);
        const input = parseFields(handler.schema, fields);
        const reply = await handler.run(
          { actor, requestId, services: getServices() },
          input,
          files,
        );
        return answerForm(request, reply, { requestId, returnTo, sessionId });
      });
    } catch (error) {
      return refuseForm(request, error, { requestId, returnTo, sessionId });
    }
  };
  return Object.assign(answer, { schema: handler.schema });
}

async function readUpload(request: Request) {
  if (typeOf(request.headers.get("content-type")) !== "multipart/form-data") {
    throw new RoomkeeperError("unsupported_media_type", "Send a form with files.");
  }
  const most = `${LIMITS.importBytesMax / 1024 / 1024} MB`;
  const bytes = await readBytes(request, {
    bytesMax: LIMITS.importBytesMax,
    tooLarge: `The file is larger than ${most}. Import it with the command npm run -s rooms -- copy`,
    readsToTheEnd: true,
  });
  const fields = new Map<string, string | string[]>();
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [key, value] of await readForm(request, bytes)) {
    if (typeof value !== "string") {
      files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
    } else if (isStorableText(value) && key !== "__proto__") {
      addField(fields, key, value);
    }
  }
  return { fields: Object.fromEntries(fields), files };
}

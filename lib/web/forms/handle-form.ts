import type { z } from "zod";
import { type FieldProblem, RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { issueText } from "@/lib/core/issue-text";
import { isStorableText } from "@/lib/core/text";
import type { Context } from "@/lib/runtime/context";
import { getServices } from "@/lib/runtime/services";
import { sessionIdOf } from "@/lib/sessions/session-cookie";
import { countNetwork, countPerson } from "@/lib/web/api/rate-limits";
import { pathOfReferer, safeReturnTo } from "@/lib/web/auth/return-to";
import { type Viewer, viewerOf } from "@/lib/web/pages/viewer";
import { zoneOf } from "@/lib/web/pages/zone-cookie";
import { answerForm, type FormReply, refuseForm } from "./answer-form";
import { finishing, keepForSignIn } from "./keep-for-sign-in";
import { keptForm } from "./kept-form";
import { readFormFields } from "./read-form-fields";
import { refuseForeignOrigin } from "./same-origin";

export interface FormHandler<Schema extends z.ZodType> {
  /** Checks the fields and the route's parameters (`id`), which replace fields of the same name. A repeated field is a list. */
  schema: Schema;
  /** Calls the verb and returns what the next page says. */
  run(ctx: Context, input: z.infer<Schema>, visit: Visit): Promise<FormReply>;
  /**
   * Who may send the form: signed-in people (`members`, the default), also banned ones (`even-banned`, for signing out), or everybody
   * (`anyone`, for signing in). The verb checks what a person may do.
   */
  who?: "members" | "even-banned" | "anyone";
}

export interface Visit {
  request: Request;
  viewer: Viewer | null;
  /** The time zone of the visitor. */
  timeZone: string;
  /** The path on this site to which the form returns. */
  returnTo: string;
}

type Route = { params: Promise<Record<string, string | string[]>> };

/**
 * Handles a form of the dashboard: checks the origin, the session and the fields, calls the verb and replies. A browser's form gets 303 to
 * its `returnTo` and a flash. A caller that accepts JSON gets the same as JSON, and refusals as problem documents (RFC 9457). The handler
 * has the schema as a property.
 */
export function handleForm<Schema extends z.ZodType>(handler: FormHandler<Schema>) {
  const answer = async (request: Request, route?: Route): Promise<Response> => {
    const requestId = newId("rq");
    let returnTo = pathOfReferer(request);
    let sessionId: string | null = null;
    try {
      const foreign = refuseForeignOrigin(request);
      if (foreign) return refuseForm(request, foreign, { requestId, returnTo: null });
      countNetwork(request);
      const cookies = request.headers.get("cookie");
      const viewer = await viewerOf(cookies);
      const timeZone = viewer?.timeZone ?? zoneOf(null, cookies);
      sessionId = viewer?.sessionId ?? null;
      countPerson(viewer);
      const who = handler.who ?? "members";
      // Refuses before the body is read, except when the session has ended, because then the change may be kept.
      if (viewer || (await sessionIdOf(cookies)) === null) requireAccess(viewer, who);
      const fields = await readFormFields(request);
      returnTo = safeReturnTo(fields.returnTo, returnTo);
      if (!viewer && who !== "anyone") {
        const later = await keepForSignIn(request, { fields, returnTo });
        if (later) return later;
      }
      requireAccess(viewer, who);
      const input = parseFields(handler.schema, { ...fields, ...(await parametersOf(route)) });
      const services = getServices();
      const actor = viewer?.actor ?? ({ kind: "nobody" } as const);
      const ctx: Context = { actor, requestId, services };
      const visit = { request, viewer, timeZone, returnTo };
      const reply = await finishing(fields, viewer, () => handler.run(ctx, input, visit));
      services.events.notifyChange();
      return answerForm(request, reply, { requestId, returnTo, sessionId });
    } catch (error) {
      const kept = await keptForm(request, error, { requestId, returnTo });
      return kept ?? refuseForm(request, error, { requestId, returnTo, sessionId });
    }
  };
  return Object.assign(answer, { schema: handler.schema });
}

/** Reads the route's parameters. A value that cannot be stored cannot be an id. Throws `not_found`. */
async function parametersOf(route: Route | undefined) {
  const parameters = (await route?.params) ?? {};
  if (Object.values(parameters).flat().every(isStorableText)) return parameters;
  throw new RoomkeeperError("not_found", "There is nothing at this address.");
}

/** Throws `unauthorized` or `banned` unless the viewer may send the form. */
export function requireAccess(
  viewer: Viewer | null,
  who: "members" | "even-banned" | "anyone",
): void {
  if (who === "anyone") return;
  if (!viewer) throw new RoomkeeperError("unauthorized", "Sign in first.");
  if (viewer.banned && who === "members") {
    throw new RoomkeeperError("banned", "This account may not change anything here.");
  }
}

/** Parses the fields with the schema. Throws `invalid_request` with the first wrong field. */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  fields: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(fields, { error: issueText });
  if (parsed.success) return parsed.data;
  const problems: FieldProblem[] = parsed.error.issues.slice(0, 20).map((issue) => ({
    pointer: `/${issue.path.map(String).join("/")}`,
    message: issue.message,
  }));
  const [first] = problems;
  const where = first && first.pointer !== "/" ? `The field ${first.pointer.slice(1)}` : "The form";
  throw new RoomkeeperError(
    "invalid_request",
    `${where} ${first?.message ?? "is not what the page sends"}.`,
    { fields: problems },
  );
}

import type { Part } from "@/lib/examination/check";
import type { Findings } from "@/lib/examination/open-examination";
import { log } from "@/lib/runtime/log";
import type { Services } from "@/lib/runtime/services";
import packageFile from "@/package.json";

type State = "ok" | "unavailable" | "unknown";

export interface Health {
  /** ok, degraded (it serves requests, but something is wrong) or unavailable. */
  status: "ok" | "degraded" | "unavailable";
  version: string;
  uptimeSeconds: number;
  parts: {
    database: { status: "ok" | "unavailable"; latencyMs: number | null };
    /** degraded when the database acknowledges writes before they are on disk. */
    durability: { status: "ok" | "degraded" | "unknown" };
  } & Record<Part, { status: State }>;
}

let told: string | undefined;

/** Checks which parts work. The reply is public, so it contains no folders, hosts or causes; these are logged at each change. */
export async function checkHealth(services: Services): Promise<Health> {
  const findings = await services.examination.current();
  const { latencyMs, sentences, isDurable } = findings;
  const isAway = latencyMs === null;
  const isSick = isAway || Object.keys(sentences).length > 0;
  const status = isSick ? "unavailable" : isDurable === false ? "degraded" : "ok";
  logChange(status, findings);
  const state = (part: Part) => ({ status: stateOf(part, findings) });
  return {
    status,
    ...facts(),
    parts: {
      database: { status: isAway ? "unavailable" : "ok", latencyMs },
      migrations: state("migrations"),
      writing: state("writing"),
      encoding: state("encoding"),
      secret: state("secret"),
      disk: state("disk"),
      durability: { status: isDurable === null ? "unknown" : isDurable ? "ok" : "degraded" },
    },
  };
}

/** Reports that the process is running. */
export function checkLife(): Pick<Health, "version" | "uptimeSeconds"> & { status: "ok" } {
  return { status: "ok", ...facts() };
}

function stateOf(part: Part, { latencyMs, sentences }: Findings): State {
  if (latencyMs === null) return "unknown";
  return sentences[part] === undefined ? "ok" : "unavailable";
}

function logChange(status: Health["status"], { latencyMs, sentences }: Findings): void {
  const away = latencyMs === null ? ["The database does not answer."] : [];
  const problems = [...away, ...Object.values(sentences)];
  const now = JSON.stringify([status, problems]);
  if (now === told || (told === undefined && status === "ok")) return;
  told = now;
  if (status === "ok") log().info("ready again");
  else
    log().warn({ status, problems }, status === "degraded" ? "not as it should be" : "not ready");
}

function facts(): Pick<Health, "version" | "uptimeSeconds"> {
  return { version: packageFile.version, uptimeSeconds: Math.round(process.uptime()) };
}

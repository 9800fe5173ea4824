import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/lib/embedded-postgres/free-port";
import { findProgram } from "@/scripts/find-program.mjs";

export interface TestHaproxy {
  url: string;
  stop(): Promise<void>;
}

/** Starts a real HAProxy that checks `ready` of each instance and sends requests to the instances that are ready. */
export async function startHaproxy(ports: readonly number[]): Promise<TestHaproxy> {
  const program = findProgram("haproxy", "HAPROXY");
  if (!program) {
    throw new Error("The tests need HAProxy: install haproxy, or set HAPROXY to its path.");
  }
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-haproxy-"));
  const port = await freePort(0, "127.0.0.1");
  const file = path.join(folder, "haproxy.cfg");
  const servers = ports.map((own, i) => `  server instance${i + 1} 127.0.0.1:${own} check`);
  await writeFile(
    file,
    `defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  option redispatch
frontend roomkeeper
  bind 127.0.0.1:${port}
  default_backend instances
backend instances
  option httpchk GET /api/health/ready
  default-server inter 500ms fall 1 rise 1
${servers.join("\n")}
`,
  );
  const child = spawn(program, ["-db", "-f", file], { stdio: "ignore" });
  const kill = () => void child.kill("SIGKILL");
  // An aborted test run must not leave the process running.
  process.once("exit", kill);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      process.off("exit", kill);
      if (child.exitCode === null && child.signalCode === null) {
        kill();
        await once(child, "exit");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

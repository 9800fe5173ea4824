import { runTwoInstances } from "@/e2e/two-instances";

/* Two production instances behind HAProxy and PgBouncer: a read-only period (30 seconds by default), then one instance is killed. */
const seconds = Number(process.argv[2] ?? 30);
process.stdout.write(`${JSON.stringify(await runTwoInstances(seconds * 1_000), null, 2)}\n`);

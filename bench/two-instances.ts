import { runTwoInstances } from "@/e2e/two-instances";

/* Two production instances behind HAProxy and PgBouncer, a read-only spell of so many seconds (30), and the kill of one. */
const seconds = Number(process.argv[2] ?? 30);
process.stdout.write(`${JSON.stringify(await runTwoInstances(seconds * 1_000), null, 2)}\n`);

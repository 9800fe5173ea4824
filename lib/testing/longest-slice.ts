/**
 * Carries work out and tells the CPU time of its longest stretch in which the event loop did not turn: how long everything else
 * in the process had to wait, on a machine that does nothing else.
 */
export async function longestSlice(work: () => Promise<unknown>): Promise<{ cpuMs: number }> {
  let longest = 0;
  let isDone = false;
  let before = process.cpuUsage();
  const turn = () => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.cpuUsage();
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isDone = true;
  return { cpuMs: longest };
}

/**
 * Carries out work and returns the longest CPU time for which it blocked the event loop: how long everything else in the process had
 * to wait on an otherwise idle machine.
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

/** How long the processor worked on something: on a busy machine the clock says more about the others. */
export const withProcessorMs = <T>(work: () => T): Readonly<{ result: T; ms: number }> => {
  const before = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(before);
  return { result, ms: (user + system) / 1_000 };
};

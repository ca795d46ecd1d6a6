// Loaded before a measured script: its CPU time and peak memory go to stderr when it ends.
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(`used ${userCPUTime + systemCPUTime} us, ${maxRSS} kB\n`);
});

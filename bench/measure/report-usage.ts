import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/*
 * Loaded into a measured process before its own code (`node --require`): when the process ends, writes what it and the processes it
 * started have used.
 */
const file = process.env['BENCH_USAGE_FILE'];
if (file !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const cpuMs = (userCPUTime + systemCPUTime) / 1000 + cpuMsOfChildren();
    writeFileSync(file, JSON.stringify({ cpuMs, peakRssMib: maxRSS / 1024 }));
  });
}

/** CPU time of processes that have ended; 0 where there is no `/proc`. */
function cpuMsOfChildren(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  // The name of the program, in parentheses, may hold blanks; after it, `cutime` and `cstime` are the 14th and 15th, in ticks of 10 ms.
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

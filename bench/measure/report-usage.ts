import { writeFileSync } from 'node:fs';

/*
 * Loaded into a measured process before its own code (`node --require`): when the process ends, writes what it has used.
 */
const file = process.env['BENCH_USAGE_FILE'];
if (file !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakRssMib: maxRSS / 1024 }));
  });
}

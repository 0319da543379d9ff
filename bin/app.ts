import { runApp } from '../lib/run-app';

void runApp((line) => process.stderr.write(`${line}\n`)).then((exitCode) => {
  process.exitCode = exitCode;
});

#!/usr/bin/env node
import { askOnTerminal } from '../lib/cli/ask-on-terminal';
import { runCli } from '../lib/cli/run';
import { packageVersion } from '../lib/package-version';

void runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  version: packageVersion(),
  ask: askOnTerminal(process.stdin, process.stderr),
}).then((exitCode) => {
  process.exitCode = exitCode;
});

#!/usr/bin/env node
import { askOnTerminal } from '../lib/cli/ask-on-terminal';
import { runCli } from '../lib/cli/run';
import { surviveLostOutput } from '../lib/cli/survive-lost-output';
import { packageVersion } from '../lib/package-version';

// Addressed to programmers: the SDK comes with this package, and package.json says which Node it runs on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// The SDK's own default is to wait for a connection as long as the system does, which is minutes; in this mode it tries again after 3 seconds.
process.env.AWS_DEFAULTS_MODE ??= 'standard';
surviveLostOutput(process.stdout);
surviveLostOutput(process.stderr);

void runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  version: packageVersion(),
  ask: askOnTerminal(process.stdin, process.stderr),
}).then((exitCode) => {
  process.exitCode = exitCode;
});

import { readFileSync } from 'node:fs';
import { ExitCode } from '../../lib/cli/exit-code';
import { reportFailure } from '../../lib/cli/report-failure';
import { consoleReporter } from '../../lib/cli/console-reporter';
import { runRecorded } from '../support/recording-cli';

function reported(error: unknown, env: Record<string, string> = {}, json = false) {
  const written = { stdout: '', stderr: '' };
  const reporter = consoleReporter({
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env,
  });
  return { exitCode: reportFailure(error, { reporter, json, env }), ...written };
}

function refusalOf(read: () => void): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

describe('a failure', () => {
  test('of the file system is one line with the file and the reason', () => {
    expect(reported(refusalOf(() => readFileSync('/nowhere/at/all')))).toEqual({
      exitCode: ExitCode.Failed,
      stdout: '',
      stderr: 'error cannot open "/nowhere/at/all": it is not there, or a symbolic link to something that is not\n',
    });
  });

  test('nobody has foreseen is one line too, and one object for scripts', () => {
    expect(reported(new TypeError('x is not a function'), {}, true)).toEqual({
      exitCode: ExitCode.Failed,
      stdout: '{\n  "ok": false,\n  "error": "x is not a function"\n}\n',
      stderr:
        'error x is not a function\nnobody has foreseen this failure; TENANTRY_DEBUG=1 shows where it happened, to report it\n',
    });
  });

  test('nobody has foreseen shows its stack where that is wanted', () => {
    const { stderr } = reported(new TypeError('x is not a function'), { TENANTRY_DEBUG: '1' });

    expect(stderr).toContain('error x is not a function\nTypeError: x is not a function\n    at ');
  });

  test('that is no error is told as it is', () => {
    expect(reported('no more').stderr).toContain('error no more\n');
  });
});

describe('bad usage with --json', () => {
  test.each([
    [['validate', '--json', '--tenant', 'x'], "unknown option '--tenant'\n(Did you mean --tenants?)"],
    [['list', 'acme', '--json'], "too many arguments for 'list'. Expected 0 arguments but got 1."],
    [['rollout', '--json'], "unknown option '--json'"],
    [['--json'], "unknown option '--json'"],
  ])('is one object: %j', async (argv, error) => {
    const { exitCode, stdout } = await runRecorded(argv);

    expect({ exitCode, ...JSON.parse(stdout) }).toEqual({ exitCode: ExitCode.Refused, ok: false, error });
  });
});

test('what is wrong with the command line looks like any other error', async () => {
  const { stderr } = await runRecorded(['validat'], {}, true);

  expect(stderr).toContain("\u001B[31merror\u001B[39m unknown command 'validat'\n(Did you mean validate?)\n");
  expect(stderr).toContain('tenantry --help tells the commands');
});

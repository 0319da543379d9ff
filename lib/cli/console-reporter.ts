import { stripVTControlCharacters, styleText } from 'node:util';

/** Where a command says things: results to one stream, the story to the other. */
export interface Reporter {
  /** The result: what a pipe wants to read. */
  result(text: string): void;
  /** How the work goes. */
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** A stream as far as a reporter needs it. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** Options of {@link consoleReporter}. */
export interface ConsoleReporterOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Environment; `NO_COLOR` and `FORCE_COLOR` are read from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Writes results to stdout and everything else to stderr, in colour only on a terminal that has some and without `NO_COLOR`. */
export function consoleReporter({ stdout, stderr, env }: ConsoleReporterOptions): Reporter {
  const print = (stream: OutputStream, text: string): void => {
    stream.write(`${usesColour(stream, env) ? text : stripVTControlCharacters(text)}\n`);
  };
  return {
    result: (text) => print(stdout, text),
    info: (text) => print(stderr, text),
    warn: (text) => print(stderr, `${paint('yellow', 'warning')} ${text}`),
    error: (text) => print(stderr, `${paint('red', 'error')} ${text}`),
  };
}

/** Colours a text for the reporter, which takes the colour off again where it is not wanted. */
export function paint(colour: 'red' | 'yellow' | 'green' | 'bold' | 'dim', text: string): string {
  return styleText(colour, text, { validateStream: false });
}

function usesColour({ isTTY }: OutputStream, env: ConsoleReporterOptions['env']): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  if ((env.FORCE_COLOR ?? '') !== '') return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTTY === true && env.TERM !== 'dumb';
}

import { systemReason } from '../system-error';
import { ExitCode } from './exit-code';

/**
 * Lets the work go on when nobody reads what is printed any more, as after `| head`: half a deployment is worse than a lost line.
 * Any other failure to print, such as a full disk, is said on stderr and makes the exit code 1.
 */
export function surviveLostOutput(stream: NodeJS.WriteStream): void {
  let isTold = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isTold) return;
    isTold = true;
    process.on('exit', () => (process.exitCode = ExitCode.Failed));
    if (stream !== process.stderr)
      process.stderr.write(`error cannot print: ${systemReason(error) ?? error.message}\n`);
  });
}

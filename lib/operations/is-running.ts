/** Whether a process of this machine is there. */
export function isRunning(pid: number): boolean {
  try {
    // Signal 0 asks, and does nothing.
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be asked, but is one too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** How a command ended; the same for every command. */
export enum ExitCode {
  /** Everything that was asked for is done. */
  Done = 0,
  /** At least one tenant failed or has findings. */
  Failed = 1,
  /** The command line or the configuration is wrong; nothing was attempted. */
  Refused = 2,
}

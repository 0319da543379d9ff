/** What the function inside the network is asked to prepare; the payload of its invocation. */
export interface PrepareRequest {
  readonly host: string;
  readonly port: number;
  /** Database to prepare. */
  readonly database: string;
  /** Master user. */
  readonly user: string;
  readonly password: string;
  /** User that the service logs in as, and schema it owns. */
  readonly serviceUser: string;
  /** Seconds after which the server closes an unused connection; 0 never. */
  readonly idleSessionTimeoutSeconds: number;
}

/** How it ended. Never thrown: the runtime would log it. */
export type PrepareResult = { readonly prepared: true } | PrepareFailure;

export interface PrepareFailure {
  readonly prepared: false;
  /** `connect`: nothing has been changed and another attempt may succeed. `prepare`: the database refused. */
  readonly step: 'connect' | 'prepare';
  /** Without secrets. */
  readonly reason: string;
}

import { isSecureOrigin } from './http/secure-origin';

/** Names of the environment variables the service reads; the construct that deploys it sets them. */
export const ServiceVariable = {
  databaseHost: 'DATABASE_HOST',
  databasePort: 'DATABASE_PORT',
  databaseName: 'DATABASE_NAME',
  databaseUser: 'DATABASE_USER',
  tenantId: 'TENANT_ID',
  tenantTier: 'TENANT_TIER',
  tenantRegion: 'TENANT_REGION',
  /** Optional; a JSON array of https origins, or of `*` for every page. */
  allowOrigins: 'CORS_ALLOW_ORIGINS',
} as const;

/** Set by the Lambda runtime itself. */
const AWS_REGION = 'AWS_REGION';

const HIGHEST_PORT = 65_535;

/** What the service has to know about where it runs. */
export interface ServiceEnvironment {
  readonly database: {
    readonly host: string;
    readonly port: number;
    readonly name: string;
    readonly user: string;
    /** Region the database is in: the function's own. */
    readonly region: string;
  };
  readonly tenant: {
    readonly id: string;
    readonly tier: string;
    readonly region: string;
  };
  /** Origins whose pages may call from a browser; none if the variable is not set. */
  readonly allowOrigins: readonly string[];
}

/**
 * Reads the environment of the service.
 *
 * @throws Error that lists every variable that is missing or wrong
 */
export function parseServiceEnvironment(variables: Readonly<Record<string, string | undefined>>): ServiceEnvironment {
  const problems: string[] = [];
  const read = (name: string): string => {
    const value = variables[name]?.trim() ?? '';
    if (value === '') problems.push(`${name} is missing`);
    return value;
  };
  const readPort = (name: string): number => {
    const value = read(name);
    const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
    if (value !== '' && (port < 1 || port > HIGHEST_PORT)) {
      problems.push(`${name} is "${value}", expected a whole number from 1 to ${HIGHEST_PORT}`);
    }
    return port;
  };
  const readOrigins = (): readonly string[] => {
    const value = variables[ServiceVariable.allowOrigins];
    if (value === undefined) return [];
    const origins = parseOrigins(value);
    if (origins === undefined) {
      problems.push(
        `${ServiceVariable.allowOrigins} is "${value}", expected a JSON array of https origins such as ["https://app.example.com"], or ["*"]`,
      );
    }
    return origins ?? [];
  };

  const environment: ServiceEnvironment = {
    allowOrigins: readOrigins(),
    database: {
      host: read(ServiceVariable.databaseHost),
      port: readPort(ServiceVariable.databasePort),
      name: read(ServiceVariable.databaseName),
      user: read(ServiceVariable.databaseUser),
      region: read(AWS_REGION),
    },
    tenant: {
      id: read(ServiceVariable.tenantId),
      tier: read(ServiceVariable.tenantTier),
      region: read(ServiceVariable.tenantRegion),
    },
  };
  if (problems.length > 0) {
    throw new Error(['invalid environment of the service', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
  return environment;
}

function parseOrigins(json: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.every(isAllowable) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isAllowable(value: unknown): value is string {
  return typeof value === 'string' && (value === '*' || isSecureOrigin(value));
}

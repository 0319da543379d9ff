import type { AuditException } from '../config/audit';
import type { Registry } from '../config/registry';
import type { Finding } from './finding';
import { findingId } from './finding-id';
import { expiredException } from './rules/assembly/expired-exception';
import { meetsStars } from './star-pattern';

/** A finding that somebody answers for. */
export interface ExceptedFinding {
  readonly finding: Finding;
  readonly exception: AuditException;
}

/** An exception, and the file that declares it. */
interface DeclaredException extends AuditException {
  readonly file: string;
}

/**
 * Takes out the findings that somebody answers for. An exception that has expired takes nothing out, and is a finding itself.
 *
 * @param today `YYYY-MM-DD`
 */
export function applyExceptions(
  findings: readonly Finding[],
  { organization, tenants }: Pick<Registry, 'organization' | 'tenants'>,
  today: string,
): { readonly findings: Finding[]; readonly excepted: ExceptedFinding[] } {
  const declared: DeclaredException[] = [
    ...organization.audit.exceptions.map((exception) => ({ ...exception, file: organization.file })),
    ...tenants.flatMap(({ id, file, auditExceptions }) =>
      auditExceptions.map((exception) => ({ ...exception, tenant: id, file })),
    ),
  ];
  const valid = declared.filter(({ expires }) => expires >= today);
  const remaining: Finding[] = [];
  const excepted: ExceptedFinding[] = [];
  for (const finding of findings) {
    const exception = valid.find((candidate) => isAbout(candidate, finding));
    if (exception === undefined) remaining.push(finding);
    else excepted.push({ finding, exception });
  }
  return { findings: [...remaining, ...declared.filter((each) => !valid.includes(each)).map(expired)], excepted };
}

/** Whether a finding is what an exception excepts. */
export function isAbout({ rule, tenant, resource }: AuditException, finding: Finding): boolean {
  if (rule !== finding.rule || (tenant !== undefined && tenant !== finding.tenant)) return false;
  return resource === undefined || meetsStars(resource, `${finding.stack}/${finding.logicalId}`);
}

function expired({ rule, tenant = '', resource = '', owner, reason, expires, file }: DeclaredException): Finding {
  const { id, severity, claim } = expiredException;
  return {
    id: findingId(id, tenant, resource, rule),
    rule: id,
    severity,
    tenant,
    stack: '',
    template: file,
    logicalId: '',
    path: '',
    claim,
    message: `the exception from ${rule}${resource === '' ? '' : ` for ${resource}`} expired on ${expires}; ${owner} answers for it: ${reason}`,
    fix: `mend what it excepts, or have ${owner} set a new day in ${file}`,
  };
}

import type { AuditReport } from '../audit/audit-assembly';
import { isAbout } from '../audit/exceptions';
import type { AuditException } from '../config/audit';
import { isDeployable } from '../config/is-deployable';
import { suggestion } from '../config/nearest';
import type { Registry } from '../config/registry';
import type { Issue } from '../errors';

/** What the exceptions of a fleet are compared with. */
export interface UnusedExceptionsRequest {
  readonly registry: Pick<Registry, 'organization' | 'tenants'>;
  readonly report: AuditReport;
  /** Ids of all rules. */
  readonly rules: readonly string[];
  /** Day by which exceptions are judged, `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Exceptions that name no rule, and those under which nothing was found: they are mistyped, or what they except is mended, and an exception that is left would
 * except it again.
 *
 * What was found shows the latter only where the whole fleet was judged, with the organization's own stacks unless the exception is of a tenant, and the
 * rule could be. Expired ones are findings already.
 */
export function unusedExceptions({ registry, report, rules, today }: UnusedExceptionsRequest): readonly Issue[] {
  const { organization, tenants } = registry;
  const deployable = tenants.filter(isDeployable).map(({ id }) => id);
  const isWhole = report.summary.tenants === deployable.length;
  const isOrganizationJudged = report.summary.stacksOfNoTenant.length > 0 || !hasOwnStacks(organization);
  const unjudged = new Set(report.notAnalysed.flatMap(({ rule }) => rule ?? []));
  const isUnused = (exception: AuditException): boolean =>
    isWhole &&
    exception.expires >= today &&
    (exception.tenant === undefined ? isOrganizationJudged : deployable.includes(exception.tenant)) &&
    !unjudged.has(exception.rule) &&
    !report.excepted.some(({ finding }) => isAbout(exception, finding));
  return declaredIn({ organization, tenants }).flatMap(({ file, path, ...exception }): readonly Issue[] => {
    const { rule } = exception;
    if (!rules.includes(rule)) {
      return [{ file, path: `${path}.rule`, message: `unknown rule "${rule}"; ${suggestion(rule, rules)}` }];
    }
    return isUnused(exception)
      ? [
          {
            file,
            path,
            message: `excepts nothing: no finding is ${described(exception)}; remove it, or mend what it names`,
          },
        ]
      : [];
  });
}

/** Whether `synth --all` gives the organization stacks, which `synth` of tenants by name does not. */
function hasOwnStacks({ rootId, accounts, operator }: Registry['organization']): boolean {
  return rootId !== undefined || accounts === 'stacks' || operator === 'stacks';
}

type DeclaredException = AuditException & Pick<Issue, 'file' | 'path'>;

function declaredIn({ organization, tenants }: UnusedExceptionsRequest['registry']): readonly DeclaredException[] {
  return [
    ...organization.audit.exceptions.map((exception, index) => ({
      ...exception,
      file: organization.file,
      path: `audit.exceptions.${index}`,
    })),
    ...tenants.flatMap(({ id, file, auditExceptions }) =>
      auditExceptions.map((exception, index) => ({
        ...exception,
        tenant: id,
        file,
        path: `auditExceptions.${index}`,
      })),
    ),
  ];
}

function described({ rule, tenant, resource }: AuditException): string {
  return [
    `of ${rule}`,
    ...(resource === undefined ? [] : [`in ${resource}`]),
    ...(tenant === undefined ? [] : [`of tenant ${tenant}`]),
  ].join(' ');
}

import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { publishedFiles } from '../audit/assembly/asset-templates';
import type { AssembledStack } from '../audit/assembly/audited-stack';
import { nestedStacksOf } from '../audit/assembly/nested-stacks';
import { TemplateFile } from '../audit/assembly/template-file';
import { auditStacks } from '../audit/audit-assembly';
import { severityRank } from '../audit/finding';
import { ALL_RULES } from '../audit/rules/all-rules';
import type { Registry } from '../config/registry';

/** Synthesis knows no clock: exceptions expire in `tenantry audit` alone. */
const NO_DAY = '0000-00-00';

/**
 * The audit as a plugin of CDK's validation, so that plain `cdk synth` fails on findings that are critical or high, and warns of others.
 *
 * It judges the stacks of one app. What tenants have in common is judged only of the tenants in it.
 *
 * @example
 * Validations.of(app).addPlugins(new AuditPlugin(registry));
 */
export class AuditPlugin implements IPolicyValidationPlugin {
  public readonly name = 'Tenantry';
  public readonly ruleIds = ALL_RULES.map(({ id }) => id);

  /** @param registry whose accounts are whose, and what is legitimate */
  public constructor(private readonly registry: Pick<Registry, 'organization' | 'tenants'>) {}

  public validate({ stackTemplates, appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    const stacks = stackTemplates.flatMap((each) => {
      const stack = assembledStack(each, stackAt(appConstruct, each.stackConstructPath));
      return [stack, ...nestedIn(stack)];
    });
    const { findings } = auditStacks({ stacks, registry: this.registry, today: NO_DAY });
    return {
      success: findings.every(({ severity }) => !isGrave(severity)),
      violations: findings.map(({ rule, severity, message, claim, fix, logicalId, template, path, stack }) => ({
        ruleName: rule,
        description: `${message}. ${claim}`,
        fix,
        severity: isGrave(severity) ? 'error' : 'warning',
        violatingResources: [
          logicalId === ''
            ? { templatePath: template, locations: [stack] }
            : { resourceLogicalId: logicalId, templatePath: template, locations: [path] },
        ],
      })),
    };
  }
}

/** Has CDK audit everything in an app when it synthesizes. */
export function addAudit(scope: IConstruct, registry: Pick<Registry, 'organization' | 'tenants'>): void {
  Validations.of(scope).addPlugins(new AuditPlugin(registry));
}

function isGrave(severity: Parameters<typeof severityRank>[0]): boolean {
  return severityRank(severity) <= severityRank('high');
}

function assembledStack(
  { stackConstructPath, templatePath, accountId, region }: IPolicyValidationContext['stackTemplates'][number],
  stack: Stack | undefined,
): AssembledStack {
  const file = new TemplateFile(templatePath);
  return {
    name: stackConstructPath,
    stackName: stack?.stackName ?? stackConstructPath,
    account: /^\d{12}$/.test(accountId ?? '') ? accountId : undefined,
    region,
    templateFile: templatePath,
    terminationProtection: stack?.terminationProtection ?? false,
    file,
    get template() {
      return file.template;
    },
  };
}

/** CDK names the templates of stacks alone; those nested in them are published beside them. */
function nestedIn(stack: AssembledStack): Iterable<AssembledStack> {
  const folder = dirname(stack.templateFile);
  return nestedStacksOf(
    {
      directory: '',
      folder,
      // Asked for only where a stack has nested ones.
      get published() {
        return publishedFiles(
          folder,
          readdirSync(folder).filter((name) => name.endsWith('.assets.json')),
        );
      },
    },
    stack,
  );
}

function stackAt(root: IConstruct, path: string): Stack | undefined {
  const found = path
    .split('/')
    .filter((id) => id !== '')
    .reduce<IConstruct | undefined>((node, id) => node?.node.tryFindChild(id), root);
  return found !== undefined && Stack.isStack(found) ? found : undefined;
}

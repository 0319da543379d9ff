import type { TemplateFile } from './template-file';

/** A resource as a template writes it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
  readonly Condition?: string;
  readonly DependsOn?: unknown;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** A CloudFormation template, as far as the audit reads it. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Rules?: Readonly<Record<string, unknown>>;
  readonly Transform?: unknown;
}

/** A stack as a cloud assembly has it, before it is known whose it is. */
export type AssembledStack = Omit<AuditedStack, 'tenant'>;

/** A stack of a cloud assembly, with the tenant whose account it goes to. */
export interface AuditedStack {
  /** Hierarchical name, e.g. `acme/Data`; a nested stack has its parent's name and its logical id, e.g. `acme/Data/Nested`. */
  readonly name: string;
  /** Name CloudFormation knows it by, e.g. `acme-Data`. */
  readonly stackName: string;
  /** 12 digits; undefined where the manifest names no account (`unknown-account`). */
  readonly account: string | undefined;
  /** Undefined where the manifest names no region (`unknown-region`). */
  readonly region: string | undefined;
  /** Id of the tenant whose account and region these are; undefined for a stack of no tenant. */
  readonly tenant: string | undefined;
  /** Path of the template's file in the assembly, with `/` between folders. */
  readonly templateFile: string;
  readonly terminationProtection: boolean;
  readonly template: Template;
  /** Where the template is from; undefined for one that was never on disk. */
  readonly file?: TemplateFile;
  /** Of a nested stack: what the parent passes in, by parameter, as the parent's template writes it. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
}

import { v5 as uuidV5 } from 'uuid';
import type { Finding } from '../audit/finding';
import { type Control, FRAMEWORKS, bearsOn } from './controls';
import type { ClaimStatus } from './model/claim-status';
import type { FleetEvidence } from './model/fleet-evidence';

const OSCAL_VERSION = '1.2.1';

/** Namespace of our ids and of the names of our properties. */
const NAMESPACE_URL = 'https://tenantry.dev/ns/oscal';
const NAMESPACE = uuidV5(NAMESPACE_URL, uuidV5.URL);

const NIST = 'NIST SP 800-53 R5';
const CATALOG =
  'https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json';

/**
 * The audit as OSCAL assessment results: an observation for every claim and every finding, and for each control of NIST SP 800-53 whether the claims that bear on it
 * hold. Templates are in the back matter with their SHA-256. Ids are of version 5: same input, same bytes.
 *
 * @see https://pages.nist.gov/OSCAL/learn/concepts/layer/assessment/assessment-results/
 */
export function toAssessmentResults(evidence: FleetEvidence): object {
  const { organization, report, claims, tenants, templates, made } = evidence;
  const controls = nistControls();
  const time = timeOf(evidence);
  const observations = [
    ...claims.map((claim) => claimObservation(claim, tenants.length, time)),
    ...report.findings.map((finding) => findingObservation(finding, templates, time)),
  ];
  return {
    'assessment-results': {
      uuid: id('assessment-results', organization.organizationId, made.today, JSON.stringify(templates)),
      metadata: metadata(evidence, `Isolation and residency of tenants of ${organization.organizationId}`),
      'import-ap': { href: `#${id('rules')}`, remarks: 'The rules of the audit stand for an assessment plan.' },
      results: [
        {
          uuid: id('result', organization.organizationId, made.today, JSON.stringify(templates)),
          title: 'Audit of the synthesized templates',
          description: `${report.summary.resources} resources in ${report.summary.stacks} stacks of ${tenants.length} tenants. Design evidence: it says what templates allow, not what is deployed.`,
          start: time,
          end: time,
          props: [
            property('findings', String(report.summary.findings)),
            property('exceptions', String(report.summary.excepted)),
            property('not-judged', String(report.summary.notAnalysed)),
            ...(made.commit === undefined ? [] : [property('commit', made.commit)]),
          ],
          'local-definitions': {
            'inventory-items': tenants.map(({ tenant }) => ({
              uuid: id('tenant', tenant.id),
              description: `Account ${tenant.accountId} of tenant ${tenant.id}`,
              props: [
                property('jurisdiction', tenant.jurisdiction),
                property('region', tenant.region),
                property('tier', tenant.tier),
              ],
            })),
          },
          'reviewed-controls': {
            'control-selections': [
              { 'include-controls': controls.map((control) => ({ 'control-id': nistId(control) })) },
            ],
          },
          observations,
          findings: controls
            .filter((control) => isJudged(control, claims))
            .map((control) => controlFinding(control, claims, report.findings)),
        },
      ],
      'back-matter': {
        resources: [
          {
            uuid: id('rules'),
            title: 'Rules of the audit',
            description: 'What `tenantry audit --rules` prints.',
            rlinks: [{ href: './findings.sarif', 'media-type': 'application/sarif+json' }],
          },
          ...Object.entries(templates).map(([file, hash]) => ({
            uuid: id('template', file, hash),
            title: file,
            rlinks: [{ href: encodeURI(file), hashes: [{ algorithm: 'SHA-256', value: hash }] }],
          })),
        ],
      },
    },
  };
}

/**
 * What Tenantry contributes to controls of NIST SP 800-53, as an OSCAL component definition.
 *
 * @see https://pages.nist.gov/OSCAL/learn/concepts/layer/implementation/component-definition/
 */
export function toComponentDefinition(evidence: FleetEvidence): object {
  const { claims, made } = evidence;
  return {
    'component-definition': {
      uuid: id('component-definition', made.version),
      metadata: metadata(evidence, 'Tenantry: an AWS account for every tenant'),
      components: [
        {
          uuid: id('component'),
          type: 'software',
          title: 'Tenantry',
          description: 'Stacks of a tenant in an account of its own, and the fence around the account.',
          props: [property('version', made.version)],
          'control-implementations': [
            {
              uuid: id('control-implementation', NIST),
              source: CATALOG,
              description:
                'Claims about the templates that support the control. A mapping is an engineer’s reading, to be confirmed by a specialist.',
              'implemented-requirements': nistControls().map((control) => ({
                uuid: id('requirement', control.id),
                'control-id': nistId(control),
                description: claimsOn(control, claims)
                  .map(({ rule }) => `${rule.claim} (${rule.id})`)
                  .join(' '),
              })),
            },
          ],
        },
      ],
    },
  };
}

function claimObservation(
  { rule, status, findings, excepted }: ClaimStatus,
  tenants: number,
  collected: string,
): object {
  const said = {
    holds: 'Holds',
    broken: `Broken ${findings} times`,
    excepted: `Excepted ${excepted} times`,
    'not judged': 'Not judged',
  }[status];
  return {
    uuid: id('claim', rule.id),
    title: rule.claim,
    description: `${said}; ${tenants} tenants were judged. ${rule.explanation}`,
    props: [property('rule', rule.id), property('status', status.replace(' ', '-'))],
    methods: ['TEST'],
    types: ['control-objective'],
    collected,
  };
}

function findingObservation(
  { id: findingId, rule, severity, tenant, stack, template, logicalId, path, message, fix }: Finding,
  templates: FleetEvidence['templates'],
  collected: string,
): object {
  const hash = templates[template];
  const pointer = ['', 'Resources', logicalId, ...path.split('.')]
    .filter((part, at) => at === 0 || part !== '')
    .join('/');
  return {
    uuid: id('finding', findingId),
    title: `${rule} in ${stack || template}`,
    description: `${message}. What to do: ${fix}.`,
    props: [property('rule', rule), property('severity', severity), property('finding', findingId)],
    methods: ['TEST'],
    types: ['finding'],
    ...(tenant !== '' && {
      subjects: [{ 'subject-uuid': id('tenant', tenant), type: 'inventory-item', title: tenant }],
    }),
    'relevant-evidence': [
      {
        ...(hash !== undefined && { href: `#${id('template', template, hash)}` }),
        description: logicalId === '' ? template : `${template}, JSON pointer ${pointer}`,
      },
    ],
    collected,
  };
}

function controlFinding(control: Control, claims: readonly ClaimStatus[], findings: readonly Finding[]): object {
  const own = claimsOn(control, claims);
  const [broken, excepted] = (['broken', 'excepted'] as const).map((wanted) =>
    own.filter(({ status }) => status === wanted),
  );
  const breaches = findings.filter(({ rule }) => bearsOn(control, rule));
  const isSatisfied = broken?.length === 0 && excepted?.length === 0;
  return {
    uuid: id('control', control.id),
    title: `${control.id}: ${control.title}`,
    description: isSatisfied
      ? `The ${own.length} claims that bear on the control hold.`
      : `Of ${own.length} claims that bear on the control, ${broken?.length} are broken, and ${excepted?.length} hold but for exceptions that somebody answers for.`,
    target: {
      type: 'objective-id',
      'target-id': `${nistId(control)}_obj`,
      status: { state: isSatisfied ? 'satisfied' : 'not-satisfied' },
    },
    'related-observations': [
      ...own.map(({ rule }) => ({ 'observation-uuid': id('claim', rule.id) })),
      ...breaches.map((finding) => ({ 'observation-uuid': id('finding', finding.id) })),
    ],
  };
}

/** Whether enough is known to say that a control is supported, or is not. */
function isJudged(control: Control, claims: readonly ClaimStatus[]): boolean {
  const standings = claimsOn(control, claims).map(({ status }) => status);
  return standings.includes('broken') || !standings.includes('not judged');
}

function claimsOn(control: Control, claims: readonly ClaimStatus[]): readonly ClaimStatus[] {
  return claims.filter(({ rule }) => bearsOn(control, rule.id));
}

function nistControls(): readonly Control[] {
  return FRAMEWORKS.find(({ name }) => name === NIST)?.controls ?? [];
}

/** As NIST's catalogue names a control, e.g. `ac-3`. */
function nistId({ id: control }: Control): string {
  return control.toLowerCase();
}

function metadata(evidence: FleetEvidence, title: string): object {
  return {
    title,
    'last-modified': timeOf(evidence),
    version: evidence.made.version,
    'oscal-version': OSCAL_VERSION,
  };
}

/** A report has no clock: the day it was made for is all the time it knows. */
function timeOf({ made }: FleetEvidence): string {
  return `${made.today}T00:00:00Z`;
}

function property(name: string, value: string): object {
  return { name, ns: NAMESPACE_URL, value };
}

function id(...parts: readonly string[]): string {
  return uuidV5(parts.join('\n'), NAMESPACE);
}

/**
 * Which folder may import what. A folder that no layer names must be given one here before anything in it is accepted.
 *
 * `test/architecture.test.ts` runs this; by hand: `npx depcruise --config .dependency-cruiser.cjs bin lib constructs tenants bench test`.
 */

/** A package, whether it is resolved to its files, to its types or not at all. */
const packages = (...names) => names.flatMap((name) => [`^node_modules/(@types/)?${name}/`, `^${name}(/|$)`]);

/** Our folder has the name of the package `constructs`, so the package is known by its place alone. */
const CDK = [...packages('aws-cdk-lib'), '^node_modules/constructs/', '^constructs$'];
const AWS_SDK = packages('@aws-sdk', '@smithy');
const HANDLER_FOLDER = '^constructs/[^/]+/[^/]*handler/';

/** Each with the paths it covers and the paths it may import, beside Node's own modules. A file belongs to the first that covers it. */
const layers = [
  {
    name: 'handlers',
    why: 'a handler is bundled: it imports its own folder, the events of those it calls and libraries made for Lambda',
    path: '^constructs/([^/]+)/([^/]*handler)/',
    mayImport: [
      '^constructs/$1/$2/',
      '^constructs/$1/[^/]*handler/event\\.ts$',
      ...AWS_SDK,
      ...packages('@aws-lambda-powertools', 'aws-lambda', 'aws-jwt-verify', 'kysely', 'pg'),
    ],
  },
  {
    name: 'constructs',
    why: 'a construct must work alone, for people who never saw lib/',
    path: '^constructs/',
    // What a handler shares with its construct is its event and its pure core, not its entry point.
    mayImport: ['^constructs/(?!.*handler/index\\.ts$)', ...CDK, ...packages('cdk-monitoring-constructs')],
  },
  {
    name: 'foundations',
    why: 'everybody imports them',
    path: '^lib/(errors|group-by|message-of|system-error|write-whole-file)\\.ts$',
    mayImport: ['^lib/system-error\\.ts$', ...packages('write-file-atomic')],
  },
  {
    name: 'config',
    why: 'the configuration is read before anything is known of AWS',
    path: '^lib/config/',
    mayImport: ['^lib/config/', '^lib/(errors|group-by|system-error)\\.ts$', ...packages('zod', 'yaml', 'esbuild')],
  },
  {
    name: 'shapes',
    why: 'audit, diff and reports tell tenants apart in the same way, whatever else they import',
    path: '^lib/shapes/',
    mayImport: ['^lib/(shapes|config)/'],
  },
  {
    name: 'compliance',
    why: 'the rule packs know no construct',
    path: '^lib/compliance/',
    mayImport: ['^lib/compliance/', ...CDK, ...packages('cdk-nag')],
  },
  {
    name: 'cost',
    why: 'the estimate reads templates as a stranger would',
    path: '^lib/cost/',
    mayImport: ['^lib/cost/'],
  },
  {
    name: 'audit',
    why: 'the audit judges stacks as a stranger would',
    path: '^lib/audit/',
    mayImport: ['^lib/(audit|config|shapes)/', '^lib/(errors|group-by)\\.ts$'],
  },
  {
    name: 'data loss',
    why: 'the diff and every deployment judge alike what could lose data, whatever else they know of the stacks',
    path: '^lib/data-loss/',
    mayImport: [
      '^lib/data-loss/',
      // How templates are written, without a rule that judges them.
      '^lib/audit/(assembly|values)/',
      // One list for both guards: the function in AWS that judges change sets is bundled from its own folder.
      '^constructs/fleet-rollout/guard-handler/(changed-in-place|describe-fate|stateful-resources)\\.ts$',
      ...packages('@aws-cdk/cloudformation-diff'),
    ],
  },
  {
    name: 'html',
    why: 'what all pages share knows nothing of what they say',
    path: '^lib/html/',
    mayImport: ['^lib/html/', ...packages('preact', 'preact-render-to-string')],
  },
  {
    name: 'status page',
    why: 'the page shows what an operation has read',
    path: '^lib/status-page/',
    mayImport: ['^lib/(status-page|html|config|operations|rollout)/', ...packages('preact')],
  },
  {
    name: 'evidence',
    why: 'evidence is made of what the audit found',
    path: '^lib/evidence/',
    mayImport: [
      '^lib/(evidence|audit|config|html)/',
      '^lib/fleet/validation-report\\.ts$',
      '^lib/(errors|group-by|system-error|write-whole-file)\\.ts$',
      ...packages('sarif', 'preact', 'uuid'),
    ],
  },
  {
    name: 'audit plugin',
    why: 'the audit itself knows no CDK',
    path: '^lib/audit-plugin/',
    mayImport: ['^lib/(audit-plugin|audit|config)/', ...CDK],
  },
  {
    name: 'stacks',
    why: 'a stack takes plain props; only the stage knows what a tenant is',
    path: '^lib/stacks/',
    mayImport: ['^lib/stacks/', '^constructs/(?!.*handler/index\\.ts$)', ...CDK],
  },
  {
    name: 'stages',
    why: 'a stage turns a tenant into the props of its stacks',
    path: '^lib/stages/',
    mayImport: [
      '^lib/stages/',
      '^lib/stacks/',
      '^lib/bootstrap/template\\.json$',
      '^lib/blueprint\\.ts$',
      '^lib/config/',
      '^constructs/(?!.*handler/index\\.ts$)',
      ...CDK,
    ],
  },
  {
    name: 'app',
    why: 'the app is pure: it gets the registry and defines the stages',
    path: '^lib/((add-stages|app|blueprint|create-app|drop-stack-traces)\\.ts|feature-flags\\.json)$',
    mayImport: [
      '^lib/((add-stages|app|blueprint|create-app|drop-stack-traces)\\.ts|feature-flags\\.json)$',
      '^lib/(stages|compliance|config)/',
      ...CDK,
    ],
  },
  {
    name: 'rollout',
    why: 'the way of a release is decided by data alone, so that any engine can follow it',
    path: '^lib/rollout/',
    mayImport: ['^lib/(rollout|config)/', '^lib/errors\\.ts$'],
  },
  {
    name: 'fleet',
    why: 'the app that the fleet is synthesized with arrives as an argument',
    path: '^lib/fleet/',
    mayImport: [
      '^lib/(fleet|config|cost|data-loss|operations|rollout|shapes)/',
      // How a cloud assembly is read, without a rule that judges it.
      '^lib/audit/(assembly|values)/',
      '^lib/(errors|group-by|message-of|system-error)\\.ts$',
      ...CDK,
      ...packages('@aws-cdk/cloudformation-diff'),
    ],
  },
  {
    name: 'bootstrap',
    why: "the template of tenants' accounts is CDK's, changed once, when it is written",
    path: '^lib/bootstrap/',
    mayImport: ['^lib/bootstrap/', ...packages('@aws-cdk/toolkit-lib')],
  },
  {
    name: 'operations',
    why: 'an operation knows no construct, but may share the pure core of a handler',
    path: '^lib/operations/',
    mayImport: [
      '^lib/(operations|config|data-loss|rollout)/',
      // How a cloud assembly is read, without a rule that judges it.
      '^lib/audit/(assembly|values)/',
      '^lib/bootstrap/template\\.json$',
      '^lib/(errors|message-of|system-error|write-whole-file)\\.ts$',
      `${HANDLER_FOLDER}(?!index\\.ts$)`,
      ...AWS_SDK,
      ...packages(
        '@aws-cdk/toolkit-lib',
        '@aws-cdk/cdk-assets-lib',
        '@aws-cdk/cloudformation-diff',
        'proper-lockfile',
        'yaml',
      ),
    ],
  },
  {
    name: 'entry points',
    why: 'what bin/ calls puts configuration and app together',
    path: '^lib/(run-app|run-synthesis-worker|define-part|load-blueprint|bundle-blueprint|blueprint-reasons|package-version)\\.ts$',
    mayImport: [
      '^lib/(run-app|define-part|load-blueprint|bundle-blueprint|blueprint-reasons|package-version|add-stages|app|blueprint|create-app|errors|message-of)\\.ts$',
      '^lib/(audit-plugin|config|fleet)/',
      ...packages('aws-cdk-lib', 'esbuild'),
    ],
  },
  {
    name: 'cli',
    why: 'the command line is a thin shell over the library',
    path: '^lib/cli/',
    mayImport: [
      '^lib/(cli|config|cost|fleet|html|operations|rollout|audit|evidence|shapes|status-page)/',
      '^lib/(app|bundle-blueprint|define-part|errors|load-blueprint|message-of|package-version|system-error|write-whole-file)\\.ts$',
      ...packages(
        '@commander-js/extra-typings',
        'commander',
        'string-width',
        'listr2',
        '@clack/prompts',
        '@bomb.sh/tab',
        'preact',
        'preact-render-to-string',
      ),
    ],
  },
  {
    name: 'testing',
    why: "the testing kit asks the audit; it knows no construct, and none of the project's own stacks",
    path: '^lib/testing/',
    mayImport: ['^lib/(testing|audit|config|shapes)/', ...CDK],
  },
  {
    name: 'public API',
    why: 'the index exports, and does nothing else',
    path: '^lib/index\\.ts$',
    mayImport: ['^lib/', '^constructs/(?!.*handler/index\\.ts$)'],
  },
  {
    name: 'bin',
    why: 'bin/ starts what lib/ does',
    path: '^bin/',
    mayImport: ['^lib/(run-app|package-version)\\.ts$', '^lib/cli/(run|ask-on-terminal|survive-lost-output)\\.ts$'],
  },
  {
    name: 'tenants',
    why: 'a tenant is plain data, and nothing imports it',
    path: '^tenants/',
    mayImport: ['^tenants/', '^tenantry$', '^lib/index\\.ts$'],
  },
  {
    name: 'bench',
    why: 'a measurement uses the project as its users do',
    path: '^bench/',
    mayImport: ['^bench/', '^lib/(index\\.ts$|shapes/)', ...packages('@aws-cdk/cloudformation-diff')],
  },
  {
    name: 'tests',
    why: 'tests bring their own tenants; the sample fleet is read from its folder',
    path: '^test/',
    mayImport: ['^(?!tenants/)'],
  },
];

/** Dependency-cruiser refuses patterns it takes for slow: one layer excludes the paths of those before it by name. */
const earlier = (index) =>
  layers.slice(0, index).map(({ path }) => path.replaceAll('(', '(?:').replaceAll('(?:?', '(?'));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers.map(({ name, why, path, mayImport }, index) => ({
      name,
      comment: why,
      severity: 'error',
      from: { path, ...(index > 0 && { pathNot: earlier(index) }) },
      to: { dependencyTypesNot: ['core'], ...(mayImport.length > 0 && { pathNot: mayImport }) },
    })),
    {
      name: 'no cycles',
      comment: 'modules that need each other cannot be understood, or loaded, one by one; types may',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|cdk\\.out)/' },
    // Imports of types count: they too make one part know another.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

/** A control of a framework, and the rules of the audit that bear on it. */
export interface Control {
  /** As the framework numbers it, e.g. `CC6.1`. */
  readonly id: string;
  /** What it is about, in our words. */
  readonly title: string;
  /** Ids of rules, or groups of them, e.g. `reach-in`. */
  readonly rules: readonly string[];
}

/** A framework that reviewers ask about. */
export interface Framework {
  readonly name: string;
  readonly controls: readonly Control[];
}

const ACCESS = ['reach-in', 'reach-out/assume-any-role', 'logging/break-glass'];
const SEPARATION = ['between-tenants', 'reach-in', 'reach-out'];
const BOUNDARY = ['public', 'reach-out/network-link'];
const RECORDS = ['logging'];
const CRYPTOGRAPHY = ['encryption/at-rest', 'encryption/own-key', 'encryption/key-rotation'];
const TRANSMISSION = ['encryption/in-transit', 'encryption/bucket-tls'];
const RESIDENCY = ['residency'];
const DURABILITY = ['deletion'];

/**
 * Which rules bear on which controls. A mapping is an engineer's reading of the framework, not an auditor's opinion: a control asks for more than templates
 * can show, and reports say so.
 *
 * Sources: AICPA Trust Services Criteria 2017 (points of focus 2022); ISO/IEC 27001:2022 annex A; 45 CFR 164; PCI DSS 4.0.1; NIST SP 800-53 revision 5; Regulation
 * (EU) 2016/679; BSI C5:2026.
 */
export const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'SOC 2',
    controls: [
      {
        id: 'CC6.1',
        title: 'Logical access to protected information is restricted',
        rules: [...ACCESS, ...CRYPTOGRAPHY],
      },
      { id: 'CC6.6', title: 'Threats from outside the system boundary are kept out', rules: BOUNDARY },
      {
        id: 'CC6.7',
        title: 'Transmission of information is restricted and protected',
        rules: [...TRANSMISSION, ...RESIDENCY],
      },
      { id: 'CC7.2', title: 'The system is monitored for anomalies', rules: RECORDS },
      { id: 'A1.2', title: 'Data is protected and can be recovered', rules: DURABILITY },
      {
        id: 'C1.1',
        title: 'Confidential information is identified and kept apart',
        rules: [...SEPARATION, ...CRYPTOGRAPHY],
      },
    ],
  },
  {
    name: 'ISO/IEC 27001:2022',
    controls: [
      { id: 'A.5.15', title: 'Access control', rules: ACCESS },
      { id: 'A.5.33', title: 'Protection of records', rules: [...RECORDS, ...DURABILITY] },
      { id: 'A.8.3', title: 'Information access restriction', rules: [...ACCESS, ...BOUNDARY] },
      { id: 'A.8.9', title: 'Configuration management', rules: ['assembly'] },
      { id: 'A.8.13', title: 'Information backup', rules: DURABILITY },
      { id: 'A.8.15', title: 'Logging', rules: RECORDS },
      { id: 'A.8.20', title: 'Networks security', rules: BOUNDARY },
      { id: 'A.8.22', title: 'Segregation of networks', rules: SEPARATION },
      { id: 'A.8.24', title: 'Use of cryptography', rules: [...CRYPTOGRAPHY, ...TRANSMISSION] },
    ],
  },
  {
    name: 'HIPAA',
    controls: [
      { id: '164.308(a)(4)', title: 'Information access management', rules: ACCESS },
      { id: '164.312(a)(1)', title: 'Access control', rules: [...ACCESS, ...BOUNDARY] },
      { id: '164.312(a)(2)(iv)', title: 'Encryption and decryption', rules: CRYPTOGRAPHY },
      { id: '164.312(b)', title: 'Audit controls', rules: RECORDS },
      { id: '164.312(c)(1)', title: 'Integrity', rules: DURABILITY },
      { id: '164.312(e)(1)', title: 'Transmission security', rules: TRANSMISSION },
    ],
  },
  {
    name: 'PCI DSS 4.0.1',
    controls: [
      { id: '1.3', title: 'Network access to and from the environment is restricted', rules: BOUNDARY },
      { id: '3.5', title: 'Stored account data is secured', rules: CRYPTOGRAPHY },
      { id: '4.2', title: 'Data is protected with strong cryptography in transmission', rules: TRANSMISSION },
      { id: '7.2', title: 'Access is defined and assigned by need', rules: ACCESS },
      { id: '10.2', title: 'Audit logs support the detection of anomalies', rules: RECORDS },
      {
        id: 'A1.1.1',
        title: "The provider cannot get at customers' environments without authorization, nor they at the provider's",
        rules: ACCESS,
      },
      { id: 'A1.1.2', title: "No customer reaches another customer's environment", rules: SEPARATION },
      { id: 'A1.1.3', title: 'Each customer reaches its own environment alone', rules: SEPARATION },
    ],
  },
  {
    name: 'NIST SP 800-53 R5',
    controls: [
      { id: 'AC-3', title: 'Access enforcement', rules: ACCESS },
      { id: 'AC-4', title: 'Information flow enforcement', rules: ['reach-out', ...RESIDENCY] },
      {
        id: 'AC-6',
        title: 'Least privilege',
        rules: ['reach-in/role-trust', 'reach-in/trust-conditions', 'reach-out/assume-any-role'],
      },
      { id: 'AU-2', title: 'Event logging', rules: RECORDS },
      { id: 'CP-9', title: 'System backup', rules: DURABILITY },
      { id: 'SC-4', title: 'Information in shared system resources', rules: ['between-tenants'] },
      { id: 'SC-7', title: 'Boundary protection', rules: BOUNDARY },
      { id: 'SC-8', title: 'Transmission confidentiality and integrity', rules: TRANSMISSION },
      {
        id: 'SC-12',
        title: 'Cryptographic key establishment and management',
        rules: ['encryption/own-key', 'encryption/key-rotation'],
      },
      { id: 'SC-28', title: 'Protection of information at rest', rules: CRYPTOGRAPHY },
    ],
  },
  {
    name: 'GDPR',
    controls: [
      { id: 'Art. 25', title: 'Data protection by design and by default', rules: [...SEPARATION, 'public'] },
      { id: 'Art. 28', title: 'Processor: whom the processor lets in', rules: ['reach-in', 'logging/break-glass'] },
      {
        id: 'Art. 32',
        title: 'Security of processing',
        rules: [...CRYPTOGRAPHY, ...TRANSMISSION, ...DURABILITY, ...RECORDS],
      },
      { id: 'Art. 44', title: 'Transfers to third countries', rules: RESIDENCY },
    ],
  },
  {
    name: 'BSI C5',
    controls: [
      { id: 'OPS-30/31', title: 'Separation of data of several customers', rules: SEPARATION },
      { id: 'PSS-12', title: 'Regions where data is processed and backed up', rules: RESIDENCY },
    ],
  },
];

/** Whether a rule bears on a control. */
export function bearsOn({ rules }: Control, rule: string): boolean {
  return rules.some((each) => each === rule || rule.startsWith(`${each}/`));
}
